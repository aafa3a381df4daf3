"""Words of governance."""
