"""What of an offer can be found, and how."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from colonnade.city.catalogue.models import Opportunity, Session
from colonnade.city.catalogue.vocabulary import OfferStatus, SessionStatus
from colonnade.plumbing.cleaning import plain
from colonnade.plumbing.prepared import Prepared
from colonnade.plumbing.search import Kind, register

SHOWN = (OfferStatus.PUBLISHED, OfferStatus.POSTPONED)
NO_DATE = 9_999_999
NO_MINUTE = 9_999_999_999
MOST_DAYS = 150
LONGEST_BODY = 4_000

_EPOCH = date(1970, 1, 1)
_OFFER = (
    "id", "title", "description", "keywords", "source_categories", "building_blocks", "audience", "languages", "mode",
    "is_free", "accessibility", "age_min", "age_max", "kind", "city__slug", "provider_id", "provider__names", "default_language",
)  # fmt: skip
_SESSION = (
    "opportunity_id", "start", "end", "ends_at", "status", "place__names", "place__street", "place__latitude",
    "place__longitude", "place__district_id", "place__accessibility",
)  # fmt: skip


def day_number(day: date) -> int:
    """Days since 1970-01-01, as the index counts them."""
    return (day - _EPOCH).days


def minute_number(moment: datetime) -> int:
    """Minutes since 1970-01-01 UTC."""
    return int(moment.timestamp() // 60)


_offers = Prepared(
    lambda ids: Opportunity.objects.filter(status__in=SHOWN, deleted_at__isnull=True, id__in=ids).values_list(
        *_OFFER
    )
)
_sessions = Prepared(lambda ids: Session.objects.filter(opportunity_id__in=ids).values_list(*_SESSION))


def documents(ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield what is to be found of these offers; withdrawn, cancelled and unfinished ones are left out."""
    now = timezone.now()
    sessions: dict[int, list[tuple[Any, ...]]] = {}
    for row in _sessions.rows(ids):
        sessions.setdefault(row[0], []).append(row)
    for row in _offers.rows(ids):
        yield _document(dict(zip(_OFFER, row, strict=True)), sessions.get(row[0], []), now)


def _document(offer: dict[str, Any], sessions: Iterable[tuple[Any, ...]], now: datetime) -> dict[str, Any]:
    held = [dict(zip(_SESSION, row, strict=True)) for row in sessions]
    standing = [each for each in held if each["status"] != SessionStatus.CANCELLED] or held
    spot = next((each for each in standing if each["place__latitude"] is not None), None)
    extra = [*offer["keywords"], *(each.get("label", "") for each in offer["source_categories"])]
    extra += (offer["provider__names"] or {}).values()
    venues = {
        name
        for each in standing
        for name in ((each["place__names"] or {}).values() or [each["place__street"] or ""])
    }
    extra += sorted(filter(None, venues))
    access = set(offer["accessibility"]).union(*(each["place__accessibility"] or [] for each in standing))
    return {
        "id": offer["id"],
        "texts": _texts(offer, " ".join(extra)),
        "city": [offer["city__slug"]],
        "block": offer["building_blocks"],
        "audience": offer["audience"],
        "language": offer["languages"] or [],
        "mode": [offer["mode"]] if offer["mode"] else [],
        "free": [offer["is_free"]],
        "access": sorted(access),
        "district": sorted(
            {str(each["place__district_id"]) for each in standing if each["place__district_id"]}
        ),
        "provider": [str(offer["provider_id"])] if offer["provider_id"] else [],
        "kind": [offer["kind"]],
        **_dates(standing, now),
        "age_lo": [offer["age_min"] or 0],
        "age_hi": [200 if offer["age_max"] is None else offer["age_max"]],
        "lat": spot["place__latitude"] if spot else None,
        "lon": spot["place__longitude"] if spot else None,
    }


def _texts(offer: dict[str, Any], extra: str) -> list[tuple[str, str, str]]:
    bodies = offer["description"]
    texts = []
    for number, (code, title) in enumerate(offer["title"].items()):
        body = plain(bodies.get(code, "")[: LONGEST_BODY * 2])[:LONGEST_BODY]
        texts.append((code, title, f"{body} {extra}" if number == 0 else body))
    for code, body in bodies.items():
        if code not in offer["title"]:
            texts.append((code, "", plain(body[: LONGEST_BODY * 2])[:LONGEST_BODY]))
    return texts


def _dates(sessions: list[dict[str, Any]], now: datetime) -> dict[str, list[int]]:
    """Every day on which it can be attended, the last one, and the next start."""
    days: set[int] = set()
    last, upcoming = -1, NO_MINUTE
    for each in sessions:
        if each["start"] is None:
            continue
        first, final = (
            day_number(each["start"].astimezone(UTC).date()),
            day_number(each["ends_at"].astimezone(UTC).date()),
        )
        if each["end"] is None:
            final = first
        last = max(last, final)
        if len(days) < MOST_DAYS:
            days.update(range(first, min(final, first + MOST_DAYS) + 1))
        if each["ends_at"] >= now:
            upcoming = min(upcoming, minute_number(each["start"]))
    if last < 0:
        return {"days": [], "last_day": [NO_DATE], "next_at": [NO_MINUTE]}
    return {"days": sorted(days), "last_day": [last], "next_at": [upcoming]}


def all_ids() -> Iterator[int]:
    """Every offer there is, for building the index anew."""
    return (
        Opportunity.objects.filter(status__in=SHOWN, deleted_at__isnull=True)
        .order_by("id")
        .values_list("id", flat=True)
        .iterator()
    )


def passed_since(moment: datetime) -> list[int]:
    """Offers one of whose dates ended after ``moment``: their next date has to be found anew."""
    ended = Session.objects.filter(ends_at__gte=moment - timedelta(minutes=1), ends_at__lt=timezone.now())
    return list(ended.values_list("opportunity_id", flat=True).distinct())


OFFERS = register(
    Kind(
        name="offers",
        words=(
            "city",
            "block",
            "audience",
            "language",
            "mode",
            "free",
            "access",
            "district",
            "provider",
            "kind",
        ),
        numbers=("days", "last_day", "next_at", "age_lo", "age_hi"),
        floats=("lat", "lon"),
        documents=documents,
        all_ids=all_ids,
    )
)
