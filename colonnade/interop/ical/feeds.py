"""From the catalogue to calendars to follow: of a search, a city, a provider, one offer.

Every date keeps its identity for as long as it exists. What was called off stays listed as cancelled for a
while, because a date that merely vanishes keeps people waiting at a closed door.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from colonnade.city.catalogue.models import Opportunity, Session
from colonnade.city.catalogue.queries.finding import Wish, matching_ids, span_of
from colonnade.city.catalogue.queries.offers import PUBLIC
from colonnade.city.catalogue.queries.wishing import Pairs, address
from colonnade.city.catalogue.vocabulary import Block, OfferStatus, Precision, SessionStatus, Tri
from colonnade.city.profile.models import Territory
from colonnade.interop.ical.write import CalendarEvent, CalendarFeed, calendar_lines
from colonnade.people.models import Organisation
from colonnade.plumbing import spoken
from colonnade.plumbing.cleaning import plain
from colonnade.plumbing.languages import choose
from colonnade.plumbing.search import analysis

MOST_EVENTS = 2_000
MOST_GONE = 500
AHEAD = timedelta(days=400)
KEPT = timedelta(days=30)
LONGEST_DESCRIPTION = 1_500
FIRST_SEQUENCE = (
    1_577_836_800  # 2020-01-01: SEQUENCE counts the seconds since, so that it fits 31 bits for long
)

_GONE = (OfferStatus.CANCELLED, OfferStatus.WITHDRAWN)
_SESSION = (
    "uuid", "opportunity_id", "start", "end", "timezone", "precision", "status", "online_url", "place__names", "place__street",
    "place__postal_code", "place__locality", "place__latitude", "place__longitude",
)  # fmt: skip
_OFFER = (
    "id", "uuid", "title", "description", "default_language", "status", "deleted_at", "modified_at", "building_blocks",
    "facts", "provider__names", "is_demo",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar, ready to be written."""

    feed: CalendarFeed
    events: list[CalendarEvent]

    def body(self, at: datetime) -> bytes:
        """The file."""
        return "".join(calendar_lines(self.feed, self.events, at=at)).encode()


def search_calendar(
    wish: Wish, pairs: Pairs, city: Territory | None, language: str, now: datetime
) -> Calendar:
    """What a search finds, and what it would have found had it not been called off."""
    ids = matching_ids(replace(wish, page=1, limit=MOST_EVENTS), language, now)
    gone = [] if wish.city and city is None else _gone_for(wish, city, now)
    first, last = span_of(wish, now.astimezone(UTC).date())
    coming = _coming(now)
    if first:
        coming = Q(ends_at__gte=datetime.combine(first, time.min, UTC), start__lte=now + AHEAD)
    if last:
        coming &= Q(start__lte=datetime.combine(last, time.max, UTC))
    place = choose(city.names, language, city.default_language).text if city else ""
    name = " · ".join(filter(None, (wish.text, place))) or settings.BRAND
    page = reverse("catalogue:search") + (address(pairs) if pairs else "")
    feed = _feed(name, page, reverse("ical:search") + (address(pairs) if pairs else ""), language, city)
    return Calendar(feed, _events(Q(opportunity_id__in=[*ids, *gone]) & coming, language))


def city_calendar(city: Territory, language: str, now: datetime) -> Calendar:
    """Everything that is coming in a city."""
    page, own = reverse("profile:city", args=[city.slug]), reverse("ical:city", args=[city.slug])
    feed = _feed(choose(city.names, language, city.default_language).text, page, own, language, city)
    return Calendar(feed, _events(Q(opportunity__city=city) & _listed(now) & _coming(now), language))


def provider_calendar(provider: Organisation, language: str, now: datetime) -> Calendar:
    """Everything that a provider has coming."""
    page = reverse("catalogue:search") + address([("provider", str(provider.pk))])
    feed = _feed(
        choose(provider.names, language).text, page, reverse("ical:provider", args=[provider.uuid]), language
    )
    return Calendar(feed, _events(Q(opportunity__provider=provider) & _listed(now) & _coming(now), language))


