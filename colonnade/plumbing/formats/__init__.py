"""Dates and times by language, where Django's own are not ours."""
