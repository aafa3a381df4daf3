"""Reading what sources say of a network and its cities."""
