"""When an event happens: DTSTART, DTEND, DURATION, RDATE, EXDATE and RECURRENCE-ID as one session."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from colonnade.city.catalogue.harvest import SessionDraft
from colonnade.interop.ical.lines import Property
from colonnade.interop.ical.recurrence import first_sound
from colonnade.interop.ical.zones import WORLD, Zone, Zones

Properties = dict[str, list[Property]]
Told = Callable[..., None]  # told(code, **details)

_MOMENT = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d+)?\s?(Z|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", re.IGNORECASE
)
_MANY = 5000  # dates of one event; what comes after them is left out
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=36_525)
_FILLER_END = time(23, 59)


class BadDate(Exception):
    """A date or time that nobody can read; its text is the argument."""


@dataclass(slots=True)
class Moment:
    """A value as written: a day, or a local time with the zone it is local to (``None``: not said)."""

    value: datetime | date
    zone: Zone | None = None

    @property
    def is_day(self) -> bool:
        """Whether no time of day is given."""
        return not isinstance(self.value, datetime)


class Clock:
    """Reads the times of one calendar file, by its zones and its default zone.

    ``default`` is what X-WR-TIMEZONE says: times without a zone are local to it, and moments in UTC are
    shown in it (so do the programs that write it).
    """

    def __init__(self, zones: Zones, city: Zone | None) -> None:
        self.zones = zones
        self.city = city or WORLD
        self.default: Zone | None = None

    def moment(self, prop: Property, told: Told) -> Moment:
        """Read DTSTART, DTEND or RECURRENCE-ID. :raises BadDate: where the value is none."""
        value, tzid = prop.value, prop.parameters.get("TZID", "")
        if tzid and ":" in value:  # a zone such as GMT-03:00 that was written without quotes
            rest, _, value = value.rpartition(":")
            tzid = f"{tzid}:{rest}"
        return self._moment(value, self._zone(tzid, told))

    def moments(self, props: list[Property], told: Told, code: str) -> Iterator[Moment]:
        """Read the lists of RDATE and EXDATE; of a period only the beginning. A bad value is said, as ``code``."""
        for prop in props:
            zone = self._zone(prop.parameters.get("TZID", ""), told)
            for value in prop.value.split(","):
                text = value.partition("/")[0]
                if text.strip():
                    try:
                        yield self._moment(text, zone)
                    except BadDate:
                        told(code, value=text.strip()[:80])

    def _zone(self, tzid: str, told: Told) -> Zone | None:
        if not tzid:
            return None
        zone = self.zones.named(tzid)
        if zone is None:
            told("bad_zone", value=tzid[:80])
        return zone

    def _moment(self, text: str, zone: Zone | None) -> Moment:
        match = _MOMENT.fullmatch(text.strip())
        if not match:
            raise BadDate(text.strip()[:80])
        year, month, day, hour, minute, second, offset = match.groups()
        if not 1000 <= int(year) <= 9000:
            raise BadDate(text.strip()[:80])
        try:
            if hour is None:
                return Moment(date(int(year), int(month), int(day)))
            second = min(int(second or 0), 59)
            if int(hour) == 24 and not int(minute):
                midnight = datetime(int(year), int(month), int(day)) + _DAY
                return Moment(midnight, zone)
            value = datetime(int(year), int(month), int(day), int(hour), int(minute), second)
        except (ValueError, OverflowError) as error:
            raise BadDate(text.strip()[:80]) from error
        if offset is None:
            return Moment(value, zone)
        if offset not in "Zz":
            value -= timedelta(minutes=int(f"{offset[0]}1") * (int(offset[1:3]) * 60 + int(offset[-2:])))
        return Moment(value, WORLD)

    def shown(self, moment: Moment, home: Zone | None) -> datetime | date:
        """Return a moment as drafts want it: naive in a named zone, aware where no name stands for the zone.

        Without a home, which is the start's, times are local to the city and stay naive.
        """
        value = moment.value
        if not isinstance(value, datetime) or (home is None and moment.zone is None):
            return value
        there = home or self.city
        if moment.zone is not None and moment.zone != there:
            value = value.replace(tzinfo=moment.zone.tz).astimezone(there.tz).replace(tzinfo=None)
        if home is None or home.name:
            return value
        return value.replace(tzinfo=timezone(home.tz.utcoffset(value) or timedelta()))

    def home(self, start: Moment) -> Zone | None:
        """Return the zone in which a session is told: that of its start, the default where that says nothing."""
        if start.zone is None or start.zone is WORLD:
            return self.default or start.zone
        return (
            self.zones.with_name(start.zone, start.value) if isinstance(start.value, datetime) else start.zone
        )


def duration_of(text: str) -> timedelta | None:
    """Read an RFC 5545 duration, ``None`` where it is none."""
    match = _DURATION.fullmatch(text.strip())
    if not match or not any(match.groups()[1:]):
        return None
    weeks, days, hours, minutes, seconds = (min(int(part or 0), 1_000_000) for part in match.groups()[1:])
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    if length > _LONGEST:
        return None
    return -length if match[1] == "-" else length


def session_of(properties: Properties, clock: Clock, told: Told) -> SessionDraft | None:
    """Return the date of an event, ``None`` if it has none. :raises BadDate: where DTSTART cannot be read.

    Ends that say nothing become unknown: before or at the start, at 23:59. From midnight to midnight (or
    23:59) is told as days. The last day of an all-day event is its own last day, not the one after it.
    """
    if "DTSTART" not in properties:
        return None
    begin = clock.moment(properties["DTSTART"][0], told)
    home = clock.home(begin)
    start = clock.shown(begin, home)
    end, end_known = _end(properties, start, home, clock, told)
    start, end, end_known = _as_days(start, end, end_known)
    is_aware = isinstance(start, datetime) and start.tzinfo is not None
    session = SessionDraft(start, end, "" if is_aware or home is None else home.name, end_known=end_known)
    if "RECURRENCE-ID" in properties:  # one date of a series: whatever repeats is said by the series itself
        _moved(session, properties["RECURRENCE-ID"][0], home, clock, told)
        return session
    if "RRULE" in properties:
        session.rule = first_sound([prop.value for prop in properties["RRULE"]], start, home, told)
    if "RDATE" in properties:
        session.more_dates = _dates(properties["RDATE"], start, home, clock, told)
    if "EXDATE" in properties:
        session.except_dates = _dates(properties["EXDATE"], start, home, clock, told, with_start=True)
    return session


def _end(
    properties: Properties, start: datetime | date, home: Zone | None, clock: Clock, told: Told
) -> tuple[datetime | date | None, bool]:
    """Return the end as written (days: the last one), and whether it is known."""
    is_day = not isinstance(start, datetime)
    if "DTEND" in properties and properties["DTEND"][0].value.strip():
        try:
            moment = clock.moment(properties["DTEND"][0], told)
        except BadDate as error:
            told("bad_date", value=str(error))
            return (start, True) if is_day else (None, False)
        end = clock.shown(moment, home)
        if is_day:
            end = moment.value.date() if isinstance(moment.value, datetime) else moment.value - _DAY
            if end < start and moment.value == start:
                return (
                    start,
                    True,
                )  # the same day twice: programs that do not know that DTEND is the day after
        elif moment.is_day:
            return None, False
    elif "DURATION" in properties:
        length = duration_of(properties["DURATION"][0].value)
        if length is None:
            told("bad_date", value=properties["DURATION"][0].value[:80])
            return (start, True) if is_day else (None, False)
        end = start + length - (_DAY if is_day and length >= _DAY else timedelta())
    else:
        return (start, True) if is_day else (None, False)
    if end < start:
        told("end_before_start")
        return (start, True) if is_day else (None, False)
    return (None, False) if end == start and not is_day else (end, True)


def _as_days(
    start: datetime | date, end: datetime | date | None, end_known: bool
) -> tuple[datetime | date, datetime | date | None, bool]:
    """Tell midnight to midnight as days, and an end at 23:59 as unknown."""
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return start, end, end_known
    last_minute = end.time().replace(second=0, microsecond=0) == _FILLER_END
    if start.time() == time() and start.tzinfo is None and (last_minute or end.time() == time()):
        return start.date(), end.date() if last_minute else end.date() - _DAY, True
    if last_minute:  # the day counts, the hour does not
        return (start, end.date(), True) if end.date() > start.date() else (start, None, False)
    return start, end, end_known


def _dates(
    props: list[Property],
    start: datetime | date,
    home: Zone | None,
    clock: Clock,
    told: Told,
    *,
    with_start: bool = False,
) -> list[datetime | date]:
    """Return further or excepted dates in the shape of the start, each once, in their order."""
    found: dict[datetime | date, None] = {}
    for moment in clock.moments(props, told, "bad_exclusion" if with_start else "bad_date"):
        value = clock.shown(moment, home)
        if not isinstance(start, datetime):
            value = value.date() if isinstance(value, datetime) else value
        elif not isinstance(value, datetime):
            value = datetime.combine(value, start.timetz())
        if with_start or value != start:
            found[value] = None
        if len(found) >= _MANY:
            break
    return list(found)


def _moved(session: SessionDraft, prop: Property, home: Zone | None, clock: Clock, told: Told) -> None:
    """Note which date of a series this one stands for: its id is that date's beginning in UTC."""
    try:
        moment = clock.moment(prop, told)
    except BadDate as error:
        told("bad_date", value=str(error))
        return
    instead = clock.shown(moment, home)
    local = (home or clock.city).tz
    begin = instead if isinstance(instead, datetime) else datetime.combine(instead, time())
    begin = (begin if begin.tzinfo else begin.replace(tzinfo=local)).astimezone(UTC)
    session.external_id = begin.isoformat()
    if instead != session.start:
        session.previous_start = begin
        session.status = "MOVED"
