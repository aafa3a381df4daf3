"""The charter as a Django app."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    """Registers rules, reactions and panels."""

    name = "colonnade.network.charter"
    label = "charter"

    def ready(self) -> None:
        """Make the rules known."""
        from colonnade.network.charter import rules, subscribers  # noqa: F401, PLC0415  (start-up registration)
        from colonnade.network.charter.queries import readiness  # noqa: F401, PLC0415  (start-up registration)
        from colonnade.network.charter.views import panels  # noqa: PLC0415  (start-up registration)

        panels.register()
