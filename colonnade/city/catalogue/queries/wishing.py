"""From the parameters of an address to a wish, and back. A wrong value in an address finds everything rather than fails."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from colonnade.city.catalogue.queries.finding import FACETS, Wish

SORTS = ("relevance", "date", "distance")
WINDOWS = ("today", "weekend", "week", "month")
DISTANCES_KM = (1, 3, 5, 10, 25)

Pairs = list[tuple[str, str]]
LONGEST_NUMBER = 9  # digits


def pairs_from(parameters: Any) -> Pairs:
    """The parameters of an address that mean something, in a stable order, so that addresses can be shared."""
    single = ("q", "city", "when", "from", "to", "age", "near", "km", "sort")
    pairs = [(name, parameters.get(name).strip()) for name in single if parameters.get(name, "").strip()]
    pairs += [(name, value) for name in FACETS for value in sorted(set(parameters.getlist(name))) if value]
    return pairs


def wish_from(parameters: Any, limit: int = 20) -> Wish:
    """Read a wish from the parameters of an address."""
    near = _point(parameters.get("near", ""))
    return Wish(
        text=parameters.get("q", "").strip()[:300],
        city=parameters.get("city", "").strip()[:80],
        chosen={name: tuple(parameters.getlist(name)[:30]) for name in FACETS if parameters.getlist(name)},
        when=parameters.get("when", "") if parameters.get("when") in WINDOWS else "",
        first=_day(parameters.get("from", "")),
        last=_day(parameters.get("to", "")),
        age=_whole(parameters.get("age", ""), 0, 120),
        near=near,
        metres=(_whole(parameters.get("km", ""), 1, 500) or 0) * 1000,
        sort=parameters.get("sort", "") if parameters.get("sort") in SORTS else "",
        page=_whole(parameters.get("page", ""), 1, 500) or 1,
        limit=limit,
    )


def address(pairs: Iterable[tuple[str, str]]) -> str:
    """The query part of an address, with its question mark."""
    return "?" + "&".join(map(_encoded, pairs))


@lru_cache(maxsize=4096)
def _encoded(pair: tuple[str, str]) -> str:
    """One parameter; a page of filters repeats the same few in every link."""
    return urlencode([pair])


def toggled(pairs: Pairs, name: str, value: str, single: bool = False) -> str:
    """The address with one value of a filter put on or taken off."""
    if (name, value) in pairs:
        return address(pair for pair in pairs if pair != (name, value))
    kept = [pair for pair in pairs if not (single and pair[0] == name)]
    return address([*kept, (name, value)])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str, low: int, high: int) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        return None
    return int(text) if low <= int(text) <= high else None


def _point(text: str) -> tuple[float, float] | None:
    latitude, _, longitude = text.partition(",")
    try:
        point = (float(latitude), float(longitude))
    except ValueError:
        return None
    return point if -90 <= point[0] <= 90 and -180 <= point[1] <= 180 else None
