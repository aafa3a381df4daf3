"""Which feeds come from the German course search."""

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.shared.json_feed import json_start

_FIELDS = (
    '"termine"',
    '"angebot"',
    '"bildungsanbieter"',
    '"unterrichtsform"',
    '"unterrichtszeit"',
    '"abschlussart"',
)


def confidence(head: Head) -> float:
    """Say how sure we are, by the names of the fields."""
    text = json_start(head)
    found = sum(field in text for field in _FIELDS)
    return 0.95 if found >= 4 else 0.6 if found == 3 else 0.0
