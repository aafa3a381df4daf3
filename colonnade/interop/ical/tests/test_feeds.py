"""The calendars are read back with a library that is not ours."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import icalendar
import pytest

from colonnade.city.catalogue.vocabulary import OfferStatus, Precision, SessionStatus
from colonnade.interop.ical import feeds
from colonnade.interop.ical.tests.factories import (
    NOW,
    make_city,
    make_offer,
    make_place,
    make_provider,
    make_session,
)
from colonnade.plumbing.search import outbox

NOBODY = UUID(int=7)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, monkeypatch):
    settings.BASE_URL = "https://learn.example"
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def _read(response) -> icalendar.Calendar:
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


def _events(response) -> list[icalendar.Event]:
    return list(_read(response).walk("VEVENT"))


def test_an_event_says_what_when_and_where(client):
    city = make_city()
    offer = make_offer(
        city, provider=make_provider(city), facts={"image": {"url": "https://pics.example/pot.jpg"}}
    )
    session = make_session(offer, place=make_place(city))

    (event,) = _events(client.get(f"/en/offers/{offer.uuid}/calendar.ics"))

    assert event["UID"] == f"{session.uuid}@learn.example"
    assert event["SUMMARY"] == "Poterie, pour tous"
    assert event["SUMMARY"].params["LANGUAGE"] == "fr"
    assert event["DESCRIPTION"] == "Apprendre à tourner."
    assert event.start == session.start
    assert event.end == session.end
    assert event["LOCATION"] == "Salle des fêtes, Rue Haute 3, 12345 Aubrelle"
    assert event["URL"] == f"https://learn.example/en/offers/{offer.uuid}/"
    assert event["STATUS"] == "CONFIRMED"
    assert event["LAST-MODIFIED"].dt == offer.modified_at
    assert event["IMAGE"] == "https://pics.example/pot.jpg"
    assert event["ORGANIZER"].params["CN"] == "Médiathèque"


def test_the_calendar_says_how_often_to_come_back(client):
    city = make_city()

    calendar = _read(client.get("/fr/cities/aubrelle/calendar.ics"))

    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=12)
    assert calendar["NAME"] == "Aubrelle"
    assert calendar["SOURCE"] == "https://learn.example/fr/cities/aubrelle/calendar.ics"
    assert str(calendar["X-WR-TIMEZONE"]) == city.timezone


def test_the_identity_stays_and_the_sequence_grows(client):
    offer = make_offer(make_city())
    make_session(offer)
    (before,) = _events(client.get(f"/en/offers/{offer.uuid}/calendar.ics"))
    offer.title, offer.modified_at = {"fr": "Poterie avancée"}, NOW
    offer.save()

    (after,) = _events(client.get(f"/en/offers/{offer.uuid}/calendar.ics"))

    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_city_shows_what_is_coming_within_four_hundred_days(client):
    city = make_city()
    offer = make_offer(city)
    make_session(offer, days=-3)
    soon = make_session(offer, days=10)
    make_session(offer, days=401)
    make_session(make_offer(make_city("other")), days=10)

    (event,) = _events(client.get("/en/cities/aubrelle/calendar.ics"))

    assert event["UID"] == f"{soon.uuid}@learn.example"


def test_a_single_offer_shows_all_its_dates(client):
    offer = make_offer(make_city())
    for days in (-300, 10, 500):
        make_session(offer, days=days)

    assert len(_events(client.get(f"/en/offers/{offer.uuid}/calendar.ics"))) == 3


def test_what_was_called_off_stays_listed_for_thirty_days(client):
    city = make_city()
    provider = make_provider(city)
    recent, long_ago = NOW - timedelta(days=5), NOW - timedelta(days=31)
    make_session(make_offer(city, provider=provider), status=SessionStatus.CANCELLED, days=1)
    make_session(
        make_offer(city, provider=provider, status=OfferStatus.CANCELLED, modified_at=recent), days=2
    )
    make_session(
        make_offer(
            city, provider=provider, status=OfferStatus.WITHDRAWN, deleted_at=recent, modified_at=recent
        ),
        days=3,
    )
    make_session(
        make_offer(
            city, provider=provider, status=OfferStatus.WITHDRAWN, deleted_at=long_ago, modified_at=long_ago
        ),
        days=4,
    )
    make_session(make_offer(city, provider=provider, status=OfferStatus.DRAFT), days=5)

    for path in ("cities/aubrelle", f"providers/{provider.uuid}"):
        events = _events(client.get(f"/en/{path}/calendar.ics"))

        assert [event["STATUS"] for event in events] == ["CANCELLED"] * 3


def test_postponed_is_tentative(client):
    offer = make_offer(make_city(), status=OfferStatus.POSTPONED)
    make_session(offer)

    (event,) = _events(client.get(f"/en/offers/{offer.uuid}/calendar.ics"))

    assert event["STATUS"] == "TENTATIVE"


def test_whole_days_and_months_are_days(client):
    offer = make_offer(make_city())
    midnight = datetime(2027, 1, 8, 23, tzinfo=UTC)  # the 9th in Paris
    make_session(offer, start=midnight, end=None, precision=Precision.DAY)
    make_session(offer, start=midnight + timedelta(days=60), end=None, precision=Precision.MONTH)

    day, month = _events(client.get(f"/en/offers/{offer.uuid}/calendar.ics"))

    assert (day.start, day.end) == (date(2027, 1, 9), date(2027, 1, 10))
    assert (month.start, month.end, month["STATUS"]) == (date(2027, 3, 1), date(2027, 4, 1), "TENTATIVE")


def test_an_offer_without_dates_has_an_empty_calendar(client):
    offer = make_offer(make_city())
    make_session(offer, start=None, end=None, ends_at=None, precision=Precision.NONE)

    assert _events(client.get(f"/en/offers/{offer.uuid}/calendar.ics")) == []


def test_the_room_behind_a_registration_stays_closed(client):
    city = make_city()
    open_offer, closed = make_offer(city), make_offer(city, facts={"registration": {"needed": "YES"}})
    for offer in (open_offer, closed):
        make_session(offer, online_url="https://meet.example/1")

    (shown,) = _events(client.get(f"/en/offers/{open_offer.uuid}/calendar.ics"))
    (hidden,) = _events(client.get(f"/en/offers/{closed.uuid}/calendar.ics"))

    assert shown["CONFERENCE"] == "https://meet.example/1"
    assert "CONFERENCE" not in hidden


def test_a_search_is_a_calendar(client):
    city = make_city()
    wanted = make_offer(city, "Poterie douce")
    make_session(wanted)
    make_session(make_offer(city, "Échecs"))
    gone = make_offer(
        city, "Poterie annulée", status=OfferStatus.CANCELLED, modified_at=NOW - timedelta(days=1)
    )
    make_session(gone)
    outbox.rebuild()

    events = _events(client.get("/fr/calendar.ics?q=poterie&city=aubrelle"))

    assert sorted((str(event["SUMMARY"]), str(event["STATUS"])) for event in events) == [
        ("Poterie annulée", "CANCELLED"),
        ("Poterie douce", "CONFIRMED"),
    ]


def test_a_search_keeps_to_its_days_and_filters(client):
    city = make_city()
    offer = make_offer(city)
    make_session(offer, days=3)
    make_session(offer, days=30)
    make_session(
        make_offer(city, building_blocks=["B6"], status=OfferStatus.CANCELLED, modified_at=NOW), days=3
    )
    outbox.rebuild()

    (event,) = _events(client.get("/fr/calendar.ics?block=B5&to=2026-11-30"))

    assert event.start == NOW + timedelta(days=3)


def test_a_search_in_a_city_that_is_not_there_is_empty(client):
    make_session(make_offer(make_city(), status=OfferStatus.CANCELLED, modified_at=NOW))
    outbox.rebuild()

    assert _events(client.get("/fr/calendar.ics?city=nowhere")) == []


def test_a_calendar_ends_somewhere(client, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_EVENTS", 2)
    offer = make_offer(make_city())
    for days in (1, 2, 3):
        make_session(offer, days=days)

    assert len(_events(client.get("/en/cities/aubrelle/calendar.ics"))) == 2


def test_unchanged_is_said_in_one_word(client):
    offer = make_offer(make_city())
    make_session(offer)
    address = f"/en/offers/{offer.uuid}/calendar.ics"
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


@pytest.mark.parametrize("path", ["cities/nowhere", f"providers/{NOBODY}", f"offers/{NOBODY}"])
def test_what_is_not_there_has_no_calendar(client, path):
    assert client.get(f"/en/{path}/calendar.ics").status_code == 404


def test_a_draft_has_no_calendar(client):
    offer = make_offer(make_city(), status=OfferStatus.DRAFT)

    assert client.get(f"/en/offers/{offer.uuid}/calendar.ics").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_calendar_asks_the_database_as_often_for_three_as_for_one(
    client, number, django_assert_num_queries
):
    city = make_city()
    provider = make_provider(city)
    for _ in range(number):
        offer = make_offer(city, provider=provider)
        for days in range(number):
            make_session(offer, days=days + 1, place=make_place(city))
    outbox.rebuild()

    with django_assert_num_queries(3):
        assert len(_events(client.get("/en/cities/aubrelle/calendar.ics"))) == number**2
    with django_assert_num_queries(3):
        assert len(_events(client.get(f"/en/providers/{provider.uuid}/calendar.ics"))) == number**2
    with django_assert_num_queries(3):
        assert len(_events(client.get(f"/en/offers/{offer.uuid}/calendar.ics"))) == number
    with django_assert_num_queries(4):
        assert len(_events(client.get("/en/calendar.ics?city=aubrelle"))) == number**2
