"""Persons, organisations, roles and sign-in."""
