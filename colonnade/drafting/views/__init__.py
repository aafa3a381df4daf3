"""Pages of texts written together: for those who read, those who write, and those who answer."""
