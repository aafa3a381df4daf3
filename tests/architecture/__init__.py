"""The guards: what may know what, who may write, and how the house is kept in order."""
