"""Dates and times as people write them."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from colonnade.plumbing.written_dates import Order, is_ambiguous, order_of, read_clock, read_date, read_range

DAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14",
        "2026/3/14",
        "2026.03.14",
        "20260314",
        "14/03/2026",
        "14.3.2026",
        "14. 3. 2026",
        "14-03-26",
        "3/14/2026",
        "14 March 2026",
        "March 14, 2026",
        "14th of March 2026",
        "Sat 14 Mar 2026",
        "14 de marzo de 2026",
        "sábado, 14 de marzo de 2026",
        "samedi 14 mars 2026",
        "14. März 2026",
        "14 марта 2026",
        "14 مارس 2026",
        "١٤/٠٣/٢٠٢٦",
        "2026年3月14日",
        "14 marzo 2026",
        "14 de março de 2026",
    ],
)
def test_days(text):
    assert read_date(text).moment() == DAY


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-03-14T18:30", time(18, 30)),
        ("2026-03-14 18:30:15", time(18, 30, 15)),
        ("20260314T183000", time(18, 30)),
        ("14.03.2026, 18.30 Uhr", time(18, 30)),
        ("14/03/2026 6:30 pm", time(18, 30)),
        ("3/14/2026 12:00 AM", time(0, 0)),
        ("3/14/2026 12 pm", time(12, 0)),
        ("14 mars 2026 à 18h30", time(18, 30)),
        ("14 de marzo de 2026 a las 18:00", time(18, 0)),
        ("2026年3月14日 下午6:30", time(18, 30)),
        ("March 14, 2026 at 6pm", time(18, 0)),
    ],
)
def test_days_with_times(text, clock):
    assert read_date(text).moment() == datetime.combine(DAY, clock)


def test_distances_from_utc():
    assert read_date("2026-03-14T18:30:00Z").moment() == datetime(2026, 3, 14, 18, 30, tzinfo=UTC)
    east = timezone(timedelta(hours=5, minutes=30))
    assert read_date("2026-03-14T18:30:00+05:30").moment() == datetime(2026, 3, 14, 18, 30, tzinfo=east)
    assert read_date("2026-03-14T10:00-12:00").zone == timezone(timedelta(hours=-12))


def test_a_span_of_hours_is_no_distance_from_utc():
    written = read_date("14/03/2026 10:00-12:00")
    assert (written.clock, written.until, written.zone) == (time(10), time(12), None)


@pytest.mark.parametrize(
    "text", ["", "every Friday", "by arrangement", "2026", "5 courses", "14/03/2026 (new)", "14 Foobar 2026"]
)
def test_words_are_no_date(text):
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["31/02/2026", "2026-13-01", "2026-02-30", "14/03/2026 25:00", "20261301"])
def test_no_calendar_has_it(text):
    with pytest.raises(ValueError):
        read_date(text)


def test_order_is_decided_by_numbers_that_can_only_be_a_day():
    assert order_of(["3/4/2026", "25/4/2026"]) is Order.DAY_FIRST
    assert order_of(["3/4/2026", "4/25/2026"]) is Order.MONTH_FIRST
    assert order_of(["3/4/2026", "5/6/2026"]) is None
    assert order_of(["25/4/2026", "4/25/2026"]) is None
    assert order_of(["2026-03-04", "soon"]) is None


def test_the_order_counts_only_where_both_can_be():
    assert read_date("3/4/2026", Order.DAY_FIRST).day == date(2026, 4, 3)
    assert read_date("3/4/2026", Order.MONTH_FIRST).day == date(2026, 3, 4)
    assert read_date("14/3/2026", Order.MONTH_FIRST).day == DAY
    assert [is_ambiguous(text) for text in ("3/4/2026", "14/3/2026", "3/3/2026", "2026-03-04")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("18:30", time(18, 30), None),
        ("18.30", time(18, 30), None),
        ("9", time(9), None),
        ("14h30", time(14, 30), None),
        ("7 p.m.", time(19), None),
        ("下午2:00", time(14), None),
        ("٦:٠٠ م", time(18), None),
        ("10:00-12:00", time(10), time(12)),
        ("10-12 Uhr", time(10), time(12)),
        ("von 10 bis 12 Uhr", time(10), time(12)),
        ("de 18:00 a 20:00 h", time(18), time(20)),
        ("10am to 12pm", time(10), time(12)),
        ("2-4 pm", time(14), time(16)),
        ("11-1 pm", time(11), time(13)),
        ("24:00", time(23, 59), None),
    ],
)
def test_clocks(text, first, last):
    assert read_clock(text) == (first, last)


def test_clocks_that_are_none():
    assert read_clock("in the evening") is None
    with pytest.raises(ValueError):
        read_clock("25:00")


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01 – 2026-03-05",
        "01/03/2026 - 05/03/2026",
        "1.3.2026-5.3.2026",
        "vom 1.3.2026 bis 5.3.2026",
        "du 1er mars 2026 au 5 mars 2026",
        "1 March 2026 to 5 March 2026",
    ],
)
def test_ranges(text):
    first, last = read_range(text)
    assert (first.day, last.day) == (date(2026, 3, 1), date(2026, 3, 5))


def test_a_single_day_is_a_range_without_end():
    first, last = read_range("2026-03-01")
    assert (first.day, last) == (date(2026, 3, 1), None)
    assert read_range("from spring to autumn") is None
