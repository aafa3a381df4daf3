"""The city's own page and its team, as a Django app."""

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    """Registers the rules of this module."""

    name = "colonnade.city.profile"
    label = "profile"

    def ready(self) -> None:
        """Make the rules known."""
        from colonnade.city.profile import rules, search, subscribers  # noqa: F401, PLC0415  (start-up registration)
