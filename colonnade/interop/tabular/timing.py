"""When a row says something takes place: one date, several, or words that no calendar holds."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from colonnade.city.catalogue.harvest import Refused, SessionDraft
from colonnade.city.catalogue.vocabulary import Precision
from colonnade.plumbing.languages import UNDETERMINED
from colonnade.plumbing.written_dates import Order, Written, read_clock, read_date, read_range

_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_LETTERS = re.compile(r"[^\W\d_]")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_EPOCH_OF_SHEETS = datetime(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050  # the years 2000 to 2099
_FILLER_YEARS = {0, 1, 1753, 1899, 1900, 1901, 1970}
_LAST_YEAR = 2100  # from here on a date says "never ends"
_MIDNIGHT = time(0, 0)
_LONGEST_NIGHT = timedelta(hours=14)


@dataclass(slots=True)
class Told:
    """The cells about time of one row, bare."""

    start: str = ""
    start_time: str = ""
    end: str = ""
    end_time: str = ""
    schedule: str = ""
    timezone: str = ""
    inferred: list[str] = field(default_factory=list)


def sessions_of(told: Told, order: Order) -> list[SessionDraft]:
    """Return the dates of a row. A cell may hold several, parted by semicolons, bars or lines.

    Times that only words give become a note. What is filler (midnight, 23:59, the years 1900 and 9999) is
    left out and listed in ``told.inferred``.

    :raises Refused: something is written like a date, but there is no such day.
    """
    starts = [part for part in _SEVERAL.split(told.start) if part]
    ends = [part for part in _SEVERAL.split(told.end) if part]
    if len(starts) < 2:
        drafts = [_session(told, told.start, told.end, order)]
    else:
        paired = ends if len(ends) == len(starts) else [""] * len(starts)
        drafts = [_session(told, start, end, order) for start, end in zip(starts, paired, strict=True)]
    zone = zone_named(told.timezone, told.inferred)
    found = [draft for draft in drafts if draft is not None]
    for draft in found:
        draft.timezone = zone
    return found


def _session(told: Told, start: str, end: str, order: Order) -> SessionDraft | None:
    first, last = _start(told, start, order)
    notes = [told.schedule] if told.schedule else []
    if first is None and start and _LETTERS.search(start):
        notes.insert(0, start)
    clock, until = _clocks(told, notes)
    if first is None:
        return _noted(notes)
    if clock is not None and first.clock in (None, _MIDNIGHT):
        first = first._replace(clock=clock)
    final = _end(told, end, order) or last
    draft = _dated(told, first, final, until or first.until)
    if notes:
        draft.schedule_note = {UNDETERMINED: "\n".join(notes)}
    return draft


def _start(told: Told, cell: str, order: Order) -> tuple[Written | None, Written | None]:
    """Read the start; where its column is empty the one for times may hold the whole of it."""
    first, last = _read(cell, order)
    if first is None and not cell and told.start_time:
        first, last = _read(told.start_time, order, is_sure=False)
    if first is not None and first.day.year in _FILLER_YEARS | {9999}:
        told.inferred.append("start")
        return None, None
    if first is not None and _SERIAL.fullmatch(cell):
        told.inferred.append("start")
    return first, last


def _read(cell: str, order: Order, *, is_sure: bool = True) -> tuple[Written | None, Written | None]:
    """Read a date or a range; a cell without any letter that is neither is a broken date."""
    if not cell:
        return None, None
    try:
        found = read_range(cell, order)
    except ValueError:
        found = None
        if is_sure:
            raise Refused("bad_date", value=cell[:100]) from None
    if found is not None:
        return found
    if serial := _serial(cell):
        return serial, None
    if is_sure and not _LETTERS.search(cell) and any(sign.isdigit() for sign in cell):
        raise Refused("bad_date", value=cell[:100])
    return None, None


def _serial(cell: str) -> Written | None:
    """Days since 1900, as spreadsheets count them and sometimes export them."""
    if not _SERIAL.fullmatch(cell) or not _FIRST_SERIAL <= float(cell) < _LAST_SERIAL:
        return None
    moment = _EPOCH_OF_SHEETS + timedelta(minutes=round(float(cell) * 1440))
    return Written(moment.date(), moment.time() if moment.time() != _MIDNIGHT else None)


def _clocks(told: Told, notes: list[str]) -> tuple[time | None, time | None]:
    """Return the time of the start and of the end; times that cannot be read stay as a note."""
    clock = until = None
    for cell, is_start in ((told.start_time, True), (told.end_time, False)):
        if not cell:
            continue
        try:
            found = read_clock(cell)
        except ValueError:
            found = None
        if found is None:
            found = _clock_within(cell)
        if found is None:
            if _LETTERS.search(cell):
                notes.append(cell)
        elif is_start:
            clock, until = found
        else:
            until = found[0]
    return clock, until


def _clock_within(cell: str) -> tuple[time, time | None] | None:
    """A column for times may hold whole dates: "1900-01-01 14:00" out of a spreadsheet."""
    try:
        written = read_date(cell)
    except ValueError:
        return None
    return (written.clock, written.until) if written and written.clock else None


def _end(told: Told, cell: str, order: Order) -> Written | time | None:
    """Read the end: a date, or a time on the day of the start."""
    if not cell:
        return None
    try:
        written = read_date(cell, order)
    except ValueError:
        told.inferred.append("end")
        return None
    if written is None:
        written = _serial(cell)
    if written is not None:
        if written.day.year >= _LAST_YEAR or written.day.year in _FILLER_YEARS:
            told.inferred.append("end")
            return None
        return written
    try:
        clock = read_clock(cell)
    except ValueError:
        clock = None
    return clock[0] if clock and not cell.isdigit() else None


def _dated(told: Told, first: Written, final: Written | time | None, until: time | None) -> SessionDraft:
    """Put start and end together, without what only fills the field."""
    start_clock, end_day, end_clock = first.clock, first.day, until
    if isinstance(final, Written):
        end_day = final.day
        end_clock = until if _is_filler(final.clock) and until else final.clock
    elif final is not None:
        end_clock = final
    if start_clock == _MIDNIGHT and _is_filler(end_clock):
        start_clock = None
        told.inferred.append("start")
    if end_clock is not None and _is_filler(end_clock):
        end_clock = None
        told.inferred.append("end")
    start: datetime | date = (
        first.day if start_clock is None else datetime.combine(first.day, start_clock, first.zone)
    )
    end: datetime | date | None = end_day if end_day != first.day else None
    if end_clock is not None and isinstance(start, datetime):
        zone = (final.zone if isinstance(final, Written) else None) or first.zone
        end = datetime.combine(end_day, end_clock, zone)
        if end_day == first.day:
            end = _past_midnight(told, start.replace(tzinfo=zone), end)
    return SessionDraft(start=start, end=end, end_known=end is not None)


def _past_midnight(told: Told, start: datetime, end: datetime) -> datetime:
    """22:00 to 02:00 ends on the next day."""
    if end < start and end + timedelta(days=1) - start <= _LONGEST_NIGHT:
        told.inferred.append("end")
        return end + timedelta(days=1)
    return end


def _is_filler(clock: time | None) -> bool:
    return clock is None or clock == _MIDNIGHT or (clock.hour == 23 and clock.minute == 59)


def _noted(notes: list[str]) -> SessionDraft | None:
    if not notes:
        return None
    return SessionDraft(
        end_known=False,
        precision=Precision.NONE.value,
        schedule_note={UNDETERMINED: "\n".join(dict.fromkeys(notes))},
    )


def zone_named(text: str, inferred: list[str]) -> str:
    """Return the IANA zone of a name. A city that names exactly one zone is taken for it, and that is noted.

    A name nobody knows is returned as it is: the pipeline then uses the city's zone and notes that.
    """
    if not text:
        return ""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        found = _zone_like(text)
        if found:
            inferred.append("timezone")
        return found or text
    return text


@lru_cache(maxsize=512)
def _zone_like(text: str) -> str:
    folded = "_".join(text.casefold().split())
    return _zones().get(folded, "")


@cache
def _zones() -> dict[str, str]:
    """Zones by their name and by the city in it, both without case; a city of two zones names none."""
    names: dict[str, str] = {}
    doubtful: set[str] = set()
    for name in sorted(available_timezones()):
        city = name.rsplit("/", 1)[-1].casefold()
        if "/" in name and not name.startswith(("Etc/", "posix/", "right/")):
            if city in names:
                doubtful.add(city)
            names[city] = name
    for city in doubtful:
        del names[city]
    names.update({name.casefold(): name for name in available_timezones()})
    return names
