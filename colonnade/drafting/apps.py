"""Texts written together, as a Django app."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """Registers rules and reactions."""

    name = "colonnade.drafting"
    label = "drafting"

    def ready(self) -> None:
        """Make the rules known."""
        from colonnade.drafting import rules  # noqa: F401, PLC0415  (start-up registration)
