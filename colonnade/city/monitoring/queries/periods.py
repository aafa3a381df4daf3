"""The time a figure speaks of, as people and offices write it: 2019, 2012/13, 2019-Q3, 2019-05, a span of dates.

A year that spans two (2012/13) is a school or business year. Sources rarely say when it begins; it is kept as the time
from 1 July to 30 June, so that one follows the other without a gap, and it is shown as the source writes it.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

EARLIEST, LATEST = 1500, 2200
_HALF_WAY = 7  # the month in which a year that spans two is taken to begin

_DASHES = str.maketrans({"–": "-", "—": "-", "−": "-", "‑": "-", "\u00a0": " ", "\u202f": " ", "．": "."})
_AROUND = re.compile(
    r"^(?:years?|année|año|год[аы]?|عام|سنة)\s+|\s*(?:гг?\.|год[аы]?|年度|年|c\.?e\.?|a\.?d\.?|م)$"
)
_HIJRI = re.compile(r"\s*(?:a\.?h\.?|h\.?|هـ|ه)$")
_YEAR = re.compile(r"(\d{4})(?:\.0+)?")
_TWO = re.compile(r"(\d{4})\s*([/-])\s*(\d{2}|\d{4})")
_SPAN = re.compile(r"(\d{4})\s*(?:-|to|bis|a|à|до|إلى|至|\.\.)\s*(\d{4})")
_QUARTER = re.compile(r"(\d{4})\s*[-/ ]?\s*(?:q|t|кв\.?)\s*([1-4])")
_QUARTER_FIRST = re.compile(r"(?:q|t)\s*([1-4])\s*[-/ ]?\s*(\d{4})|([1-4])\s*кв\.?\s*(\d{4})")
_QUARTER_CHINESE = re.compile(r"(\d{4})年第?([一二三四1-4])季度")
_HALF = re.compile(r"(\d{4})\s*[-/ ]?\s*[hs]([12])")
_MONTH = re.compile(r"(\d{4})(?:\s*[-/.]\s*|-?m|年)(\d{1,2})月?")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:t00:00(?::00)?)?")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:/|-|to|\.\.)\s*(\d{4}-\d{2}-\d{2})")
_COULD_BE_BOTH = re.compile(r"(\d{4})-(\d{2})")
_CHINESE = {"一": 1, "二": 2, "三": 3, "四": 4}


class NotAPeriod(ValueError):
    """The text names no time we understand."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, and how it was written."""

    text: str
    starts_on: date
    ends_on: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.ends_on - self.starts_on).days + 1


@lru_cache(maxsize=4096)
def period(text: str, *, spans_years: bool = False) -> Period:
    """Read a period. ``spans_years`` says how to read 2011-12: as a year that spans two, not as December.

    Years of the Hijri calendar are understood only where they say so (1445 AH, 1445 هـ). :raises NotAPeriod: for anything else.
    """
    written = " ".join(text.split())[:40]
    plain = _plain(written)
    hijri = _HIJRI.sub("", plain)
    try:
        if hijri != plain:
            return Period(written, *_hijri(hijri))
        starts_on, ends_on = _read(plain, spans_years)
    except ValueError as error:
        raise NotAPeriod(text) from error
    if not EARLIEST <= starts_on.year <= ends_on.year <= LATEST or ends_on < starts_on:
        raise NotAPeriod(text)
    return Period(written, starts_on, ends_on)


def spans_years(texts: Iterable[str]) -> bool:
    """Say whether a column that holds 2011-12 means years that span two: other cells tell, or all of them agree."""
    fitting = 0
    for text in {*texts}:
        found = _COULD_BE_BOTH.fullmatch(_plain(text))
        if found is None:
            continue
        if int(found[2]) != (int(found[1]) + 1) % 100:
            return False
        if int(found[2]) > 12 or int(found[2]) == 0:
            return True
        fitting += 1
    return fitting > 1


@lru_cache(maxsize=4096)
def is_doubtful(text: str) -> bool:
    """Say whether a period alone may be a month or a year that spans two: 2011-12."""
    found = _COULD_BE_BOTH.fullmatch(_plain(text))
    return bool(found) and int(found[2]) == (int(found[1]) + 1) % 100 and 1 <= int(found[2]) <= 12  # type: ignore[index]


def _plain(text: str) -> str:
    text = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text.translate(_DASHES)
    )
    return _AROUND.sub("", text.strip().casefold()).strip()


def _read(text: str, spans: bool) -> tuple[date, date]:
    if found := _YEAR.fullmatch(text):
        return _years(int(found[1]), int(found[1]))
    if found := _TWO.fullmatch(text):
        return _two(int(found[1]), found[2], found[3], spans)
    if found := _DAYS.fullmatch(text):
        return date.fromisoformat(found[1]), date.fromisoformat(found[2])
    if found := _DAY.fullmatch(text):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day
    if found := _SPAN.fullmatch(text):
        return _years(int(found[1]), int(found[2]))
    if quarter := _quarter(text):
        return _months(quarter[0], quarter[1] * 3 - 2, 3)
    if found := _HALF.fullmatch(text):
        return _months(int(found[1]), int(found[2]) * 6 - 5, 6)
    if found := _MONTH.fullmatch(text):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _MONTH_FIRST.fullmatch(text):
        return _months(int(found[2]), int(found[1]), 1)
    raise NotAPeriod(text)


def _two(first: int, sign: str, second: str, spans: bool) -> tuple[date, date]:
    """Two numbers: a year that spans two, a month, or several years."""
    number = int(second)
    if len(second) == 4:
        return _across(first) if number == first + 1 else _years(first, number)
    is_next = number == (first + 1) % 100
    if is_next and (sign == "/" or spans or not 1 <= number <= 12):
        return _across(first)
    if 1 <= number <= 12:
        return _months(first, number, 1)
    return _years(first, first - first % 100 + number)


def _quarter(text: str) -> tuple[int, int] | None:
    if found := _QUARTER.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := _QUARTER_FIRST.fullmatch(text):
        return int(found[2] or found[4]), int(found[1] or found[3])
    if found := _QUARTER_CHINESE.fullmatch(text):
        return int(found[1]), _CHINESE.get(found[2]) or int(found[2])
    return None


def _years(first: int, last: int) -> tuple[date, date]:
    return date(first, 1, 1), date(last, 12, 31)


def _across(first: int) -> tuple[date, date]:
    return date(first, _HALF_WAY, 1), date(first + 1, _HALF_WAY, 1) - timedelta(days=1)


def _months(year: int, month: int, number: int) -> tuple[date, date]:
    last = month + number - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def _hijri(text: str) -> tuple[date, date]:
    found = re.fullmatch(r"(\d{4})", text)
    if not found or not 1 <= int(found[1]) <= 1700:
        raise NotAPeriod(text)
    year = int(found[1])
    return _new_year(year), _new_year(year + 1) - timedelta(days=1)


def _new_year(year: int) -> date:
    """First day of a Hijri year by the tabular calendar; moon sighting may differ by a day."""
    julian_day = (11 * year + 3) // 30 + 354 * year + 31 + 1948440 - 385
    return date.fromordinal(julian_day - 1721425)
