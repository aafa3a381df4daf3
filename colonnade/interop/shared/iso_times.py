"""Dates and times written from the year down, as machines write them."""

import re
from datetime import UTC, date, datetime, timedelta

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(.*)", re.DOTALL)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment(text: str) -> datetime | date | None:
    """Read ``2018-05-05 18:00:00.0``, ``2019-09-30T06:00:00+02:00``, ``2020/06/01 08:30:00`` or a day alone.

    A day alone is a ``date``. ``None`` for an empty text. :raises ValueError: for anything else.
    """
    text = text.strip()
    if not text:
        return None
    if len(text) == 10 and _DAY.fullmatch(text):
        return date.fromisoformat(text)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        slashed = _SLASHED.fullmatch(text)
        if slashed is None:
            raise
    year, month, day, rest = slashed.groups()
    text = f"{year}-{int(month):02}-{int(day):02}{rest.rstrip()}"
    return datetime.fromisoformat(text) if rest.strip() else date.fromisoformat(text)


def instant(text: str) -> datetime | None:
    """Return the moment a text states with its offset; ``None`` where it states no offset or is no date."""
    try:
        found = moment(text)
    except ValueError:
        return None
    return found if isinstance(found, datetime) and found.tzinfo is not None else None


def from_milliseconds(value: object) -> datetime | None:
    """Return the moment so many milliseconds after 1970 began, in UTC; ``None`` if there is no such number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        return _EPOCH + timedelta(milliseconds=value)
    except (OverflowError, ValueError):
        return None
