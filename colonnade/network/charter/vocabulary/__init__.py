"""Words of networks and calls."""
