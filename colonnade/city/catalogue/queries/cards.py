"""An offer at a glance: what a list shows of it. Built for twenty at a time with three queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, radians, sin, sqrt
from typing import Any
from uuid import UUID

from django.urls import reverse

from colonnade.city.catalogue.models import Opportunity, Session
from colonnade.city.catalogue.vocabulary import SessionStatus, Tri
from colonnade.plumbing import spoken
from colonnade.plumbing.languages import Text, choose, language_name
from colonnade.plumbing.prepared import Prepared

EARTH_METRES = 6_371_000.0
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Card:
    """One offer in a list, in the reader's language."""

    id: int
    uuid: UUID
    url: str
    title: Text
    when: str
    when_iso: str
    more_dates: int
    place: str
    district: str
    provider: str
    city: str
    city_slug: str
    blocks: tuple[str, ...]
    is_free: str
    price: str
    languages: str
    mode: str
    status: str
    is_demo: bool
    distance: str
    point: Point | None

    @property
    def where(self) -> str:
        """The venue and its district, or who offers it where no venue is known."""
        if not self.place:
            return self.provider
        return spoken.listed(dict.fromkeys(filter(None, (self.place, self.district))))


_OFFER = (
    "id", "uuid", "title", "default_language", "building_blocks", "is_free", "prices", "languages", "mode", "status",
    "is_demo", "provider__names", "city__names", "city__slug", "city__default_language",
)  # fmt: skip
_SESSION = (
    "opportunity_id", "start", "end", "timezone", "precision", "ends_at", "status", "place__names", "place__street",
    "place__latitude", "place__longitude", "place__district__names", "schedule_note",
)  # fmt: skip

_offers = Prepared(
    lambda ids: Opportunity.objects.filter(id__in=ids, deleted_at__isnull=True).values_list(*_OFFER)
)
_sessions = Prepared(
    lambda ids: Session.objects.filter(opportunity_id__in=ids).order_by("start", "id").values_list(*_SESSION)
)


def cards(
    ids: Sequence[int], language: str, now: datetime, near: Point | None = None, since: datetime | None = None
) -> list[Card]:
    """Return the cards of these offers in the order given; offers that are gone by now are left out.

    The date shown is the first that is not over at ``since`` (``now`` if not given).
    """
    offers = {row[0]: dict(zip(_OFFER, row, strict=True)) for row in _offers.rows(ids)}
    dates: dict[int, list[dict[str, Any]]] = {key: [] for key in offers}
    for row in _sessions.rows(list(offers)):
        dates[row[0]].append(dict(zip(_SESSION, row, strict=True)))
    prefix = reverse("catalogue:offer", args=[UUID(int=0)])
    return [
        _card(offers[key], dates[key], language, now, near, since or now, prefix)
        for key in ids
        if key in offers
    ]


def _card(
    offer: dict[str, Any],
    dates: list[dict[str, Any]],
    language: str,
    now: datetime,
    near: Point | None,
    since: datetime,
    prefix: str,
) -> Card:
    standing = [each for each in dates if each["start"] and each["status"] != SessionStatus.CANCELLED]
    coming = [each for each in standing if each["ends_at"] is None or each["ends_at"] >= since]
    shown = coming[0] if coming else (standing[-1] if standing else (dates[0] if dates else None))
    point = _point(shown) or next(filter(None, map(_point, dates)), None)
    note = choose(shown["schedule_note"], language).text if shown else ""
    return Card(
        id=offer["id"],
        uuid=offer["uuid"],
        url=prefix.replace("00000000-0000-0000-0000-000000000000", str(offer["uuid"])),
        title=choose(offer["title"], language, offer["default_language"]),
        when=_when(shown, language, now) or note,
        when_iso=shown["start"].astimezone(spoken.zone(shown["timezone"])).isoformat()
        if shown and shown["start"]
        else "",
        more_dates=max(len(coming) - 1, 0),
        place=_place(shown, language),
        district=choose(shown["place__district__names"] or {}, language).text if shown else "",
        provider=choose(offer["provider__names"] or {}, language, offer["default_language"]).text,
        city=choose(offer["city__names"], language, offer["city__default_language"]).text,
        city_slug=offer["city__slug"],
        blocks=tuple(offer["building_blocks"]),
        is_free=offer["is_free"],
        price=price_words(offer["is_free"], offer["prices"], language),
        languages=spoken.listed(language_name(code, language) for code in offer["languages"][:4]),
        mode=offer["mode"],
        status=offer["status"],
        is_demo=offer["is_demo"],
        distance=spoken.distance(metres(near, point), language) if near and point else "",
        point=point,
    )


def price_words(is_free: str, prices: list[dict[str, Any]], language: str) -> str:
    """The lowest stated price in words; "" where it is free or nobody said."""
    if is_free == Tri.YES:
        return ""
    for price in prices:
        if price.get("amount"):
            return spoken.money(price["amount"], price.get("currency", ""), language)
    for price in prices:
        words = choose(price.get("label") or price.get("condition") or {}, language).text
        if words:
            return words[:80]
    return ""


def metres(here: Point, there: Point) -> float:
    """Distance over the ground between two points, by the haversine formula, in metres."""
    lat1, lon1, lat2, lon2 = map(radians, (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(min(1.0, half)))


def _when(shown: dict[str, Any] | None, language: str, now: datetime) -> str:
    if shown is None:
        return ""
    return spoken.span(shown["start"], shown["end"], shown["timezone"], shown["precision"], language, now)


def _place(shown: dict[str, Any] | None, language: str) -> str:
    if shown is None:
        return ""
    return choose(shown["place__names"] or {}, language).text or (shown["place__street"] or "")


def _point(shown: dict[str, Any] | None) -> Point | None:
    if shown is None or shown["place__latitude"] is None:
        return None
    return shown["place__latitude"], shown["place__longitude"]
