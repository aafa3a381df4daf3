"""Dates written from the year down."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from colonnade.interop.shared.iso_times import from_milliseconds, instant, moment


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2018-05-05 18:00:00.0", datetime(2018, 5, 5, 18)),
        ("2019-09-30T06:00:00+02:00", datetime(2019, 9, 30, 6, tzinfo=timezone(timedelta(hours=2)))),
        ("2019-09-30T06:00:00Z", datetime(2019, 9, 30, 6, tzinfo=UTC)),
        ("2020/06/01 08:30:00", datetime(2020, 6, 1, 8, 30)),
        ("2020/6/1", date(2020, 6, 1)),
        ("2020-06-01", date(2020, 6, 1)),
        (" ", None),
    ],
)
def test_moment(written, expected):
    found = moment(written)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize("written", ["soon", "2020/13/01", "2020-02-30", "1/6/2020"])
def test_moment_refuses_what_is_none(written):
    with pytest.raises(ValueError):
        moment(written)


def test_instant_needs_an_offset():
    assert instant("2019-09-30T06:00:00Z") == datetime(2019, 9, 30, 6, tzinfo=UTC)
    assert (instant("2019-09-30T06:00:00"), instant("2019-09-30"), instant("x"), instant("")) == (None,) * 4


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (1893456000000, datetime(2030, 1, 1, tzinfo=UTC)),
        (None, None),
        ("5", None),
        (True, None),
        (1e30, None),
    ],
)
def test_from_milliseconds(value, expected):
    assert from_milliseconds(value) == expected
