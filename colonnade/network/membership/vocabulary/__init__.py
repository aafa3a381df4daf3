"""Words of membership."""
