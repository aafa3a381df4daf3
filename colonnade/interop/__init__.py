"""Standards at the edge: one folder a format."""
