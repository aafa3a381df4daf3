"""What can be learned here: offers, dates, providers, venues."""
