"""What it announces of governance."""
