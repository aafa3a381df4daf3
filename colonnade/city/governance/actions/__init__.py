"""Verbs of governance."""
