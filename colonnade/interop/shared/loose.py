"""Values out of documents that promise nothing: a number may be a text, a text a list, anything may be missing."""

import math
from typing import Any

from colonnade.plumbing.languages import LanguageMap


def text(value: Any) -> str:
    """Return a text or a number as text without space around it; anything else counts as absent."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value)


def mapping(value: Any) -> dict[str, Any]:
    """Return an object, an empty one if it is none."""
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    """Return a list; the values of an object, which some exporters make of a list; else an empty one."""
    if isinstance(value, list):
        return value
    return list(value.values()) if isinstance(value, dict) else []


def number(value: Any) -> float | None:
    """Return a finite number, also from a text with a full stop or comma; ``None`` if it is none."""
    if isinstance(value, str):
        try:
            value = float(value.strip().replace(",", "."))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def whole(value: Any) -> int | None:
    """Return a whole number, also from a text; ``None`` if it is none."""
    found = number(value)
    return int(found) if found is not None and found == int(found) else None


def spoken(language: str, value: Any) -> LanguageMap:
    """Return a language map of one text, empty if there is none."""
    found = text(value)
    return {language: found} if found else {}


def spoken_in_all(value: Any, languages: tuple[str, ...] = ()) -> LanguageMap:
    """Return the filled texts of an object by language; ``languages`` limits and orders them."""
    texts = mapping(value)
    return {code: found for code in languages or texts if (found := text(texts.get(code)))}
