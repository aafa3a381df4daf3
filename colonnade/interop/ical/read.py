"""A calendar read event by event; memory holds one event at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop as _

from colonnade.city.catalogue.harvest import Context, Raw, Report, SessionDraft, Unusable
from colonnade.interop.ical.components import PART_LIMIT, Component, components
from colonnade.interop.ical.lines import Line, Property, Rejoined, property_of, unfolded
from colonnade.interop.ical.times import BadDate, Clock, Properties, session_of
from colonnade.interop.ical.zones import Zones, iana_zone
from colonnade.interop.shared.text_feed import feed_text

_NAMES = """
    UID SUMMARY DESCRIPTION X-ALT-DESC DTSTART DTEND DURATION RRULE RDATE EXDATE RECURRENCE-ID LOCATION GEO URL CATEGORIES
    STATUS CLASS ORGANIZER IMAGE ATTACH CONFERENCE LAST-MODIFIED RELATED-TO X-COST X-WP-IMAGES-URL X-GOOGLE-CONFERENCE
    X-APPLE-STRUCTURED-LOCATION
"""
WANTED = frozenset(_NAMES.split())  # properties of an event that are read
_ABOUT = {
    "X-WR-CALNAME": "name",
    "NAME": "name",
    "X-WR-CALDESC": "description",
    "DESCRIPTION": "description",
    "URL": "url",
    "X-ORIGINAL-URL": "url",
    "X-FROM-URL": "url",
    "SOURCE": "url",
}
_JUNK = 200  # lines outside any calendar after which a file that has none is given up
_OTHERS = (
    ("BEGIN:VCARD", _("an address book")),
    ("<!DOCTYPE HTML", _("a web page")),
    ("<HTML", _("a web page")),
    ("<?XML", _("an XML document")),
    ("{", _("a JSON document")),
)


@dataclass(slots=True)
class Event:
    """One event: its properties by name, and its date as far as it could be read."""

    properties: Properties
    session: SessionDraft | None = None


@dataclass(slots=True)
class _Feed:
    """One pass over one file."""

    context: Context
    report: Report
    clock: Clock
    events: int = 0
    has_calendar: bool = False
    junk: list[str] = field(default_factory=list)
    said: set[tuple[str, str]] = field(default_factory=set)

    def calendar(self, part: Component) -> None:
        """Begin a calendar, or learn from one of its own lines."""
        self.has_calendar = True
        if part.lines:
            self._own_line(part.lines[0])
        else:
            self.clock.default = None

    def _own_line(self, line: Line) -> None:
        found = property_of(line.text)
        if found is None:
            self.report.repaired(f"line {line.number}", "line_mended", line=line.text[:80])
            return
        name, prop, _ = found
        if name == "X-WR-TIMEZONE":
            zone = iana_zone(prop.text)
            if zone is None and prop.text.strip():
                self.report.repaired(f"line {line.number}", "bad_zone", value=prop.text[:80])
            self.clock.default = zone if zone and zone.name else None
        elif name in _ABOUT and prop.text.strip():
            self.context.about.setdefault(_ABOUT[name], prop.text.strip()[:1000])

    def zone(self, part: Component) -> None:
        """Remember a time zone that the calendar defines."""
        for line in part.lines:
            found = property_of(line.text)
            if found and found[0] == "TZID":
                self.clock.zones.define(found[1].text, [each.text for each in part.lines])
                return

    def outside(self, line: Line) -> None:
        """Hear a line outside any calendar. :raises Unusable: where there are only such lines."""
        if len(self.junk) < _JUNK:
            self.junk.append(line.text[:80])
        elif not self.has_calendar:
            raise Unusable("not_offers", what=_what(self.junk[0]))

    def event(self, part: Component) -> Iterator[Raw]:
        """Hand over an event, or say why it cannot be used."""
        self.events += 1
        self.has_calendar = True
        where = f"event {self.events}, line {part.number}"
        if part.is_too_large:
            self.report.rejected(
                where, "too_large_record", excerpt=_excerpt(part), kilobytes=PART_LIMIT // 1024
            )
        elif part.is_last:
            self.report.rejected(where, "cut_record", excerpt=_excerpt(part))
        elif not part.is_closed:
            self.report.rejected(
                where, "broken_record", excerpt=_excerpt(part), detail="END:VEVENT is missing"
            )
        else:
            properties = self._properties(part, where)
            try:
                session = session_of(
                    properties, self.clock, lambda code, **details: self._told(where, code, details)
                )
            except BadDate as error:
                self.report.rejected(where, "bad_date", excerpt=_excerpt(part), value=str(error))
            else:
                title = properties["SUMMARY"][0].text if "SUMMARY" in properties else ""
                yield Raw(where, {"title": title, "event": Event(properties, session)})

    def _properties(self, part: Component, where: str) -> Properties:
        """Read the lines of an event. A line that is no property costs itself, not the event."""
        properties: dict[str, list[Property]] = {}
        for line in part.lines:
            found = property_of(line.text)
            if found is None or (line.is_cut and found[0] in WANTED and found[0] != "ATTACH"):
                self.report.repaired(where, "line_mended", line=line.text[:80])
                continue
            name, prop, is_mended = found
            if name in WANTED:
                properties.setdefault(name, []).append(prop)
                if is_mended:
                    self.report.repaired(where, "property_mended", line=line.text[:80])
        return properties

    def _told(self, where: str, code: str, details: dict[str, Any]) -> None:
        """Report a repair once for each event; an unknown zone once for the whole feed."""
        place = "" if code == "bad_zone" else where
        if (place, f"{code}{details}") not in self.said:
            if place:
                self.said = {each for each in self.said if each[0] in ("", place)}
            self.said.add((place, f"{code}{details}"))
            self.report.repaired(where, code, **details)

    def close(self, end: Component, *, is_blank: bool) -> None:
        """Judge the file as a whole. :raises Unusable: where it holds no calendar."""
        if is_blank:
            raise Unusable("empty")
        if not self.has_calendar and self.junk:
            raise Unusable("not_offers", what=_what(self.junk[0]))
        if self.junk:
            self.report.repaired("file", "line_mended", line=self.junk[0])
        if not end.is_closed:
            self.report.cut = True
            self.report.repaired("file", "cut_file")


def read(stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
    """Yield the events of one or several calendars in a file. Tasks, journals and busy times are no records.

    What the calendar says about itself goes into ``context.about`` (``name``, ``description``, ``url``).

    :raises Unusable: ``empty``, or ``not_offers`` for a file without a calendar in it.
    """
    text = feed_text(Rejoined(stream), report)
    feed = _Feed(context, report, Clock(Zones(context.timezone), iana_zone(context.timezone)))
    is_blank = True
    for part in components(unfolded(text)):
        if part.name == "END":
            feed.close(part, is_blank=is_blank)
            return
        is_blank = False
        if part.name == "VEVENT":
            yield from feed.event(part)
        elif part.name == "VTIMEZONE":
            feed.zone(part)
        elif part.name == "VCALENDAR":
            feed.calendar(part)
        else:
            feed.outside(part.lines[0])


def _excerpt(part: Component) -> str:
    for line in part.lines:
        if line.text[:7].upper() == "SUMMARY":
            return line.text[:200]
    return " ".join(line.text for line in part.lines[:3])[:200]


def _what(start: str) -> str:
    shouted = start.lstrip().upper()
    return next(
        (what for mark, what in _OTHERS if shouted.startswith(mark)), _("a text without a calendar in it")
    )
