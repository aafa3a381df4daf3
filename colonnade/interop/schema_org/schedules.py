"""A Schedule of schema.org as a recurring date."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr

from colonnade.city.catalogue.harvest import SessionDraft
from colonnade.interop.schema_org.terms import Node
from colonnade.interop.schema_org.values import many, named, spoken, text, texts
from colonnade.interop.shared.spans import When, span, when
from colonnade.plumbing.languages import UNDETERMINED, LanguageMap

_DAYS = {
    name: code
    for code, names in {
        "MO": "monday mo mon",
        "TU": "tuesday tu tue",
        "WE": "wednesday we wed",
        "TH": "thursday th thu",
        "FR": "friday fr fri",
        "SA": "saturday sa sat",
        "SU": "sunday su sun",
    }.items()
    for name in names.split()
}
_DAY = re.compile(r"([+-]?[1-5])?([A-Za-z]+)")
_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}
_WORDS = {
    "daily": "DAILY",
    "weekly": "WEEKLY",
    "monthly": "MONTHLY",
    "yearly": "YEARLY",
    "biweekly": "WEEKLY;INTERVAL=2",
}
_PERIOD = re.compile(r"P(\d{1,3})([DWMY])")
_LIMIT = re.compile(r";(?:UNTIL|COUNT)=[^;]*")
_MANY = 2000


@dataclass(slots=True)
class _Times:
    """The times of day and the days between which a schedule runs."""

    first: When | None
    last: When | None
    start: time | None
    end: time | None
    days: list[str] = field(default_factory=list)


def session_of_schedule(schedule: Node, language: str = UNDETERMINED) -> SessionDraft | None:
    """Return a schedule as one recurring date; ``None`` if it says nothing about when.

    Where it has no first day, its words become a note: nobody can expand it.
    """
    times = _Times(
        when(text(schedule.get("startDate"))),
        when(text(schedule.get("endDate"))),
        _clock(schedule.get("startTime")),
        _clock(schedule.get("endTime")),
        _days(schedule.get("byDay")),
    )
    if times.first is None:
        words = spoken(schedule.get("description"), language) or spoken(schedule.get("name"), language)
        words = words or _clock_words(schedule, times)
        return SessionDraft(end_known=False, precision="NONE", schedule_note=words) if words else None
    rule = _rule(schedule, times)
    begin = _first_day(times, rule)
    extent = _extent(begin, times, is_repeated=bool(rule))
    session = SessionDraft(
        extent.start,
        extent.end,
        timezone=text(schedule.get("scheduleTimezone")),
        precision=extent.precision,
        end_known=extent.is_end_known,
        rule=rule,
    )
    session.except_dates = _exceptions(schedule, session.start)
    return session


def _extent(begin: date | datetime, times: _Times, *, is_repeated: bool) -> Any:
    """Return from when to when one date lasts; the last day of a schedule is not the end of its first date."""
    last = None if is_repeated or times.last is None else times.last
    if times.start is None and not isinstance(begin, datetime):
        start = When(begin, times.first.precision if times.first else "DAY")
        return span(start, last or (start if is_repeated else None))
    opening = begin if isinstance(begin, datetime) else datetime.combine(begin, times.start or time())
    if times.end is None:
        return span(When(opening), None)
    closing = datetime.combine(last.day if last and not is_repeated else opening.date(), times.end)
    if closing < opening.replace(tzinfo=None):
        closing += timedelta(days=1)  # past midnight
    return span(When(opening), When(closing))


def _clock(value: Any) -> time | None:
    found = text(value)
    try:
        return time.fromisoformat(found.removesuffix("Z")).replace(tzinfo=None) if found else None
    except ValueError:
        moment = when(found)
        return moment.value.time() if moment and isinstance(moment.value, datetime) else None


def _days(value: Any) -> list[str]:
    found = []
    for each in many(value):
        match = _DAY.fullmatch(named(each))
        if match and (code := _DAYS.get(match[2].lower())):
            found.append(f"{match[1] or ''}{code}")
    return list(dict.fromkeys(found))


def _rule(schedule: Node, times: _Times) -> str:
    """Return the RRULE of a schedule, "" where it does not repeat."""
    stated = named(schedule.get("repeatFrequency"))
    match = _PERIOD.fullmatch(stated.upper())
    if match:
        every = int(match[1])
        unit, every = ("W", every // 7) if match[2] == "D" and every and every % 7 == 0 else (match[2], every)
        rule = f"FREQ={_FREQUENCIES[unit]}" + (f";INTERVAL={every}" if every > 1 else "")
    elif stated.lower() in _WORDS:
        rule = f"FREQ={_WORDS[stated.lower()]}"
    elif times.days and not stated:
        rule = "FREQ=WEEKLY"
    else:
        return ""
    if times.days:
        rule += f";BYDAY={','.join(times.days)}"
    for name, key, most in (("byMonth", "BYMONTH", 12), ("byMonthDay", "BYMONTHDAY", 31)):
        numbers = [each for each in texts(schedule.get(name)) if each.isdigit() and 1 <= int(each) <= most]
        rule += f";{key}={','.join(numbers)}" if numbers else ""
    if times.last is not None:
        return f"{rule};UNTIL={times.last.day:%Y%m%d}"
    count = text(schedule.get("repeatCount"))
    return f"{rule};COUNT={int(count)}" if count.isdigit() and 0 < int(count) < _MANY else rule


def _first_day(times: _Times, rule: str) -> date | datetime:
    """Return the first day on which it takes place: a schedule may begin on a day that is not one of its own."""
    assert times.first is not None
    begin = times.first.value
    if ";BY" not in rule:
        return begin
    from_midnight = datetime.combine(times.first.day, time())
    endless = _LIMIT.sub("", rule)
    horizon = from_midnight + timedelta(days=800)
    dates = rrulestr(f"{endless};UNTIL={horizon:%Y%m%dT%H%M%S}", dtstart=from_midnight)
    found = next(iter(dates), from_midnight)
    return begin + (found - from_midnight)


def _exceptions(schedule: Node, start: datetime | date | None) -> list[datetime | date]:
    found: list[datetime | date] = []
    for each in texts(schedule.get("exceptDate")):
        day = when(each)
        if day is None:
            continue
        if isinstance(start, datetime):
            found.append(
                day.value if isinstance(day.value, datetime) else datetime.combine(day.value, start.timetz())
            )
        else:
            found.append(day.day)
    return found[:_MANY]


def _clock_words(schedule: Node, times: _Times) -> LanguageMap:
    """Say a schedule without a first day in the words it is made of."""
    days = ", ".join(each for day in many(schedule.get("byDay")) if (each := named(day)))
    clock = "–".join(f"{each:%H:%M}" for each in (times.start, times.end) if each is not None)
    words = " ".join(part for part in (days, clock) if part)
    return {UNDETERMINED: words} if words else {}
