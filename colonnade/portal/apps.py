"""The assembled site as a Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the app."""

    name = "colonnade.portal"
    label = "portal"

    def ready(self) -> None:
        """Put the site's own links into the frame, and make the demo reader known."""
        from colonnade.portal import furniture  # noqa: PLC0415  (start-up registration)
        from colonnade.portal.demo import reader  # noqa: F401, PLC0415  (start-up registration)

        furniture.register()
