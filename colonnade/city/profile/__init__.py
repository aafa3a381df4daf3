"""The place, its team and its public face."""
