"""Pages of a city in its networks, and of a network through the years."""
