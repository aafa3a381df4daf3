"""Dates, money and distances in the words of six languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from colonnade.plumbing import spoken

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
START = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)  # 18:30 in Berlin
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")


def span(start=START, end=None, precision="MINUTE", language="en", now=NOON, zone="Europe/Berlin"):
    with override(language):
        return spoken.span(start, end, zone, precision, language, now)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "الثلاثاء، 1 ديسمبر, 6:30 م – 8:30 م"),
        ("en", "Tue 1 Dec, 18:30 – 20:30"),
        ("es", "mar, 1 dic, 18:30 – 20:30"),
        ("fr", "mar. 1 déc., 18:30 – 20:30"),
        ("ru", "вт, 1 дек., 18:30 – 20:30"),
        ("zh-hans", "12月1日周二 18:30 – 20:30"),
    ],
)
def test_a_date_in_six_languages(language, words):
    told = span(end=START + timedelta(hours=2), language=language)

    assert told.replace("،", ",").replace("\u202f", " ") == words.replace("،", ",")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_to_say_when_has_words_in_every_language(language):
    told = [
        span(language=language),
        span(NOON, language=language),
        span(NOON + timedelta(days=1), language=language),
        span(end=START + timedelta(days=2), language=language),
        span(precision="DAY", language=language),
        span(end=START + timedelta(days=3), precision="DAY", language=language),
        span(precision="MONTH", language=language),
        spoken.full_day(START.date(), language),
    ]

    assert all(told)
    assert len(set(told)) == len(told)


def test_nothing_is_said_of_what_nobody_knows():
    assert (span(None), span(precision="NONE")) == ("", "")


def test_near_days_have_names():
    assert span(NOON) == "Today, 13:00"
    assert span(NOON + timedelta(days=1), precision="DAY") == "Tomorrow"


def test_today_is_today_where_it_happens():
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert span(late, now=NOON) == "Tomorrow, 00:30"
    assert span(late, now=NOON, zone="UTC") == "Today, 23:30"


def test_another_year_is_named():
    assert span(datetime(2028, 1, 5, 9, tzinfo=UTC)) == "Wed, 5 Jan 2028, 10:00"


def test_several_days_and_a_month():
    assert span(end=START + timedelta(days=2)) == "Tue 1 Dec, 18:30 – Thu 3 Dec, 18:30"
    assert span(end=START + timedelta(days=2), precision="DAY") == "Tue 1 Dec – Thu 3 Dec"
    assert span(precision="MONTH") == "December 2026"


def test_a_zone_nobody_knows_is_read_as_utc():
    assert span(zone="Mars/Olympus") == "Tue 1 Dec, 17:30"
    assert str(spoken.zone("")) == "UTC"


def test_days_without_a_clock():
    assert spoken.full_day(date(2026, 11, 28), "en") == "Saturday, 28 November 2026"


@pytest.mark.parametrize(
    ("language", "whole", "part"),
    [
        ("ar", "\u200f12\xa0€", "\u200f12.50\xa0€"),
        ("en", "€12", "€12.50"),
        ("es", "12\xa0€", "12,50\xa0€"),
        ("fr", "12\xa0€", "12,50\xa0€"),
        ("ru", "12\xa0€", "12,50\xa0€"),
        ("zh-hans", "€12", "€12.50"),
    ],
)
def test_money_in_six_languages(language, whole, part):
    assert (spoken.money("12.00", "EUR", language), spoken.money("12.5", "EUR", language)) == (whole, part)


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1200", "GBP", "£1,200"), ("1000", "JPY", "JP¥1,000"), ("12.345", "TND", "TND12.345"), ("5", "", "5"), ("5.5", "", "5.5"),
        ("from 5", "EUR", "from 5 EUR"), ("", "", ""), ("NaN", "EUR", "NaN EUR"), ("Infinity", "", "Infinity"), ("7", "XYZ", "XYZ7"), ("0", "EUR", "€0"),
    ],
)  # fmt: skip
def test_money_of_every_kind(amount, currency, words):
    assert spoken.money(amount, currency, "en") == words


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0, "50 m"), (74, "50 m"), (430, "450 m"), (1000, "1 km"), (1240, "1.2 km"), (2_345_678, "2,345.7 km")],
)
def test_distances(metres, words):
    assert spoken.distance(metres, "en") == words


def test_numbers_are_grouped_as_the_language_does():
    assert (spoken.number(1234567, "en"), spoken.number(1234567, "es")) == ("1,234,567", "1.234.567")
