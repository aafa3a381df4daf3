"""Bringing in the past."""
