"""What pages say of themselves, read out of the pages as programs do."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from colonnade.city.catalogue.models import Source, SourceRecord
from colonnade.city.catalogue.queries import offer_shown
from colonnade.city.catalogue.vocabulary import OfferStatus, Precision
from colonnade.interop.ical.tests.factories import (
    NOW,
    make_city,
    make_offer,
    make_place,
    make_provider,
    make_session,
)
from colonnade.interop.schema_org import panels
from colonnade.plumbing.search import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site(settings, monkeypatch):
    settings.BASE_URL = "https://learn.example"
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def _said(response) -> dict:
    (found,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL
    )
    return json.loads(found)


def test_an_offer_says_what_it_is(client):
    city = make_city()
    offer = make_offer(
        city,
        provider=make_provider(city),
        is_free="YES",
        facts={"registration": {"url": "https://sign.example/"}},
    )
    make_session(offer, place=make_place(city))

    said = _said(client.get(f"/fr/offers/{offer.uuid}/"))

    assert said["@type"] == "EducationEvent"
    assert said["@id"] == f"https://learn.example/fr/offers/{offer.uuid}/"
    assert said["name"] == "Poterie, pour tous"
    assert said["startDate"] == "2026-11-25T10:00:00+01:00"
    assert said["location"]["address"]["streetAddress"] == "Rue Haute 3"
    assert said["isAccessibleForFree"] is True
    assert said["organizer"][0]["name"] == "Médiathèque"


def test_a_title_cannot_leave_its_script(client):
    offer = make_offer(make_city(), "</script><script>alert(1)</script> & <!--")

    response = client.get(f"/fr/offers/{offer.uuid}/")

    assert _said(response)["name"] == "</script><script>alert(1)</script> & <!--"
    assert "<script>alert" not in response.content.decode()


def test_a_withdrawn_offer_says_nothing(client):
    offer = make_offer(make_city(), status=OfferStatus.WITHDRAWN, deleted_at=NOW)

    assert "ld+json" not in client.get(f"/fr/offers/{offer.uuid}/").content.decode()


def test_only_what_is_known_of_a_time_is_said():
    offer = make_offer(make_city())
    midnight = datetime(2027, 1, 8, 23, tzinfo=UTC)
    make_session(
        offer, start=midnight, end=None, precision=Precision.DAY, ends_at=midnight + timedelta(days=1)
    )
    make_session(
        offer, start=midnight, end=None, precision=Precision.MONTH, ends_at=midnight + timedelta(days=31)
    )

    day, month = panels.offer_view(offer_shown(offer.uuid), NOW).sessions

    assert (str(day.start), month.start) == ("2027-01-09", None)


def test_the_room_behind_a_registration_stays_closed():
    offer = make_offer(make_city(), facts={"registration": {"needed": "YES"}})
    make_session(offer, online_url="https://meet.example/1")

    assert panels.offer_view(offer_shown(offer.uuid), NOW).sessions[0].online_url == ""


def test_an_offer_is_told_without_a_query(django_assert_num_queries):
    city = make_city()
    offer = make_offer(city, provider=make_provider(city), part_of=make_offer(city))
    source = Source.objects.create(city=city, name="Agenda", licence="CC BY 4.0", created_at=NOW)
    SourceRecord.objects.create(
        opportunity=offer, source=source, external_id="1", raw_hash="0", fetched_at=NOW, seen_in_run=1
    )
    for days in (1, 2, 3):
        make_session(offer, days=days, place=make_place(city))
    shown = offer_shown(offer.uuid)

    with django_assert_num_queries(0):
        view = panels.offer_view(shown, NOW)

    assert (len(view.sessions), view.licence) == (3, "CC BY 4.0")


def test_a_city_says_where_it_is(client):
    make_city(
        latitude=48.5,
        longitude=2.25,
        url="https://aubrelle.example/",
        names={"fr": "Aubrelle", "ar": "أوبريل"},
    )
    outbox.rebuild()

    said = _said(client.get("/fr/cities/aubrelle/"))

    assert (said["@type"], said["name"], said["alternateName"]) == ("City", "Aubrelle", ["أوبريل"])
    assert said["geo"] == {"@type": "GeoCoordinates", "latitude": 48.5, "longitude": 2.25}
    assert said["sameAs"] == "https://aubrelle.example/"


def test_a_list_says_what_is_in_it(client):
    offer = make_offer(make_city())
    make_session(offer)
    outbox.rebuild()

    said = _said(client.get("/fr/search/"))

    assert said["@type"] == "ItemList"
    assert said["itemListElement"] == [
        {
            "@type": "ListItem",
            "position": 1,
            "url": f"https://learn.example/fr/offers/{offer.uuid}/",
            "name": "Poterie, pour tous",
        }
    ]


def test_an_empty_list_says_nothing(client):
    outbox.rebuild()

    assert "ld+json" not in client.get("/fr/search/?q=nothing").content.decode()


def test_the_front_page_says_how_to_search(client):
    outbox.rebuild()

    said = _said(client.get("/fr/"))

    assert said["@type"] == "WebSite"
    assert (
        said["potentialAction"]["target"]["urlTemplate"]
        == "https://learn.example/fr/search/?q={search_term_string}"
    )
