"""Which feeds are lists of Taiwan's Ministry of Culture."""

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.shared.json_feed import json_start

_FIELDS = (
    '"showInfo"',
    '"showUnit"',
    '"masterUnit"',
    '"descriptionFilterHtml"',
    '"sourceWebPromote"',
    '"UID"',
)


def confidence(head: Head) -> float:
    """Say how sure we are, by the names of the fields."""
    found = sum(field in json_start(head) for field in _FIELDS)
    if '"showInfo"' not in head.text and found < 4:
        return 0.0
    return 0.95 if found >= 4 else 0.5 if found >= 2 else 0.0
