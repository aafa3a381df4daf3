"""The audit trail as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the table of entries."""

    name = "colonnade.plumbing.audit"
    label = "audit"
