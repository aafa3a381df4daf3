"""How the city steers itself: political will, participation, resources, the plan."""
