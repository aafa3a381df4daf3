"""Dates and times as people write them into tables, read only where they can be read one way.

Which of two numbers is the day is decided by the caller for a whole column (:func:`order_of`), never here
for a single cell. Words that are no date give ``None``; a date that no calendar has raises ``ValueError``.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import Enum
from functools import cache, lru_cache
from typing import NamedTuple

from babel import Locale

_LANGUAGES = ("en", "es", "fr", "de", "it", "pt", "nl", "sv", "fi", "pl", "ca", "ru", "ar", "zh")
_ALSO_MONTHS = {
    "sept": 9,
    "janv": 1,
    "févr": 2,
    "fevr": 2,
    "juil": 7,
    "set": 9,
    "mrz": 3,
    "jänner": 1,
    "фев": 2,
    "сен": 9,
}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９：／．－", "0123456789" * 3 + ":/.-")

_YEAR_FIRST = re.compile(r"(\d{4})\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})日?(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?(?![\d:])")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?[\s-]*(?:de\s+|of\s+)?([^\W\d_]{3,})\.?,?[\s-]*(?:de\s+|del\s+)?(\d{4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)", re.IGNORECASE)
_WORD_FIRST = re.compile(r"\W*([^\W\d_]+)\.?,?\s+(?=\S)")
_BETWEEN = re.compile(r"[T\s,;·|@à]*(?:um|at|a las|las|às|ore|kl\.?|klo)?\s*", re.IGNORECASE)

_CLOCK = re.compile(
    r"(?P<before>上午|下午|晚上|午前|午後)?\s*"
    r"(?P<hour>\d{1,2})"
    r"(?:\s?(?P<colon>[:.hH時时点點])\s?(?P<minute>\d{2})(?:\s?[:.分]\s?(?P<second>\d{2})(?:[.,]\d+)?|分)?(?!\d))?"
    r"\s*(?P<mark>uhr\b|hrs?\b\.?|h\b\.?|ч\b\.?|[時时点點])?"
    r"\s*(?P<half>[ap]\.?\s?m\b\.?|صباحا|مساء|ص\b|م\b)?"
    r"\s*(?:uhr\b|hrs?\b|h\b)?",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\s*(?:-|–|—|~|至|\bto\b|\buntil\b|\btill\b|\bbis\b|\bà\b|\ba\b|\bal?\b|\balle\b|\bàs\b|\bdo\b|\bдо\b|\bau\b|إلى)\s*",
    re.IGNORECASE,
)
_FROM = re.compile(r"\s*(?:from|von|vom|ab|de|du|da|dalle|das|desde|del|с|от|من)\s+", re.IGNORECASE)
_OFFSET = re.compile(r"\s*(?:(Z|UTC|GMT)\b|(?:UTC|GMT)?([+-])(\d{2}):?(\d{2}))", re.IGNORECASE)
_RANGE = re.compile(
    r"\s+(?:-|–|—|to|until|bis|au|al|a|até|do|до|至)\s+|\s*[–—~]\s*|\s*至\s*|(?<=\d{4})-(?=\d{1,2}[./])"
)


class Order(Enum):
    """Which of two numbers in front of a year is the day."""

    DAY_FIRST = "day/month/year"
    MONTH_FIRST = "month/day/year"


class Written(NamedTuple):
    """What a cell says: a day, perhaps a time on it, perhaps a time of its end, perhaps a distance from UTC."""

    day: date
    clock: time | None = None
    until: time | None = None
    zone: tzinfo | None = None

    def moment(self) -> date | datetime:
        """Return the day, or the point in time if a time is given."""
        if self.clock is None:
            return self.day
        return datetime.combine(self.day, self.clock, self.zone)


def order_of(cells: Iterable[str]) -> Order | None:
    """Decide by the numbers that can only be a day; ``None`` if there are none or they contradict each other."""
    day_first = month_first = 0
    for cell in cells:
        found = _YEAR_LAST.search(cell.translate(_DIGITS) if not cell.isascii() else cell)
        if found:
            first, second = int(found[1]), int(found[3])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
    if bool(day_first) == bool(month_first):
        return None
    return Order.DAY_FIRST if day_first else Order.MONTH_FIRST


def is_ambiguous(cell: str) -> bool:
    """Say whether a cell holds a date that can be read with the day first or the month first."""
    found = _YEAR_LAST.search(cell.translate(_DIGITS))
    return bool(found) and int(found[1]) <= 12 and int(found[3]) <= 12 and found[1] != found[3]  # type: ignore[index]


@lru_cache(maxsize=16384)
def read_date(text: str, order: Order = Order.DAY_FIRST) -> Written | None:
    """Read one date, with its time if there is one. ``None`` for words.

    :raises ValueError: it is written like a date, but there is no such day or hour.
    """
    text = text.translate(_DIGITS).strip()
    text = _without_weekday(text)
    day, rest = _day(text, order)
    if day is None:
        return None
    compact = _COMPACT.match(text)
    if compact and compact[4] and rest is not None:
        clock = time(int(compact[4]), int(compact[5]), int(compact[6] or 0))
        return Written(day, clock, None, _offset(text[compact.end() :]))
    is_iso = rest[:1] == "T"
    rest = rest[_BETWEEN.match(rest).end() :]  # type: ignore[union-attr]
    if not rest:
        return Written(day)
    span = _span(rest, bare=False, iso=is_iso)
    if span is None:
        return None if rest.strip(" .,;()") else Written(day)
    start, end, rest = span
    zone = _offset(rest)
    if rest and zone is None and not rest.isspace():
        return None
    return Written(day, start, end, zone)


def read_range(text: str, order: Order = Order.DAY_FIRST) -> tuple[Written, Written | None] | None:
    """Read a date, or "from – to" where both ends are written in full.

    :raises ValueError: as for :func:`read_date`.
    """
    single = read_date(text, order)
    if single is not None:
        return single, None
    parts = _RANGE.split(text.strip())
    if len(parts) != 2:
        return None
    first = read_date(_FROM.sub("", parts[0], count=1) if _FROM.match(parts[0]) else parts[0], order)
    last = read_date(parts[1], order)
    return (first, last) if first and last else None


@lru_cache(maxsize=4096)
def read_clock(text: str) -> tuple[time, time | None] | None:
    """Read a time, or "from – to"; a bare number is a full hour. ``None`` for words.

    :raises ValueError: there is no such hour.
    """
    text = text.translate(_DIGITS).strip()
    if found := _FROM.match(text):
        text = text[found.end() :]
    span = _span(text, bare=True, iso=False)
    if span is None or span[2].strip(" .,;()"):
        return None
    return span[0], span[1]


def _span(text: str, *, bare: bool, iso: bool) -> tuple[time, time | None, str] | None:
    """Read one clock time or two; return also what is left.

    "10:00-12:00" is two times, "T10:00-12:00" and "12:00:00-05:00" are one with a distance from UTC.
    """
    first = _CLOCK.match(text)
    if first is None:
        return None
    rest = text[first.end() :]
    joint = _UNTIL.match(rest)
    second = _CLOCK.match(rest, joint.end()) if joint and not (iso or first["second"]) else None
    if second is not None and _OFFSET.fullmatch(rest) and not bare and _time(second, "") <= _time(first, ""):
        second = None
    if second is not None and (_is_marked(second) or _is_marked(first)):
        half = first["half"] or first["before"] or second["half"] or ""
        end = _time(second, second["half"] or second["before"] or "")
        return _time(first, _same_half(first, second, half)), end, rest[second.end() :]
    if not _is_marked(first) and not bare:
        return None
    if second is not None and bare:
        return _time(first, ""), _time(second, ""), rest[second.end() :]
    return _time(first, first["half"] or first["before"] or ""), None, rest


def _is_marked(found: re.Match[str]) -> bool:
    return bool(found["minute"] or found["mark"] or found["half"])


def _same_half(first: re.Match[str], second: re.Match[str], half: str) -> str:
    """In "10-12 pm" the mark belongs to the second time only; in "2-4 pm" to both."""
    if first["half"] or first["before"] or not second["half"]:
        return half if first["half"] or first["before"] else ""
    return half if int(first["hour"]) % 12 < int(second["hour"]) % 12 else ""


def _time(found: re.Match[str], half: str) -> time:
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    if half:
        if not 1 <= hour <= 12:
            if hour <= 23:  # "14:00 pm" says the same twice
                return time(hour, minute, second)
            raise ValueError(found.group())
        late = half[0].lower() == "p" or half[:1] == "م" or half in {"下午", "晚上", "午後"}
        hour = hour % 12 + (12 if late else 0)
    if hour == 24 and minute == 0:
        return time(23, 59)
    return time(hour, minute, second)


def _offset(rest: str) -> tzinfo | None:
    found = _OFFSET.fullmatch(rest.rstrip())
    if not found:
        return None
    if found[1]:
        return UTC
    distance = timedelta(hours=int(found[3]), minutes=int(found[4]))
    return timezone(distance if found[2] == "+" else -distance)


def _day(text: str, order: Order) -> tuple[date | None, str]:
    """Return the day at the beginning of a text and what follows it."""
    if found := _YEAR_FIRST.match(text):
        return date(int(found[1]), int(found[2]), int(found[3])), text[found.end() :]
    if found := _COMPACT.match(text):
        return date(int(found[1]), int(found[2]), int(found[3])), text[found.end() :]
    if found := _YEAR_LAST.match(text):
        return _numeric(int(found[1]), int(found[3]), found[4], order), text[found.end() :]
    for pattern, day_at, month_at in ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1)):
        found = pattern.match(text)
        month = _months().get(found[month_at].casefold()) if found else None
        if found and month:
            return date(int(found[3]), month, int(found[day_at])), text[found.end() :]
    return None, text


def _numeric(first: int, second: int, year: str, order: Order) -> date:
    """A number over 12 is the day wherever it stands; otherwise the column's order counts."""
    full = int(year) if len(year) == 4 else 2000 + int(year) if int(year) < 70 else 1900 + int(year)
    if second > 12 >= first or (order is Order.MONTH_FIRST and first <= 12):
        return date(full, first, second)
    return date(full, second, first)


def _without_weekday(text: str) -> str:
    found = _WORD_FIRST.match(text)
    return text[found.end() :] if found and found[1].casefold() in _weekdays() else text


@cache
def _months() -> dict[str, int]:
    names: dict[str, int] = dict(_ALSO_MONTHS)
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names.setdefault(name.casefold().rstrip("."), number)
    return names


@cache
def _weekdays() -> frozenset[str]:
    names: set[str] = set()
    for language in _LANGUAGES:
        days = Locale.parse(language).days
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names.update(name.casefold().rstrip(".") for name in days[context][width].values())
    return frozenset(names)
