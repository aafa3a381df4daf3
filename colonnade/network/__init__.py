"""Everything a network of cities needs; it cannot exist without cities."""
