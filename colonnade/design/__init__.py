"""Tokens, base templates and components: how Colonnade looks."""