def offer_calendar(offer: Opportunity, language: str) -> Calendar:
    """All dates of one offer, those that are over included."""
    name = choose(offer.title, language, offer.default_language).text
    page, own = reverse("catalogue:offer", args=[offer.uuid]), reverse("ical:offer", args=[offer.uuid])
    return Calendar(
        _feed(name, page, own, language, offer.city), _events(Q(opportunity_id=offer.pk), language)
    )


def _feed(name: str, page: str, own: str, language: str, city: Territory | None = None) -> CalendarFeed:
    return CalendarFeed(
        name=name,
        description=_("Dates to learn something, from %(site)s") % {"site": settings.BRAND},
        url=settings.BASE_URL + page,
        source=settings.BASE_URL + own,
        language=language,
        timezone=city.timezone if city else "",
    )


def _coming(now: datetime) -> Q:
    return Q(ends_at__gte=now, start__lte=now + AHEAD)


def _listed(now: datetime) -> Q:
    """Offers on show, and for thirty days those that were cancelled or withdrawn."""
    standing = Q(
        opportunity__status__in=(OfferStatus.PUBLISHED, OfferStatus.POSTPONED),
        opportunity__deleted_at__isnull=True,
    )
    return standing | Q(opportunity__status__in=_GONE, opportunity__modified_at__gte=now - KEPT)


def _gone_for(wish: Wish, city: Territory | None, now: datetime) -> list[int]:
    """Offers called off of late that answer a wish; the index has forgotten them, so they are compared one by one."""
    rows = Opportunity.objects.filter(status__in=_GONE, modified_at__gte=now - KEPT)
    if city:
        rows = rows.filter(city=city)
    fields = (
        "id",
        "title",
        "building_blocks",
        "audience",
        "languages",
        "mode",
        "is_free",
        "accessibility",
        "provider_id",
        "age_min",
        "age_max",
    )
    wanted = {analysis.folded(word) for word in analysis.words(wish.text)}
    found = rows.order_by("-modified_at", "-id").values(*fields)[:MOST_GONE]
    return [row["id"] for row in found if _answers(row, wish, wanted)]


def _answers(row: Mapping[str, Any], wish: Wish, wanted: set[str]) -> bool:
    """Only when sure: a district or a distance is not looked up for what no longer takes place."""
    if wish.near or wish.chosen.get("district"):
        return False
    values = {
        "block": row["building_blocks"], "audience": row["audience"], "language": row["languages"], "mode": [row["mode"]],
        "free": [row["is_free"]], "access": row["accessibility"], "provider": [str(row["provider_id"])],
    }  # fmt: skip
    if any(chosen and not set(chosen) & set(values.get(name, ())) for name, chosen in wish.chosen.items()):
        return False
    if wish.age is not None and not (row["age_min"] or 0) <= wish.age <= (
        200 if row["age_max"] is None else row["age_max"]
    ):
        return False
    said = {analysis.folded(word) for text in row["title"].values() for word in analysis.words(text)}
    return wanted <= said


def _events(which: Q, language: str) -> list[CalendarEvent]:
    """The dates in order, with two queries however many they are."""
    dated = Session.objects.filter(which, start__isnull=False).exclude(precision=Precision.NONE)
    rows = [
        dict(zip(_SESSION, row, strict=True))
        for row in dated.order_by("start", "id").values_list(*_SESSION)[:MOST_EVENTS]
    ]
    ids = {row["opportunity_id"] for row in rows}
    offers = {row[0]: _said(dict(zip(_OFFER, row, strict=True)), language) for row in _public(ids)}
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return [
        _event(row, offers[row["opportunity_id"]], language, host)
        for row in rows
        if row["opportunity_id"] in offers
    ]


def _public(ids: Iterable[int]) -> Sequence[tuple[Any, ...]]:
    shown = (*PUBLIC, OfferStatus.WITHDRAWN)
    return list(Opportunity.objects.filter(id__in=list(ids), status__in=shown).values_list(*_OFFER))


