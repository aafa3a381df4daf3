"""The design floor as a Django app."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Components, tokens, base templates and the islands that several modules share."""

    name = "colonnade.design"
    label = "design"
