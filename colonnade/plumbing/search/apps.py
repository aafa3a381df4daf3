"""Search as a Django app, for its outbox."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Registers the outbox."""

    name = "colonnade.plumbing.search"
    label = "search"
