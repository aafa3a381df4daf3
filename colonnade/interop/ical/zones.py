"""Which time zone a calendar means: a name of the IANA list, one of Windows, one that the calendar defines itself."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Calendar, Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s?([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_LOCATION = re.compile(r"^X-LIC-LOCATION[^:]*:(.*)$", re.IGNORECASE | re.MULTILINE)
_UTC_NAMES = {"UTC", "GMT", "ETC/UTC", "ETC/GMT", "Z", "ZULU", "UCT", "ETC/UCT", "GREENWICH", "ETC/ZULU"}
_NO_PLACES = {"localtime", "posixrules", "Factory", "leapseconds"}
_OFFSET_TO = re.compile(r"^TZOFFSETTO[^:]*:\s*([+-]\d{4})", re.IGNORECASE | re.MULTILINE)


_CHANGES = re.compile(r"^RRULE[^:]*:(.*)$", re.IGNORECASE | re.MULTILINE)
_ODD_CHANGES = re.compile(r"(?i)BY(?:HOUR|MINUTE|SECOND|YEARDAY)|^(?!.*FREQ=YEARLY)")
_LONGEST = 20_000  # characters of a definition


class Zone(NamedTuple):
    """A zone to reckon with. ``name`` is of the IANA list, or "" where none says the same."""

    name: str
    tz: tzinfo


WORLD = Zone("", UTC)  # a moment given in UTC: exact, but where people live by it is not said


@lru_cache(maxsize=1024)
def iana_zone(name: str) -> Zone | None:
    """Return the zone of an IANA name, however the program that wrote it wrapped it; ``None`` if it is none."""
    name = name.strip().strip("\"'").strip()
    if name.upper() in _UTC_NAMES:
        return WORLD
    parts = name.split("/")
    for start in range(len(parts)):  # "/mozilla.org/20050126_1/Europe/Berlin"
        key = "/".join(parts[start:])
        if zone := _exact(key):
            return zone
    canonical = _names().get(name.strip("/").replace(" ", "_").lower(), "")
    return _exact(canonical or WINDOWS_TO_OLSON.get(name, ""))


def _exact(key: str) -> Zone | None:
    if not key or not key.isascii() or key in _NO_PLACES:
        return None
    try:
        return Zone(key, ZoneInfo(key))
    except (KeyError, ValueError, OSError):
        return None


@cache
def _names() -> dict[str, str]:
    return {name.lower(): name for name in available_timezones() - _NO_PLACES}


def offset_zone(name: str) -> Zone | None:
    """Read "UTC+11" or "GMT-03:30" as a constant distance from UTC."""
    match = _OFFSET.fullmatch(name)
    if not match or int(match[2]) > 14:
        return None
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    offset = timedelta(minutes=minutes if match[1] == "+" else -minutes)
    return fixed_zone(offset) or Zone("", timezone(offset))


def fixed_zone(offset: timedelta) -> Zone | None:
    """Return a zone without summer time; the IANA list has them for whole hours, with the sign turned round."""
    hours, rest = divmod(offset, timedelta(hours=1))
    if rest or not -12 <= hours <= 14:
        return None
    return _exact(f"Etc/GMT{-hours:+d}") if hours else WORLD


class Zones:
    """The zones of one calendar file: those it names and those it defines."""

    def __init__(self, city: str) -> None:
        self._city = iana_zone(city)
        self._defined: dict[str, str] = {}  # TZID -> lines of its VTIMEZONE
        self._found: dict[str, Zone | None] = {}

    def define(self, tzid: str, lines: list[str]) -> None:
        """Remember a VTIMEZONE; it is only read if events use it and the name alone says nothing."""
        if len(self._defined) < 1000:
            self._defined[tzid] = "\r\n".join(lines)
            self._found.pop(tzid, None)

    def named(self, tzid: str) -> Zone | None:
        """Return the zone that a TZID parameter means, ``None`` if nobody can know."""
        if tzid not in self._found:
            if len(self._found) > 10_000:
                self._found.clear()
            self._found[tzid] = iana_zone(tzid) or self._own(tzid) or offset_zone(tzid)
        return self._found[tzid]

    def _own(self, tzid: str) -> Zone | None:
        definition = self._defined.get(tzid)
        if definition is None:
            return None
        if (stated := _LOCATION.search(definition)) and (zone := iana_zone(stated[1])):
            return zone
        offsets = set(_OFFSET_TO.findall(definition))
        if len(offsets) == 1:
            return offset_zone(offsets.pop())
        tz = _built(definition)
        return Zone("", tz) if tz else None

    def with_name(self, zone: Zone, moment: datetime) -> Zone:
        """Give a zone that the calendar defines itself the name of one that says the same about ``moment``.

        The city's own zone comes first, then a fixed distance if the definition knows no summer time.
        """
        if zone.name or zone is WORLD:
            return zone
        offset = moment.replace(tzinfo=zone.tz).utcoffset()
        halves = [moment.replace(month=month, day=1, tzinfo=zone.tz).utcoffset() for month in (1, 7)]
        if self._city and self._city.name:
            city = [moment.replace(month=month, day=1, tzinfo=self._city.tz).utcoffset() for month in (1, 7)]
            if city == halves and moment.replace(tzinfo=self._city.tz).utcoffset() == offset:
                return self._city
        if offset is not None and halves == [offset, offset]:
            return fixed_zone(offset) or zone
        return zone


def _built(definition: str) -> tzinfo | None:
    """Let icalendar build a zone from a VTIMEZONE; ``None`` where the definition is broken.

    Clocks are changed on a rule of the year; any other rule would keep the library counting for ever.
    """
    if len(definition) > _LONGEST or any(map(_ODD_CHANGES.search, _CHANGES.findall(definition))):
        return None
    text = f"BEGIN:VCALENDAR\r\nBEGIN:VTIMEZONE\r\n{definition}\r\nEND:VTIMEZONE\r\nEND:VCALENDAR\r\n"
    try:
        zones = [part for part in Calendar.from_ical(text).walk("VTIMEZONE") if isinstance(part, Timezone)]
        tz = zones[0].to_tz(lookup_tzid=False)
        datetime(2026, 1, 1, tzinfo=tz).utcoffset()
    except Exception:  # noqa: BLE001  (whatever a broken definition makes the library raise, it names no zone)
        return None
    return tz if isinstance(tz, tzinfo) else None
