"""Dates across the change of the clocks, at both sides of the world, and at the ends of the calendar."""

from datetime import UTC, date, datetime

import pytest

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.harvest import OfferDraft, Raw, Reader, SessionDraft, protocol
from colonnade.city.catalogue.models import Opportunity, Session
from colonnade.city.catalogue.tests.factories import BY, NOON, feed, make_source
from colonnade.city.profile.tests.factories import make_city


class TimeReader(Reader):
    """One offer with the dates it was given."""

    name = label = "time"

    def __init__(self, *sessions):
        self.sessions = list(sessions)

    def recognise(self, head):
        return 1.0

    def read(self, stream, context, report):
        yield Raw("record 1", None)

    def map(self, raw, context):
        return OfferDraft("a", {"en": "Pottery"}, sessions=self.sessions)


@pytest.fixture
def dated(monkeypatch, db):
    """Harvests dates into a city of this zone and returns them as (start, end, over)."""

    def harvested(zone, *sessions):
        monkeypatch.setitem(protocol._readers, "time", TimeReader(*sessions))
        source = make_source(make_city(zone.lower().replace("/", "-"), timezone=zone))
        run = actions.harvest(source=source, stream=feed(), by=BY, at=NOON, index=False)
        assert (run.read, run.rejected) == (1, 0)
        rows = Session.objects.filter(opportunity__city=source.city).order_by("start")
        return list(rows.values_list("start", "end", "ends_at"))

    return harvested


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_a_series_keeps_its_hour_when_the_clocks_change(dated):
    rows = dated(
        "Europe/Berlin",
        SessionDraft(
            start=datetime(2027, 3, 21, 18), end=datetime(2027, 3, 21, 20), rule="FREQ=WEEKLY;COUNT=3"
        ),
    )

    assert [row[:2] for row in rows] == [
        (utc(2027, 3, 21, 17), utc(2027, 3, 21, 19)),
        (utc(2027, 3, 28, 16), utc(2027, 3, 28, 18)),
        (utc(2027, 4, 4, 16), utc(2027, 4, 4, 18)),
    ]


def test_a_series_given_in_utc_keeps_the_hour_of_its_city(dated):
    rows = dated(
        "America/New_York",
        SessionDraft(start=utc(2027, 3, 7, 23), timezone="America/New_York", rule="FREQ=WEEKLY;UNTIL=20270314T220000Z"),
    )  # fmt: skip

    assert [row[0] for row in rows] == [utc(2027, 3, 7, 23), utc(2027, 3, 14, 22)]


def test_an_hour_that_does_not_exist_or_comes_twice_is_kept(dated):
    rows = dated(
        "Europe/Berlin",
        SessionDraft(start=datetime(2027, 3, 28, 2, 30), end=datetime(2027, 3, 28, 3, 30)),
        SessionDraft(start=datetime(2027, 10, 31, 2, 30), end=datetime(2027, 10, 31, 3, 30)),
    )

    assert [row[:2] for row in rows] == [
        (utc(2027, 3, 28, 1, 30), None),
        (utc(2027, 10, 31, 0, 30), utc(2027, 10, 31, 2, 30)),
    ]


@pytest.mark.parametrize(
    ("zone", "start", "over"),
    [
        ("Pacific/Kiritimati", utc(2026, 11, 30, 10), utc(2026, 12, 1, 9, 59, 59)),
        ("Asia/Kathmandu", utc(2026, 11, 30, 18, 15), utc(2026, 12, 1, 18, 14, 59)),
        ("UTC", utc(2026, 12, 1), utc(2026, 12, 1, 23, 59, 59)),
        ("Pacific/Pago_Pago", utc(2026, 12, 1, 11), utc(2026, 12, 2, 10, 59, 59)),
    ],
)
def test_a_whole_day_is_the_day_of_the_city(dated, zone, start, over):
    assert dated(zone, SessionDraft(start=date(2026, 12, 1))) == [(start, None, over)]
    assert Session.objects.get().precision == "DAY"


def test_the_days_on_which_the_clocks_change_have_another_length(dated):
    rows = dated("Europe/Berlin", SessionDraft(start=date(2027, 3, 28), rule="FREQ=DAILY;COUNT=2"))

    assert [(start, over) for start, _, over in rows] == [
        (utc(2027, 3, 27, 23), utc(2027, 3, 28, 21, 59, 59)),
        (utc(2027, 3, 28, 22), utc(2027, 3, 29, 21, 59, 59)),
    ]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York", "UTC"])
def test_the_ends_of_the_calendar_are_shown_everywhere(dated, client, zone):
    rows = dated(
        zone,
        SessionDraft(start=datetime(1, 1, 1), end=datetime(9999, 12, 31, 23, 59)),
        SessionDraft(start=date(9999, 12, 31)),
        SessionDraft(start=datetime(2026, 12, 1), rule="FREQ=WEEKLY;UNTIL=99991231T235959Z"),
    )

    assert len(rows) > 50
    assert client.get(Opportunity.objects.get().get_absolute_url()).status_code == 200
