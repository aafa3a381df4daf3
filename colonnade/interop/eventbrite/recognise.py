"""Which feeds come from the Eventbrite API."""

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.shared.json_feed import json_start


def confidence(head: Head) -> float:
    """Say how sure we are, by the API's own addresses and the names of the fields."""
    text = json_start(head)
    if "eventbriteapi.com/v3/" in text:
        return 0.95
    fields = (
        '"vanity_url"',
        '"online_event"',
        '"organization_id"',
        '"inventory_type"',
        '"capacity_is_custom"',
    )
    found = sum(field in text for field in fields)
    return 0.95 if found >= 3 else 0.5 if found == 2 else 0.0
