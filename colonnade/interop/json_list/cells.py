"""An object as the row of a table: its fields by name, nested ones by their names in a row."""

import re
from typing import Any, NamedTuple

from colonnade.interop.shared.loose import number, text
from colonnade.plumbing.languages import LanguageMap

_LEVELS = 3
_MOST = 200  # fields of one object
_TAG = re.compile(r"[a-z]{2,3}(?:[-_](?:[A-Za-z]{4}|[A-Za-z]{2}|\d{3}))*")
_NAMING = ("name", "title", "label", "value", "text", "nimi", "nombre", "nom")
_INNER = (
    "properties",
    "attributes",
    "fields",
    "_source",
    "node",
)  # GeoJSON, JSON:API, portals, search engines
_WRAPPED = (
    "rendered",
    "text",
    "value",
    "@value",
    "#text",
    "_value",
    "html",
    "raw",
)  # one text in an object of its own
_BESIDE = {*_WRAPPED, "protected", "lang", "language", "@language", "type", "@type", "format"}


class Flat(NamedTuple):
    """The cells of an object, and those of its fields that are texts in several languages."""

    cells: dict[str, str]
    texts: dict[str, LanguageMap]


def flat(record: dict[str, Any], language: str = "") -> Flat:
    """Return an object as a row.

    ``{"venue": {"name": "Hall"}}`` has the cell ``venue.name``. A list becomes its words with semicolons. Of
    a text in several languages the cell holds the one in ``language``, else the first. An object that keeps
    its facts in one inner object (a GeoJSON feature in its properties) is that object; a point its coordinates.
    """
    made = Flat({}, {})
    inner = next((name for name in _INNER if isinstance(record.get(name), dict)), "")
    if inner:
        _add_point(made, record.get("geometry"))
        record = {
            **{name: value for name, value in record.items() if name not in (inner, "type", "geometry")},
            **record[inner],
        }
    _add(made, "", record, _LEVELS, language)
    return made


def _add(made: Flat, prefix: str, record: dict[str, Any], levels: int, language: str) -> None:
    for key, value in record.items():
        if len(made.cells) >= _MOST:
            return
        name = f"{prefix}{key}"
        if value is None or value == "":
            continue
        if isinstance(value, str):
            made.cells[name] = value
        elif isinstance(value, bool):
            made.cells[name] = "true" if value else "false"
        elif isinstance(value, int | float):
            made.cells[name] = _digits(value)
        elif isinstance(value, list):
            if words := [word for each in value if (word := _word(each))]:
                made.cells[name] = "; ".join(words)
        elif wrapped := _wrapped(value):
            made.cells[name] = wrapped
        elif texts := _language_map(value):
            made.cells[name] = texts.get(language) or next(iter(texts.values()))
            made.texts[name] = texts
        elif levels > 1:
            _add(made, f"{name}.", value, levels - 1, language)


def _digits(value: float) -> str:
    return (
        str(int(value))
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        else str(value)
    )


def _word(value: Any) -> str:
    """Return what a member of a list says in a word: itself, or its name."""
    if isinstance(value, dict):
        named = (value.get(name) for name in _NAMING)
        return next((word for each in named if (word := _word(each))), "") or next(
            iter(_language_map(value).values()), ""
        )
    return text(value)


def _language_map(value: Any) -> LanguageMap:
    """Return a text in several languages; empty for every other object."""
    if not isinstance(value, dict) or not value or len(value) > 40:
        return {}
    if not all(
        _TAG.fullmatch(key) and (each is None or isinstance(each, str)) for key, each in value.items()
    ):
        return {}
    if any(key in ("id", "url", "lat", "lon", "lng") for key in value):
        return {}
    return {key.replace("_", "-"): each.strip() for key, each in value.items() if each and each.strip()}


def _wrapped(value: dict[str, Any]) -> str:
    """Return the text of ``{"rendered": "…"}`` and its like, "" for every other object."""
    if not value or not _BESIDE.issuperset(value):
        return ""
    return next((found for name in _WRAPPED if (found := text(value.get(name)))), "")


def _add_point(made: Flat, geometry: Any) -> None:
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        spot = geometry.get("coordinates")
        if isinstance(spot, list) and len(spot) >= 2 and None not in (number(spot[0]), number(spot[1])):
            made.cells["longitude"], made.cells["latitude"] = str(spot[0]), str(spot[1])
