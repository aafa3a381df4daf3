"""Reading networks, calls, applications and reviews."""
