"""The member cities that ship with the package, each with the source that names it."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def member_places() -> tuple[dict[str, Any], ...]:
    """Return the rows of ``data/member_places.json``; each proves membership as of its source, not today."""
    text = (resources.files("colonnade.city.profile") / "data" / "member_places.json").read_text(
        encoding="utf-8"
    )
    return tuple(json.loads(text))
