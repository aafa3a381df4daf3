"""Dates, times, money and distances in human words, by CLDR, remembered because pages repeat them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal
from django.utils.translation import get_language, gettext, pgettext

from colonnade.plumbing.languages import locale


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """The zone of this name, UTC where it is not known."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=8192)
def _day(day: date, language: str, with_year: bool) -> str:
    skeleton = "yMMMEd" if with_year else "MMMEd"
    moment = datetime(day.year, day.month, day.day)
    return format_skeleton(skeleton, moment, locale=locale(language))


@lru_cache(maxsize=4096)
def full_day(day: date, language: str) -> str:
    """The whole date: "Saturday, 28 November 2026"."""
    return format_date(day, "full", locale=locale(language))


@lru_cache(maxsize=4096)
def month(day: date, language: str) -> str:
    """Month and year."""
    return format_skeleton("yMMMM", datetime(day.year, day.month, 1), locale=locale(language))


@lru_cache(maxsize=4096)
def _clock(minutes: int, language: str) -> str:
    moment = datetime(2026, 1, 1, minutes // 60, minutes % 60)
    return format_time(moment, "short", locale=locale(language))


def clock(moment: datetime, language: str) -> str:
    """The time of day as people of that language write it."""
    return _clock(moment.hour * 60 + moment.minute, language)


def day(when: date, language: str, today: date) -> str:
    """ "Today", "Tomorrow", else weekday and date; with the year where it is another one."""
    if when == today:
        return gettext("Today")
    if when == today + timedelta(days=1):
        return gettext("Tomorrow")
    return _day(when, language, when.year != today.year)


def span(
    start: datetime | None, end: datetime | None, timezone: str, precision: str, language: str, now: datetime
) -> str:
    """When something happens, as local people would say it; an empty text where nobody said.

    ``precision`` is one of MINUTE, DAY, MONTH, NONE.
    """
    if start is None or precision == "NONE":
        return ""
    where = zone(timezone)
    begins, today = start.astimezone(where), now.astimezone(where).date()
    ends = end.astimezone(where) if end else None
    if precision == "MONTH":
        return month(begins.date(), language)
    first = day(begins.date(), language, today)
    if precision == "DAY":
        if ends and ends.date() > begins.date():
            return pgettext("from day to day", "%(first)s – %(last)s") % {
                "first": first,
                "last": day(ends.date(), language, today),
            }
        return first
    told = pgettext("day and time", "%(day)s, %(time)s") % {"day": first, "time": clock(begins, language)}
    if ends is None:
        return told
    if ends.date() == begins.date():
        return f"{told} – {clock(ends, language)}"
    last = pgettext("day and time", "%(day)s, %(time)s") % {
        "day": day(ends.date(), language, today),
        "time": clock(ends, language),
    }
    return f"{told} – {last}"


def listed(parts: Iterable[str]) -> str:
    """Several things in one line, with the comma of the active language."""
    return _comma(get_language() or "").join(parts)


@lru_cache(maxsize=64)
def _comma(language: str) -> str:  # noqa: ARG001 - the one of the active language, which this names
    # Translators: stands between the items of a list, with its space: "، " in Arabic, "、" in Chinese.
    return pgettext("between the items of a list", ", ")


@lru_cache(maxsize=2048)
def money(amount: str, currency: str, language: str) -> str:
    """An amount with its currency; as the source wrote it where it is not a number or has no currency."""
    try:
        value = Decimal(amount)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        return f"{amount} {currency}".strip()
    if not currency:
        return format_decimal(value, locale=locale(language))
    whole = value == value.to_integral_value()
    pattern = locale(language).currency_formats["standard"].pattern
    shape = pattern.replace("0.00", "0") if whole else pattern
    return format_currency(value, currency, shape, locale=locale(language), currency_digits=not whole)


@lru_cache(maxsize=4096)
def number(value: float, language: str) -> str:
    """A number with the language's own grouping."""
    return format_decimal(value, locale=locale(language))


def distance(metres: float, language: str) -> str:
    """A distance: metres below one kilometre, rounded to 50."""
    if metres < 1000:
        return gettext("%(number)s m") % {"number": number(max(50, round(metres / 50) * 50), language)}
    return gettext("%(number)s km") % {"number": number(round(metres / 1000, 1), language)}
