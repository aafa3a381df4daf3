"""Recurrence rules (RFC 5545 section 3.3.10), checked before anybody expands them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time

from colonnade.interop.ical.zones import Zone

_FREQUENCIES = {
    "DAILY",
    "WEEKLY",
    "MONTHLY",
    "YEARLY",
}  # no offer happens every minute; such rules are attacks or mistakes
_UNTIL = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2}):?(\d{2})?(Z)?)?")
_DAYS = re.compile(
    r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU))*"
)
_NUMBERS = re.compile(r"[+-]?\d{1,3}(?:,[+-]?\d{1,3})*")
_LIMITS = {
    "BYMONTH": (1, 12),
    "BYMONTHDAY": (-31, 31),
    "BYYEARDAY": (-366, 366),
    "BYWEEKNO": (-53, 53),
    "BYSETPOS": (-366, 366),
    "BYHOUR": (0, 23),
    "BYMINUTE": (0, 59),
    "BYSECOND": (0, 59),
}
_MAY_BE_ZERO = {"BYHOUR", "BYMINUTE", "BYSECOND"}


class BadRule(Exception):
    """A rule that cannot be followed as it is written; its text is the argument."""


def rule_of(text: str, start: datetime | date, home: Zone | None) -> str:
    """Return a rule in a form that every expander understands, "" for an empty one.

    UNTIL gets the shape the standard asks for: a day for days, UTC where the start has a zone (a day given
    with a timed start counts to its end), local time where it has none. Of COUNT and UNTIL together, which
    the standard forbids, UNTIL stays. :raises BadRule: for unknown parts too, since to leave out a
    misspelt UNTIL would make the rule endless.
    """
    parts: dict[str, str] = {}
    for part in re.sub(r"\s+", "", text).upper().strip(";").split(";"):
        key, _, value = part.partition("=")
        if not part:
            continue
        if not value or (key in parts):
            raise BadRule(text)
        parts[key] = value
    if not parts:
        return ""
    if parts.get("FREQ") not in _FREQUENCIES:
        raise BadRule(text)
    if parts.pop("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise BadRule(text)
    parts = {key: value for key, value in parts.items() if not key.startswith("X-") and key != "SKIP"}
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(parts["UNTIL"], start, home) or _bad(text)
        parts.pop("COUNT", None)
    if not all(_is_sound(key, value) for key, value in parts.items()):
        raise BadRule(text)
    return ";".join(f"{key}={value}" for key, value in parts.items())


def _bad(text: str) -> str:
    raise BadRule(text)


def _is_sound(key: str, value: str) -> bool:
    if key in ("FREQ", "UNTIL"):
        return True
    if key in ("INTERVAL", "COUNT"):
        return value.isascii() and value.isdigit() and 1 <= int(value) <= 99_999
    if key == "WKST":
        return value in ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    if key == "BYDAY":
        return bool(_DAYS.fullmatch(value))
    if key not in _LIMITS or not _NUMBERS.fullmatch(value):
        return False
    low, high = _LIMITS[key]
    numbers = [int(number) for number in value.split(",")]
    return all(low <= number <= high and (number != 0 or key in _MAY_BE_ZERO) for number in numbers)


def _until(text: str, start: datetime | date, home: Zone | None) -> str:
    """Return UNTIL in the shape that fits ``start``; "" if it is broken or lies before the start."""
    match = _UNTIL.fullmatch(text)
    if not match:
        return ""
    year, month, day, hour, minute, second, is_utc = match.groups()
    try:
        last = date(int(year), int(month), int(day))
        clock = time(int(hour), int(minute), min(int(second or 0), 59)) if hour else time(23, 59, 59)
    except ValueError:
        return ""
    moment = datetime.combine(last, clock)
    if not isinstance(start, datetime):
        if is_utc and home is not None:
            last = moment.replace(tzinfo=UTC).astimezone(home.tz).date()
        return f"{last:%Y%m%d}" if last >= start else ""
    if home is None:
        return f"{moment:%Y%m%dT%H%M%S}" if moment >= start else ""
    aware = moment.replace(tzinfo=UTC if is_utc else home.tz)
    begins = start if start.tzinfo else start.replace(tzinfo=home.tz)
    try:
        return f"{aware.astimezone(UTC):%Y%m%dT%H%M%SZ}" if aware >= begins else ""
    except OverflowError:
        return ""


def first_sound(
    texts: list[str], start: datetime | date, home: Zone | None, told: Callable[..., None]
) -> str:
    """Return the first rule; what cannot be followed, and any further rule, is said and left out."""
    rule = ""
    for text in texts:
        try:
            if rule:
                raise BadRule(text)
            rule = rule_of(text, start, home)
        except BadRule:
            told("bad_rule", value=text[:120])
    return rule
