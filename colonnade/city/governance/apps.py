"""Governance as a Django app."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Registers rules, reactions and panels."""

    name = "colonnade.city.governance"
    label = "governance"

    def ready(self) -> None:
        """Make the rules known."""
        from colonnade.city.governance import rules  # noqa: F401, PLC0415  (start-up registration)
        from colonnade.city.governance.views import panels  # noqa: PLC0415  (start-up registration)

        panels.register()
