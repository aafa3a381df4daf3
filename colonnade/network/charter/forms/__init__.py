"""From what people typed about networks, calls and applications to clean values."""