def _labelled(text: str, is_demo: bool) -> str:
    """What is invented says so in calendars too."""
    return f"{_('This offer is invented. It belongs to the demo world.')}\n\n{text}" if is_demo else text


def _said(offer: dict[str, Any], language: str) -> dict[str, Any]:
    """What all dates of an offer say alike, worked out once."""
    title = choose(offer["title"], language, offer["default_language"])
    body = choose(offer["description"], title.language or language, offer["default_language"])
    modified: datetime = offer["modified_at"]
    registration = offer["facts"].get("registration", {})
    return {
        "summary": title.text,
        "language": title.language,
        "description": _labelled(_shortened(plain(body.text[: LONGEST_DESCRIPTION * 4])), offer["is_demo"]),
        "url": settings.BASE_URL + reverse("catalogue:offer", args=[offer["uuid"]]),
        "modified": modified,
        "sequence": max(int(modified.timestamp()) - FIRST_SEQUENCE, 0),
        "categories": tuple(
            str(Block(code).label) for code in offer["building_blocks"] if code in Block.values
        ),
        "organiser": choose(offer["provider__names"] or {}, language, offer["default_language"]).text,
        "image": offer["facts"].get("image", {}).get("url", ""),
        "status": offer["status"],
        "gone": offer["deleted_at"] is not None or offer["status"] in _GONE,
        "needs_registration": str(registration.get("needed", "")).upper() == Tri.YES,
    }


def _event(row: dict[str, Any], said: dict[str, Any], language: str, host: str) -> CalendarEvent:
    start, end, all_day = _times(row)
    lines = (
        choose(row["place__names"] or {}, language).text,
        row["place__street"],
        f"{row['place__postal_code'] or ''} {row['place__locality'] or ''}".strip(),
    )
    return CalendarEvent(
        uid=f"{row['uuid']}@{host}",
        start=start,
        end=end,
        all_day=all_day,
        timezone=spoken.zone(row["timezone"]).key,
        summary=said["summary"],
        language=said["language"],
        description=said["description"],
        location=", ".join(dict.fromkeys(filter(None, lines))),
        latitude=row["place__latitude"],
        longitude=row["place__longitude"],
        url=said["url"],
        status=_status(row["status"], row["precision"], said),
        sequence=said["sequence"],
        modified=said["modified"],
        categories=said["categories"],
        organiser=said["organiser"],
        image=said["image"],
        online_url="" if said["needs_registration"] else row["online_url"],
    )


def _times(row: Mapping[str, Any]) -> tuple[datetime | date, datetime | date | None, bool]:
    """Start, end, and whether whole days are meant; of a month that is all one knows, all its days."""
    if row["precision"] == Precision.MONTH:
        day = row["start"].astimezone(spoken.zone(row["timezone"])).date()
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), True
    return row["start"], row["end"], row["precision"] == Precision.DAY


def _status(status: str, precision: str, said: Mapping[str, Any]) -> str:
    if said["gone"] or status == SessionStatus.CANCELLED:
        return "CANCELLED"
    unsure = (
        status == SessionStatus.POSTPONED
        or said["status"] == OfferStatus.POSTPONED
        or precision == Precision.MONTH
    )
    return "TENTATIVE" if unsure else "CONFIRMED"


def _shortened(text: str) -> str:
    return (
        text if len(text) <= LONGEST_DESCRIPTION else text[: LONGEST_DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"
    )


def provider_of(uuid: UUID) -> Organisation | None:
    """The provider behind an address, or ``None``."""
    return Organisation.objects.filter(uuid=uuid).first()


def offer_of(uuid: UUID) -> Opportunity | None:
    """An offer that is or was on show, or ``None``."""
    return (
        Opportunity.objects.filter(uuid=uuid).exclude(status=OfferStatus.DRAFT).select_related("city").first()
    )
