"""The open platform on which a city becomes a learning city."""
