"""What the documentation promises is there."""
