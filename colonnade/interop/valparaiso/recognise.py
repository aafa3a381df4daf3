"""Which feeds have the shape of the Valparaíso agenda."""

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.shared.json_feed import json_start

_EVENT = (
    '"event_type"',
    '"primary_category"',
    '"display_text"',
    '"public_status"',
    '"occurrences"',
    '"min_amount"',
)
_SOURCE = ('"sources"', '"canonical_source_id"', '"source_type"', '"website_url"')


def confidence(head: Head) -> float:
    """Say how sure we are. The list of sources is recognised too, so that it can be refused in words."""
    text = json_start(head)
    found = sum(field in text for field in _EVENT)
    if found >= 4:
        return 0.95
    if all(field in text for field in _SOURCE):
        return 0.9
    return 0.5 if found == 3 else 0.0
