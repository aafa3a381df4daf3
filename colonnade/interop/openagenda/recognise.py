"""Which feeds are OpenAgenda's events."""

import re

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.shared.json_feed import json_start

_FIELDS = (
    '"originagenda_',
    '"firstdate_begin"',
    '"timings"',
    '"canonicalurl"',
    '"location_uid"',
    '"attendancemode"',
)
_TITLE = re.compile(r'"title_[a-z]{2}"')


def confidence(head: Head) -> float:
    """Say how sure we are, by the names of the fields; no other feed has these together."""
    text = json_start(head)
    found = sum(field in text for field in _FIELDS)
    if found >= 3 and (_TITLE.search(text) or "openagenda" in text):
        return 0.95
    return 0.5 if found >= 2 and _TITLE.search(text) else 0.0
