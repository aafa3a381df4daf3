"""The framework as a Django app."""

from django.apps import AppConfig


class TempleConfig(AppConfig):
    """Registers the app."""

    name = "colonnade.temple"
    label = "temple"
