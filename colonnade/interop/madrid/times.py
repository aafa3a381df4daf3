"""When an event of Madrid's agenda takes place: filler times left out, its own notes of recurrence made a rule."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from colonnade.city.catalogue.harvest import Refused, SessionDraft
from colonnade.interop.shared.iso_times import moment
from colonnade.interop.shared.loose import mapping, text, whole

ZONE = "Europe/Madrid"
_FILLER_ENDS = (time(23, 59), time(0, 0), time(23, 59, 59))
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_SPANISH = re.compile(r"^(\d{2})/(\d{2})/(\d{4})")
_EXCLUDED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def sessions(record: dict[str, Any]) -> list[SessionDraft]:
    """Return the one session an event has, recurring or not; none where it has no date.

    23:59 and 00:00 as an end mean that nobody gave one; 00:00 as a start means the day. A recurring event
    begins on the first day its rule names, as its ``dtstart`` is only the first day of the period.

    :raises Refused: its start cannot be read.
    """
    start = _start(record)
    if start is None:
        return []
    end = _moment(text(record.get("dtend")), strict=False)
    days = _weekdays(record)
    rule = _rule(record, days, start, end)
    if not rule:
        return [_single(start, end)]
    first = _first_on(start, days)
    last = _day(end) if end is not None else None
    if last is not None and _day(first) > last:
        return [_single(start, end)]
    session = SessionDraft(start=first, timezone=ZONE, rule=rule, end_known=False)
    session.except_dates = [_at_start(day, first) for day in _excluded(record) if day >= _day(first)]
    known = _clock_end(end)
    if known is not None and isinstance(first, datetime) and known > first.time():
        session.end, session.end_known = datetime.combine(first, known), True
    return [session]


def _single(start: datetime | date, end: datetime | date | None) -> SessionDraft:
    session = SessionDraft(start=start, timezone=ZONE, end_known=False)
    known = _clock_end(end)
    if known is not None and isinstance(start, datetime) and end is not None:
        session.end, session.end_known = end, end > start
    elif end is not None and _day(end) > _day(start):
        session.end, session.end_known = _day(end), True  # the last day is known, its hour is not
    return session


def _start(record: dict[str, Any]) -> datetime | date | None:
    start = _moment(text(record.get("dtstart")), strict=True)
    if start is None:
        return None
    if not isinstance(start, datetime) or start.time() == time(0, 0):
        clock = _CLOCK.fullmatch(text(record.get("time")))
        if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
            return datetime.combine(_day(start), time(int(clock[1]), int(clock[2])))
        return _day(start)
    return start


def _moment(written: str, *, strict: bool) -> datetime | date | None:
    try:
        found = moment(_SPANISH.sub(r"\3-\2-\1", written))
    except ValueError:
        if strict:
            raise Refused("bad_date", value=written[:60]) from None
        return None
    return found.replace(tzinfo=None, microsecond=0) if isinstance(found, datetime) else found


def _day(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _clock_end(end: datetime | date | None) -> time | None:
    """Return the clock time of an end that means one."""
    if not isinstance(end, datetime) or end.time() in _FILLER_ENDS:
        return None
    return end.time()


def _weekdays(record: dict[str, Any]) -> list[str]:
    named = text(mapping(record.get("recurrence")).get("days")).upper().split(",")
    return [day.strip() for day in named if day.strip() in _DAYS]


def _rule(
    record: dict[str, Any], days: list[str], start: datetime | date, end: datetime | date | None
) -> str:
    recurrence = mapping(record.get("recurrence"))
    frequency = text(recurrence.get("frequency")).upper()
    if frequency not in _FREQUENCIES:
        return ""
    parts = [f"FREQ={frequency}"]
    interval = whole(recurrence.get("interval"))
    if interval is not None and interval > 1:
        parts.append(f"INTERVAL={interval}")
    if days:
        parts.append("BYDAY=" + ",".join(days))
    if end is not None:
        parts.append(f"UNTIL={_until(_day(end), start)}")
    return ";".join(parts)


def _until(day: date, start: datetime | date) -> str:
    """The last moment of a day as RFC 5545 wants it: a date beside a date, else the moment in UTC."""
    if not isinstance(start, datetime):
        return f"{day:%Y%m%d}"
    return f"{datetime.combine(day, time(23, 59, 59), ZoneInfo(ZONE)).astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _first_on(start: datetime | date, days: list[str]) -> datetime | date:
    for later in range(7):
        each = start + timedelta(days=later)
        if not days or _DAYS[each.weekday()] in days:
            return each
    return start


def _excluded(record: dict[str, Any]) -> list[date]:
    """Days of the form d/m/yyyy; what is no date was told when the record was read."""
    found = []
    for day, month, year in _EXCLUDED.findall(text(record.get("excluded-days"))):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return found


def _at_start(day: date, start: datetime | date) -> datetime | date:
    return datetime.combine(day, start.time()) if isinstance(start, datetime) else day
