"""Which feeds have the shape of the Coerde calendar."""

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.shared.json_feed import json_start

_FIELDS = (
    '"event_id"',
    '"start_date"',
    '"start_time"',
    '"short_description"',
    '"location_name"',
    '"source_id"',
)


def confidence(head: Head) -> float:
    """Say how sure we are, by the names of the fields and of the data set."""
    text = json_start(head)
    found = sum(field in text for field in _FIELDS)
    if found >= 5:
        return 0.95
    if '"coerde-events"' in text:
        return 0.9
    return 0.5 if found == 4 else 0.0
