"""Dates of a draft: to UTC with their zone kept beside, recurrences expanded for a window."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrulestr

from colonnade.city.catalogue.harvest.drafts import OfferDraft, PlaceDraft, SessionDraft
from colonnade.city.catalogue.harvest.protocol import Context
from colonnade.city.catalogue.vocabulary import Precision, SessionStatus

BACK, AHEAD, MOST = timedelta(days=400), timedelta(days=400), 400
# What sources write for "always": kept a little away from the ends of the calendar, so that every zone can show it.
FIRST, LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC)
STATUSES, PRECISIONS = set(SessionStatus.values), set(Precision.values)
_UNTIL = re.compile(r"UNTIL=(\d{8})(T\d{6})?Z?", re.IGNORECASE)

Kept = dict[str, Any]
KeepPlace = Callable[[PlaceDraft | None], Kept | None]


@lru_cache(maxsize=512)
def zone(name: str) -> ZoneInfo | None:
    """The IANA zone of this name, or ``None``."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def sessions_kept(
    draft: OfferDraft, now: datetime, context: Context, inferred: list[str], keep_place: KeepPlace
) -> tuple[list[Kept], dict[str, Kept]]:
    """Return the draft's dates as plain data, in order, and the places they name by key."""
    kept: list[Kept] = []
    places: dict[str, Kept] = {}
    for session in draft.sessions:
        place = keep_place(session.place or draft.place)
        if place:
            places[place["match_key"]] = place
        key = place["match_key"] if place else None
        kept += _expanded(session, now, context, inferred, key)
        if len(kept) > MOST:
            break
    unique = {(each["start"], each["place"], each["external_id"]): each for each in kept[:MOST]}
    return sorted(unique.values(), key=lambda each: each["start"] or "~"), places


def _expanded(
    session: SessionDraft, now: datetime, context: Context, inferred: list[str], place: str | None
) -> list[Kept]:
    named = zone(session.timezone)
    if (
        session.timezone
        and named is None
        or not session.timezone
        and session.start is not None
        and getattr(session.start, "tzinfo", None) is None
    ):
        inferred.append("timezone")
    where = named or zone(context.timezone) or ZoneInfo("UTC")
    single = _one(session, where, place)
    if session.start is None or not (session.rule or session.more_dates):
        return [single]
    length = _length(session)
    dated = []
    for start in _occurrences(session, where, now):
        each = {**single, "rule": session.rule[:500]}
        each.update(_times(start, start + length if length is not None else None, session, where))
        dated.append(each)
    return dated or [single]


def _occurrences(session: SessionDraft, where: ZoneInfo, now: datetime) -> list[datetime | date]:
    """Local starts of a recurring date inside the window, whole days as dates."""
    start = session.start
    assert start is not None
    whole_day = not isinstance(start, datetime)
    first = _local(start, where)
    skipped = {_local(each, where) for each in session.except_dates}
    found = {first} | {_local(each, where) for each in session.more_dates}
    low = max(first, (now - BACK).astimezone(where).replace(tzinfo=None))
    high = (now + AHEAD).astimezone(where).replace(tzinfo=None)
    if session.rule:
        try:
            rule = rrulestr(_naive_until(session.rule, where), dtstart=first)
            for number, each in enumerate(rule.xafter(low, inc=True)):
                if each > high or number >= MOST:
                    break
                found.add(each)
        except (ValueError, TypeError, KeyError, OverflowError):
            pass
    ordered = sorted(found - skipped)[:MOST]
    return [each.date() for each in ordered] if whole_day else list(ordered)


def _naive_until(rule: str, where: ZoneInfo) -> str:
    """RFC 5545 gives UNTIL in UTC; dateutil wants it like the start, which is local here."""

    def local(found: re.Match[str]) -> str:
        text = found.group(1) + (found.group(2) or "T235959")
        moment = datetime.strptime(text, "%Y%m%dT%H%M%S")
        if found.group(0).upper().endswith("Z"):
            # "For ever" is the last moment of the calendar, which zones east of Greenwich cannot say.
            moment = min(moment.replace(tzinfo=UTC), LAST).astimezone(where).replace(tzinfo=None)
        return f"UNTIL={moment:%Y%m%dT%H%M%S}"

    return _UNTIL.sub(local, rule)


def _local(moment: datetime | date, where: ZoneInfo) -> datetime:
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time.min)
    return moment.astimezone(where).replace(tzinfo=None) if moment.tzinfo else moment


def _length(session: SessionDraft) -> timedelta | None:
    start, end = session.start, session.end
    if start is None or end is None or not session.end_known:
        return None
    if isinstance(start, datetime) and isinstance(end, datetime):
        if (start.tzinfo is None) != (end.tzinfo is None):
            return None
        return end - start if end > start else None
    if isinstance(start, datetime) or isinstance(end, datetime):
        return None
    return end - start if end >= start else None


def _one(session: SessionDraft, where: ZoneInfo, place: str | None) -> Kept:
    end = session.end if session.end_known else None
    kept = {
        "external_id": session.external_id[:200],
        "rule": "",
        "timezone": where.key,
        "schedule_note": session.schedule_note,
        "place": place,
        "online_url": session.online_url[:2000]
        if session.online_url.startswith(("http://", "https://"))
        else "",
        "capacity_max": _count(session.capacity_max),
        "capacity_min": _count(session.capacity_min),
        "places_left": _count(session.places_left),
        "status": session.status if session.status in STATUSES else SessionStatus.SCHEDULED.value,
        "previous_start": session.previous_start.isoformat()
        if session.previous_start and session.previous_start.tzinfo
        else None,
        "overrides": session.overrides,
    }
    kept.update(_times(session.start, end, session, where))
    return kept


def _times(
    start: datetime | date | None, end: datetime | date | None, session: SessionDraft, where: ZoneInfo
) -> Kept:
    """Start, end and the moment it is over, in UTC; an end that is not after the start is left out."""
    if start is None:
        return {
            "start": None,
            "end": None,
            "ends_at": None,
            "end_known": False,
            "precision": Precision.NONE.value,
        }
    precision = session.precision if session.precision in PRECISIONS else Precision.MINUTE.value
    if not isinstance(start, datetime):
        if precision == Precision.MINUTE.value:
            precision = Precision.DAY.value
        start = datetime.combine(start, time.min)
    if end is not None and not isinstance(end, datetime):
        end = datetime.combine(end, time.max.replace(microsecond=0))
    begins = _utc(start, where)
    ends = _utc(end, where) if end is not None else None
    if ends is not None and ends <= begins:
        ends = None
    over = ends
    if over is None:
        local_day = begins.astimezone(where).date()
        over = datetime.combine(local_day, time.max.replace(microsecond=0), where).astimezone(UTC)
        if precision == Precision.MONTH.value:
            over += timedelta(days=31)
    return {
        "start": begins.isoformat(),
        "end": ends.isoformat() if ends else None,
        "ends_at": over.isoformat(),
        "end_known": ends is not None,
        "precision": precision,
    }


def _utc(moment: datetime, where: ZoneInfo) -> datetime:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=where)
    try:
        return min(max(aware.astimezone(UTC), FIRST), LAST)
    except OverflowError:
        return FIRST if moment.year == 1 else LAST


def _count(value: int | None) -> int | None:
    return value if value is not None and 0 <= value < 2_000_000_000 else None
