"""Clean values of governance."""
