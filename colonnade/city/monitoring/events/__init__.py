"""What it announces of monitoring."""
