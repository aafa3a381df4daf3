"""Membership as a Django app."""

from django.apps import AppConfig


class MembershipConfig(AppConfig):
    """Registers what is known of cities, and panels."""

    name = "colonnade.network.membership"
    label = "membership"

    def ready(self) -> None:
        """Tell the charter what is known of cities."""
        from colonnade.network.membership.queries import standing  # noqa: F401, PLC0415  (start-up registration)
        from colonnade.network.membership.views import panels  # noqa: PLC0415  (start-up registration)

        panels.register()
