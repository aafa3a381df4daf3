"""What comes round by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from colonnade.city.catalogue.tests.factories import make_offer, make_session, make_source
from colonnade.city.profile.tests.factories import make_city
from colonnade.plumbing.search.models import Change
from colonnade.portal.rounds import Round, go_round, rounds

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_what_is_due_is_done_once_in_its_time():
    done = []
    held = [
        Round("often", MINUTE, lambda now, before: done.append("often")),
        Round("seldom", 5 * MINUTE, lambda now, before: done.append("seldom")),
    ]

    names = [go_round(held, NOON + number * MINUTE / 2) for number in range(4)]

    assert names == [["often", "seldom"], [], ["often"], []]
    assert done == ["often", "seldom", "often"]


def test_a_round_that_fails_does_not_stop_the_others(caplog):
    done = []

    def fails(now, before):
        raise RuntimeError("no")

    held = [Round("bad", MINUTE, fails), Round("good", MINUTE, lambda now, before: done.append(now))]

    assert go_round(held, NOON) == ["good"]
    assert go_round(held, NOON + MINUTE) == ["good"]
    assert (len(done), [each.message for each in caplog.records]) == (2, ["bad failed", "bad failed"])


def test_a_round_knows_when_it_was_last_done():
    spans = []
    held = [Round("one", MINUTE, lambda now, before: spans.append((before, now)))]

    go_round(held, NOON)
    go_round(held, NOON + MINUTE)

    assert spans == [(NOON - timedelta(days=1), NOON), (NOON, NOON + MINUTE)]


@pytest.mark.django_db
def test_everything_that_comes_round_can_be_done():
    now = datetime.now(UTC)
    city = make_city()
    offer = make_offer(city)
    make_session(offer, now - timedelta(hours=3), hours=1)
    source = make_source(city, address="https://example.org/feed", every_hours=1)

    assert go_round(rounds(), now) == [
        "due harvests",
        "passed dates",
        "forgetting",
        "automatic indicators",
        "withdrawn evidence",
        "texts put away",
    ]
    assert [change.ids for change in Change.objects.all()] == [[offer.pk]]
    assert source.runs.count() == 1
