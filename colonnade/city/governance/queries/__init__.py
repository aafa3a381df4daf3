"""What can be asked of governance."""
