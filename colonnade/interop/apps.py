"""Standards at the edge, as a Django app."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    """Registers every reader with the harvest pipeline."""

    name = "colonnade.interop"
    label = "interop"

    def ready(self) -> None:
        """Make the readers known, and put what pages say of themselves into their heads."""
        from colonnade.interop import figure_readers, readers  # noqa: F401, PLC0415  (start-up registration)
        from colonnade.interop.schema_org import panels  # noqa: PLC0415  (start-up registration)

        panels.register()
