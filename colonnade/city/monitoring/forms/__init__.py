"""Clean values of monitoring."""
