"""Words of monitoring."""
