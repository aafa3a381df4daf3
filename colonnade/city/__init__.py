"""Everything a city needs to run itself, with or without a network."""
