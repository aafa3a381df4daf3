"""The catalogue as a Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Registers rules, what can be searched, and reactions."""

    name = "colonnade.city.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Make the rules known."""
        from colonnade.city.catalogue import rules, search, subscribers  # noqa: F401, PLC0415  (start-up registration)
        from colonnade.city.catalogue.views import panels  # noqa: PLC0415  (start-up registration)

        panels.register()
