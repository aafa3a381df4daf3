"""Dates and times are known as far as they are stated."""

from datetime import UTC, date, datetime

import pytest

from colonnade.interop.shared.spans import When, moment, span, when


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2026-05-01", date(2026, 5, 1), "DAY"),
        ("2026-05", date(2026, 5, 1), "MONTH"),
        ("2026/5/1", date(2026, 5, 1), "DAY"),
        ("2026-05-01T10:00", datetime(2026, 5, 1, 10), "MINUTE"),
        ("2026-05-01T10:00:00.310", datetime(2026, 5, 1, 10, 0, 0, 310_000), "MINUTE"),
        ("2026-05-01 10:00:00 +0000", datetime(2026, 5, 1, 10, tzinfo=UTC), "MINUTE"),
        ("2026-05-01T10:00:00Z", datetime(2026, 5, 1, 10, tzinfo=UTC), "MINUTE"),
    ],
)
def test_when_reads_iso_dates(text, value, precision):
    assert when(f" {text} ") == When(value, precision)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2026", "2026-13", "2026-02-30", "0001-01-01T00:00:00", "9999-12-31T00:00:00", "1 May 2026"],
)
def test_when_reads_nothing_else(text):
    assert when(text) is None


def test_moment_wants_an_offset():
    assert (moment("2026-05-01T10:00:00Z"), moment("2026-05-01T10:00:00")) == (
        datetime(2026, 5, 1, 10, tzinfo=UTC),
        None,
    )


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("", "2026-05-01", (None, None, False, False)),
        ("2026-05-01", "", (date(2026, 5, 1), None, False, False)),
        ("2026-05-01", "2026-04-01", (date(2026, 5, 1), None, False, True)),
        ("2026-05-01T00:00", "2026-05-03T00:00", (date(2026, 5, 1), date(2026, 5, 3), True, False)),
        ("2026-05-01T00:00", "2026-05-03T23:59:59", (date(2026, 5, 1), date(2026, 5, 3), True, False)),
        (
            "2026-05-01T00:00",
            "2026-05-01T02:00",
            (datetime(2026, 5, 1), datetime(2026, 5, 1, 2), True, False),
        ),
        ("2026-05-01T10:00", "2026-05-01T09:00", (datetime(2026, 5, 1, 10), None, False, True)),
        ("2026-05-01T10:00", "2026-05-01T10:00", (datetime(2026, 5, 1, 10), None, False, False)),
        ("2026-05-01T10:00", "2026-05-03T23:59", (datetime(2026, 5, 1, 10), date(2026, 5, 3), True, False)),
        (
            "2026-05-01T10:00Z",
            "2026-05-01T12:00",
            (datetime(2026, 5, 1, 10, tzinfo=UTC), datetime(2026, 5, 1, 12, tzinfo=UTC), True, False),
        ),
    ],
)
def test_span_leaves_unknown_what_says_nothing(start, end, expected):
    found = span(when(start), when(end))
    assert (found.start, found.end, found.is_end_known, found.is_reversed) == expected
