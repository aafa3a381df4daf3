"""Which feeds may be a JSON list of anything."""

import re

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.shared.json_feed import json_start

_LIST = re.compile(r"\s*\[\s*[{\]]")
_CREDENTIAL = re.compile(r'"(?:VerifiableCredential|OpenBadgeCredential|BadgeClass|Assertion)"|openbadges')
_OBJECT = re.compile(r'\s*\{\s*["}]')


def confidence(head: Head) -> float:
    """Say that any JSON will do, less surely than every format that knows its own; a badge is no list."""
    text = json_start(head)
    if _CREDENTIAL.search(text):
        return 0.0
    if _LIST.match(text):
        return 0.3
    return 0.25 if _OBJECT.match(text) else 0.0
