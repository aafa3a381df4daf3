"""Monitoring as a Django app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Registers rules, reactions and panels."""

    name = "colonnade.city.monitoring"
    label = "monitoring"

    def ready(self) -> None:
        """Make the rules known."""
        from colonnade.city.monitoring import rules  # noqa: F401, PLC0415  (start-up registration)
        from colonnade.city.monitoring.subscribers import computing, loading  # noqa: F401, PLC0415  (start-up registration)
        from colonnade.city.monitoring.views import panels  # noqa: PLC0415  (start-up registration)

        panels.register()
