"""Dates as a calendar to subscribe to (RFC 5545, RFC 7986): a pure function from plain data to lines.

Times go out in UTC, which every program understands; the zone people live by goes along as X-WR-TIMEZONE.
Whole days go out as days. Nothing here knows the catalogue.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from colonnade.interop.shared.links import web_address

PRODUCT = "-//Colonnade//Learning offers//EN"
STATUSES = ("CONFIRMED", "TENTATIVE", "CANCELLED")

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_UNSAFE_NAME = re.compile(r"[\x00-\x1f\x7f\"]+")
_LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarFeed:
    """What a calendar says about itself."""

    name: str
    description: str = ""
    url: str = ""  # page that shows the same for people
    language: str = ""  # BCP 47
    refresh: timedelta = timedelta(hours=12)
    timezone: str = ""  # IANA zone people live by
    source: str = ""  # address of the calendar itself


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One date. ``uid`` stays the same as long as the date exists, whatever else changes."""

    uid: str
    start: datetime | date
    summary: str
    end: datetime | date | None = None  # of whole days the last one; None: not known
    timezone: str = ""  # IANA zone of naive times
    all_day: bool = False
    language: str = ""
    description: str = ""  # plain text
    location: str = ""
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""
    status: str = "CONFIRMED"
    sequence: int = 0
    modified: datetime | None = None
    categories: tuple[str, ...] = ()
    organiser: str = ""
    image: str = ""
    online_url: str = ""


def calendar_lines(feed: CalendarFeed, events: Iterable[CalendarEvent], *, at: datetime) -> Iterator[str]:
    """Yield a calendar line by line, folded at 75 octets, each with its line end; events are taken one by one.

    ``at`` is the moment of writing; it stands where an event does not say when it was last modified.
    """
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    yield f"PRODID:{PRODUCT}\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
    yield from _heading(feed)
    stamp = _utc(at, "")
    for event in events:
        yield from _event(event, stamp)
    yield "END:VCALENDAR\r\n"


def _heading(feed: CalendarFeed) -> Iterator[str]:
    language = _parameter(feed.language)
    name, description = _text(feed.name), _text(feed.description)
    yield folded(f"NAME{language}:{name}")
    yield folded(f"X-WR-CALNAME:{name}")
    if description:
        yield folded(f"DESCRIPTION{language}:{description}")
        yield folded(f"X-WR-CALDESC:{description}")
    if url := web_address(feed.url):
        yield folded(f"URL:{url}")
    if source := web_address(feed.source):
        yield folded(f"SOURCE;VALUE=URI:{source}")
    if feed.timezone:
        yield folded(f"X-WR-TIMEZONE:{_text(feed.timezone)}")
    minutes = max(1, int(feed.refresh.total_seconds() // 60))
    yield f"REFRESH-INTERVAL;VALUE=DURATION:PT{minutes}M\r\nX-PUBLISHED-TTL:PT{minutes}M\r\n"


def _event(event: CalendarEvent, stamp: str) -> Iterator[str]:
    language = _parameter(event.language)
    modified = _utc(event.modified, "") if event.modified else ""
    yield "BEGIN:VEVENT\r\n"
    yield folded(f"UID:{_text(event.uid)}")
    yield f"DTSTAMP:{modified or stamp}\r\nSEQUENCE:{max(0, event.sequence)}\r\n"
    if modified:
        yield f"LAST-MODIFIED:{modified}\r\n"
    yield _times(event)
    yield folded(f"SUMMARY{language}:{_text(event.summary)}")
    if event.description:
        yield folded(f"DESCRIPTION{language}:{_text(event.description)}")
    if event.location:
        yield folded(f"LOCATION:{_text(event.location)}")
    if event.latitude is not None and event.longitude is not None:
        yield f"GEO:{event.latitude:.6f};{event.longitude:.6f}\r\n"
    if url := web_address(event.url):
        yield folded(f"URL:{url}")
    if event.categories:
        yield folded(f"CATEGORIES:{','.join(map(_text, event.categories))}")
    if event.organiser:
        yield folded(f'ORGANIZER;CN="{_UNSAFE_NAME.sub(" ", event.organiser).strip()}":invalid:nomail')
    if image := web_address(event.image):
        yield folded(f"IMAGE;VALUE=URI;DISPLAY=BADGE:{image}")
    if online := web_address(event.online_url):
        yield folded(f"CONFERENCE;VALUE=URI:{online}")
    yield f"STATUS:{event.status if event.status in STATUSES else 'CONFIRMED'}\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\n"


def _times(event: CalendarEvent) -> str:
    """Return DTSTART and DTEND; an end that is not after the start is left out."""
    start, end = event.start, event.end
    if event.all_day or not isinstance(start, datetime):
        first = _day(start, event.timezone)
        last = max(first, _day(end, event.timezone)) if end is not None else first
        return f"DTSTART;VALUE=DATE:{first:%Y%m%d}\r\nDTEND;VALUE=DATE:{last + _DAY:%Y%m%d}\r\n"
    begin = _utc(start, event.timezone)
    if end is not None and not isinstance(end, datetime):
        end = datetime(end.year, end.month, end.day, 23, 59, 59, tzinfo=start.tzinfo)
    finish = _utc(end, event.timezone) if end is not None else ""
    return f"DTSTART:{begin}\r\nDTEND:{finish}\r\n" if finish > begin else f"DTSTART:{begin}\r\n"


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name or "UTC")


def _day(value: datetime | date, timezone: str) -> date:
    if not isinstance(value, datetime):
        return value
    return value.astimezone(_zone(timezone)).date() if value.tzinfo and timezone else value.date()


def _utc(value: datetime, timezone: str) -> str:
    if value.tzinfo is None:
        value = value.replace(tzinfo=_zone(timezone))
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return f"{value.year:04d}{value.month:02d}{value.day:02d}T{value.hour:02d}{value.minute:02d}{value.second:02d}Z"


def _parameter(language: str) -> str:
    return f";LANGUAGE={language}" if language != "und" and _LANGUAGE.fullmatch(language) else ""


def _text(value: str) -> str:
    """Escape a text (RFC 5545 section 3.3.11); control characters are left out."""
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = value.replace("\n", "\\n")
    return value if value.isprintable() else _CONTROLS.sub("", value)


def folded(line: str) -> str:
    """Fold a content line at 75 octets (RFC 5545 section 3.1), never inside a character, and end it."""
    if line.isascii():
        if len(line) <= 75:
            return f"{line}\r\n"
        return "\r\n ".join([line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))]) + "\r\n"
    data = line.encode("utf-8", "replace")
    pieces, at, room = [], 0, 75
    while len(data) - at > room:
        cut = at + room
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(data[at:cut])
        at, room = cut, 74
    pieces.append(data[at:])
    return b"\r\n ".join(pieces).decode() + "\r\n"
