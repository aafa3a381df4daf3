"""The parts of a calendar in the order they stand in the file: its own lines, its zones, its events."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from colonnade.interop.ical.lines import Line

PART_LIMIT = 1024 * 1024  # characters of one event

_BOUNDARY = re.compile(r"(BEGIN|END)\s*:\s*([A-Za-z0-9-]+)\s*", re.IGNORECASE)
_SECOND_LEVEL = {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"}
_KEPT = {"VEVENT", "VTIMEZONE"}


@dataclass(slots=True)
class Component:
    """A part of a calendar, or one line between its parts.

    ``name`` is "VEVENT" (with its own lines; parts inside it, such as alarms, are left out), "VTIMEZONE"
    (with all its lines), "VCALENDAR" for the beginning of a calendar and for every line of its own, "" for
    a line outside any calendar, and "END" once, last: then ``is_closed`` says whether every calendar was closed.
    """

    name: str
    number: int
    lines: list[Line] = field(default_factory=list)
    length: int = 0
    is_closed: bool = True  # False: another part began, or the calendar ended, before its END
    is_last: bool = False  # the file ended inside it

    @property
    def is_too_large(self) -> bool:
        """Whether lines were left out because the part is longer than ``PART_LIMIT``."""
        return self.length > PART_LIMIT

    def keep(self, line: Line) -> None:
        """Add a line, unless the part has become too large to be held in memory."""
        self.length += len(line.text)
        if not self.is_too_large:
            self.lines.append(line)


def components(lines: Iterable[Line]) -> Iterator[Component]:
    """Tell the parts of one or several calendars apart; parts that are no offers (tasks) are passed over."""
    walk = _Walk()
    for line in lines:
        boundary = _BOUNDARY.fullmatch(line.text) if line.text[0] in "BbEe" else None
        if boundary is None:
            if walk.part is not None:
                walk.part_line(line)
            else:
                yield Component("VCALENDAR" if walk.in_calendar else "", line.number, [line])
        elif boundary[1].upper() == "BEGIN":
            yield from walk.begin(boundary[2].upper(), line)
        else:
            yield from walk.end(boundary[2].upper(), line)
    if walk.part is not None:
        walk.part.is_last = True
        yield from walk.leave(is_closed=False)
    yield Component("END", 0, is_closed=not walk.in_calendar and not walk.was_cut)


class _Walk:
    """Where we are: inside a calendar or not, which part is open, which parts are open inside that."""

    def __init__(self) -> None:
        self.in_calendar = False
        self.was_cut = False  # a calendar began before the one before it had ended
        self.part: Component | None = None
        self.inner: list[str] = []

    def part_line(self, line: Line) -> None:
        """Keep a line of the open part if it is wanted."""
        if (
            self.part is not None
            and self.part.name in _KEPT
            and (not self.inner or self.part.name == "VTIMEZONE")
        ):
            self.part.keep(line)

    def begin(self, name: str, line: Line) -> Iterator[Component]:
        """Open a part; an event that is still open is handed out as not closed."""
        if name == "VCALENDAR":
            yield from self.leave(is_closed=False)
            self.was_cut = self.was_cut or self.in_calendar
            self.in_calendar = True
            yield Component(name, line.number)
        elif not self.in_calendar and self.part is None and name not in _SECOND_LEVEL:
            yield Component("", line.number, [line])
        elif self.part is None or name in _SECOND_LEVEL:
            yield from self.leave(is_closed=False)
            self.part = Component(name, line.number)
        else:
            self.part_line(line)
            self.inner.append(name)

    def end(self, name: str, line: Line) -> Iterator[Component]:
        """Close a part, and with it whatever is still open inside it. A stray end is handed out as a line."""
        if name == "VCALENDAR":
            yield from self.leave(is_closed=False)
            self.in_calendar = False
        elif self.part is not None and name == self.part.name:
            yield from self.leave(is_closed=True)
        elif name in self.inner:
            del self.inner[self.inner.index(name) :]
            self.part_line(line)
        elif self.part is None:
            yield Component("VCALENDAR" if self.in_calendar else "", line.number, [line])

    def leave(self, *, is_closed: bool) -> Iterator[Component]:
        """Hand out the open part, if it is one that is wanted."""
        part, self.part = self.part, None
        self.inner.clear()
        if part is not None and part.name in _KEPT:
            part.is_closed = is_closed
            yield part
