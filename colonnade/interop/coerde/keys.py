"""Which event of an earlier file a record is, although the source's own identifiers change with every typo."""

import re
from typing import Any

from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import text
from colonnade.interop.shared.stable_keys import stable_key

_NO_WORD = re.compile(r"\W+")


def steady_key(event: dict[str, Any]) -> str:
    """Return a key of source page, day, hour and place; "" where no page or no day is named.

    The title is no part of it, and neither is the punctuation of the place: these are what gets corrected.
    """
    page = web_address(text(event.get("source_url")))
    day = text(event.get("start_date"))
    if not page or not day:
        return ""
    return stable_key(
        page, day, text(event.get("start_time")), _NO_WORD.sub(" ", text(event.get("location_name")))
    )
