"""What several formats must know alike: addresses, countries, dates, prices, ages."""
