"""JSON inside JSON strings: an export that keeps nested values as text."""

from typing import Any

import orjson

from colonnade.interop.shared.loose import text


def opened(value: Any) -> Any:
    """Return what a text holds if it is JSON, else the value as it is."""
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return orjson.loads(value)
        except ValueError:
            return value
    return value


def code_of(value: Any) -> int:
    """Return the number of a coded value: ``5``, ``"5"`` or ``{"id": 5, "label": {…}}``; 0 if there is none."""
    value = opened(value)
    if isinstance(value, dict):
        value = value.get("id")
    found = text(value)
    return int(found) if found.isdecimal() else 0


def words(value: Any) -> list[str]:
    """Return a list of words, whether it came as a list, as JSON or with semicolons; ``{"mi": true}`` too."""
    value = opened(value)
    if isinstance(value, dict):
        value = [name for name, holds in value.items() if holds]
    if not isinstance(value, list):
        value = text(value).split(";")
    return [found for each in value if (found := text(each))]
