"""Persons, organisations and roles as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the rules and the mails of this module."""

    name = "colonnade.people"
    label = "people"

    def ready(self) -> None:
        """Make the rules known, and listen for what happens."""
        from colonnade.people import rules, subscribers  # noqa: F401, PLC0415  (start-up registration)
