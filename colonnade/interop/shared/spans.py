"""From when to when, out of dates and times in ISO 8601, and what of them says nothing."""

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple

from colonnade.city.catalogue.vocabulary import Precision

_SPACED_OFFSET = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)|\s+(?=(?:Z|UTC)$)")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(.*)", re.DOTALL)
_MIDNIGHT = time()
_LAST_MINUTE = time(23, 59)


class When(NamedTuple):
    """A point in time as far as it is known."""

    value: datetime | date
    precision: str = Precision.MINUTE.value

    @property
    def is_day(self) -> bool:
        """Whether no time of day is given."""
        return not isinstance(self.value, datetime)

    @property
    def day(self) -> date:
        """The calendar day."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


@lru_cache(maxsize=8192)
def when(text: str) -> When | None:
    """Read a date, a date with time, or a month; ``None`` for anything else."""
    text = text.strip()
    if not text:
        return None
    if match := _MONTH.fullmatch(text):
        try:
            return When(date(int(match[1]), int(match[2]), 1), Precision.MONTH.value)
        except ValueError:
            return None
    if match := _SLASHED.fullmatch(text):
        text = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}{match[4].rstrip()}"
    text = _SPACED_OFFSET.sub("", text).removesuffix("UTC")
    try:
        if len(text) == 10 and text[4] == "-":
            return When(date.fromisoformat(text), Precision.DAY.value)
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return When(found) if 1000 < found.year < 9000 else None


def moment(text: str) -> datetime | None:
    """Read a moment that states its offset; ``None`` for anything else."""
    found = when(text)
    return found.value if found and isinstance(found.value, datetime) and found.value.tzinfo else None


class Span(NamedTuple):
    """From when to when; ``is_end_known`` is False where the end says nothing."""

    start: datetime | date | None
    end: datetime | date | None
    is_end_known: bool
    precision: str
    is_reversed: bool = False  # the end as written lies before the start


def span(start: When | None, end: When | None) -> Span:
    """Put start and end together. Midnight without a time at the other end is no time but a day, and an end
    at 23:59, at the start or before it is not known."""
    if start is None:
        return Span(None, None, False, Precision.NONE.value)
    begin, last = start.value, end.value if end else None
    if isinstance(begin, datetime) and begin.time() == _MIDNIGHT and _says_no_hour(last):
        begin = begin.date()
    if not isinstance(begin, datetime):
        finish = last.date() if isinstance(last, datetime) else last
        precision = start.precision if start.is_day else Precision.DAY.value
        if finish is None or finish < begin:
            return Span(begin, None, False, precision, finish is not None)
        return Span(begin, finish, True, precision)
    if last is None:
        return Span(begin, None, False, Precision.MINUTE.value)
    if not isinstance(last, datetime) or last.time().replace(second=0, microsecond=0) == _LAST_MINUTE:
        finish = last.date() if isinstance(last, datetime) else last
        is_later = finish > begin.date()
        return Span(
            begin, finish if is_later else None, is_later, Precision.MINUTE.value, finish < begin.date()
        )
    if (last.tzinfo is None) != (begin.tzinfo is None):
        last = last.replace(tzinfo=begin.tzinfo)
    if last <= begin:
        return Span(begin, None, False, Precision.MINUTE.value, last < begin)
    return Span(begin, last, True, Precision.MINUTE.value)


def _says_no_hour(value: datetime | date | None) -> bool:
    if not isinstance(value, datetime):
        return True
    return value.time().replace(second=0, microsecond=0) in (_MIDNIGHT, _LAST_MINUTE)
