"""Lists and single things: what they say, how they are narrowed, what they cost."""

from uuid import UUID

import pytest

from colonnade.city.catalogue.vocabulary import OfferStatus, SessionStatus
from colonnade.city.profile.models import District
from colonnade.plumbing.search import outbox
from colonnade.portal.api import schemas
from colonnade.portal.api.tests.factories import (
    NOW,
    make_city,
    make_offer,
    make_place,
    make_provider,
    make_record,
    make_session,
    make_source,
    make_world,
)

pytestmark = pytest.mark.django_db

LISTS = {
    "cities": schemas.City,
    "opportunities": schemas.Opportunity,
    "sessions": schemas.Session,
    "organisations": schemas.Organisation,
    "places": schemas.Place,
    "frameworks": schemas.FrameworkRef,
}
SINGLE = {**LISTS, "frameworks": schemas.Framework}


def _get(client, path: str) -> dict:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/json"
    return response.json()


def _ids(client, path: str) -> list[str]:
    return [item["id"] for item in _get(client, path)["items"]]


@pytest.mark.parametrize("kind", LISTS)
def test_lists_and_their_items_are_as_declared(client, kind):
    make_world(2)

    listed = client.get(f"/api/v1/{kind}")
    page = schemas.Page[LISTS[kind]].model_validate_json(listed.content)
    first = listed.json()["items"][0]
    alone = client.get(first["href"].removeprefix("https://learn.example"))

    assert page.items
    assert first["href"] == f"https://learn.example/api/v1/{kind}/{first['id']}"
    assert alone.json()["id"] == first["id"]
    SINGLE[kind].model_validate_json(alone.content)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("cities", 1),
        ("opportunities", 2),
        ("opportunities?include=sessions", 3),
        ("opportunities?city=aubrelle&block=B5&from=2026-11-22&to=2027-01-01", 3),
        ("opportunities?q=poterie", 2),
        ("opportunities?updated_since=2026-01-01T00:00:00Z", 3),
        ("sessions", 1),
        ("sessions?city=aubrelle&from=2026-11-22", 2),
        ("organisations", 1),
        ("organisations?city=aubrelle", 2),
        ("places", 1),
        ("places?city=aubrelle", 2),
        ("frameworks", 0),
    ],
)
def test_a_list_asks_as_often_for_three_as_for_one(client, number, path, queries, django_assert_num_queries):
    make_world(number)
    outbox.rebuild()

    with django_assert_num_queries(queries):
        items = _get(client, path)["items"]

    assert len(items) == {"sessions": number**2, "places": number**2, "frameworks": 2}.get(
        path.split("?")[0], number
    )


@pytest.mark.parametrize(
    ("kind", "queries"),
    [("opportunities", 3), ("sessions", 1), ("cities", 1), ("places", 1), ("organisations", 1)],
)
def test_a_single_thing_costs_few_queries(client, kind, queries, django_assert_num_queries):
    make_world(3)
    (first, *_) = _ids(client, kind)

    with django_assert_num_queries(queries):
        _get(client, f"{kind}/{first}")


def test_an_opportunity_says_what_is_known_and_leaves_open_what_is_not(client):
    city = make_city()
    offer = make_offer(
        city, provider=make_provider(city), prices=[{"amount": "4.50", "currency": "EUR"}], mode="ONSITE"
    )
    make_record(offer, make_source(city, licence="CC BY 4.0", name="Agenda"))
    make_record(offer, make_source(city), is_lead=False, inferred=["provider"])
    session = make_session(offer, place=make_place(city))

    told = _get(client, f"opportunities/{offer.uuid}")

    assert told["title"] == {"fr": "Poterie, pour tous"}
    assert told["page"] == f"https://learn.example/en/offers/{offer.uuid}/"
    assert told["calendar"] == f"https://learn.example/en/offers/{offer.uuid}/calendar.ics"
    assert (told["kind"], told["status"], told["mode"], told["is_free"]) == (
        "event",
        "published",
        "onsite",
        "unknown",
    )
    assert told["prices"] == [{"amount": "4.50", "currency": "EUR", "label": {}, "condition": {}}]
    assert [source["licence"] for source in told["sources"]] == ["CC BY 4.0", None]
    assert told["sources"][1]["inferred_fields"] == ["provider"]
    assert told["modified"] == "2026-11-20T09:00:00Z"
    assert (
        told["url"],
        told["age_min"],
        told["registration"],
        told.get("state"),
    ) == (None,) * 4
    assert [each["id"] for each in told["sessions"]] == [str(session.uuid)]
    assert told["sessions"][0]["start"] == "2026-11-25T10:00:00+01:00"


def test_pages_have_the_language_of_the_site_whoever_asks(client):
    make_city()

    assert client.get("/api/v1/cities", headers={"accept-language": "ar"}).json() == _get(client, "cities")


def test_the_room_behind_a_registration_stays_closed(client):
    city = make_city()
    offer = make_offer(city, facts={"registration": {"needed": "YES"}})
    session = make_session(offer, online_url="https://meet.example/1")
    open_session = make_session(make_offer(city), online_url="https://meet.example/2")

    assert _get(client, f"sessions/{session.uuid}")["online_url"] is None
    assert _get(client, f"sessions/{open_session.uuid}")["online_url"] == "https://meet.example/2"
    assert _get(client, f"opportunities/{offer.uuid}")["registration"] == {"needed": "yes"}


def test_the_contact_of_an_informal_group_is_not_given_away(client):
    city = make_city()
    formal = make_provider(city, email="info@example.org", phone="1")
    informal = make_provider(city, email="amina@example.org", phone="2", is_informal=True)

    assert _get(client, f"organisations/{formal.uuid}")["email"] == "info@example.org"
    told = _get(client, f"organisations/{informal.uuid}")
    assert (told["email"], told["phone"]) == (None, None)


def test_what_is_not_on_show_is_not_told(client):
    city = make_city()
    draft, gone = (
        make_offer(city, status=OfferStatus.DRAFT),
        make_offer(city, status=OfferStatus.WITHDRAWN, deleted_at=NOW),
    )
    hidden = make_session(draft)
    make_session(gone)

    assert _ids(client, "opportunities") == []
    assert _ids(client, "sessions") == []
    assert client.get(f"/api/v1/opportunities/{draft.uuid}").status_code == 404
    assert client.get(f"/api/v1/opportunities/{gone.uuid}").status_code == 410
    assert client.get(f"/api/v1/sessions/{hidden.uuid}").status_code == 404


def test_cancelled_dates_say_so(client):
    session = make_session(
        make_offer(make_city(), status=OfferStatus.CANCELLED), status=SessionStatus.CANCELLED
    )

    assert _get(client, "sessions")["items"][0]["status"] == "cancelled"
    assert _get(client, f"opportunities/{session.opportunity.uuid}")["status"] == "cancelled"


def test_opportunities_are_narrowed(client):
    here, there = make_city(), make_city("there")
    clay = make_offer(here)
    chess = make_offer(there, "Échecs", building_blocks=["B6", "B9"])
    make_session(clay, days=3)
    make_session(chess, days=30)
    outbox.rebuild()

    for query, wanted in {
        "city=aubrelle": [clay],
        "block=B5": [clay],
        "block=B9": [chess],
        "q=echecs": [chess],
        "q=echecs&city=aubrelle": [],
        "from=2026-11-25&to=2026-11-25": [clay],
        "from=2026-11-26": [chess],
        "to=2026-11-24": [],
    }.items():
        assert _ids(client, f"opportunities?{query}") == [str(each.uuid) for each in wanted], query


def test_sessions_are_narrowed(client):
    offer, other = make_offer(make_city()), make_offer(make_city("there"))
    soon, late, elsewhere = (
        make_session(offer, days=3),
        make_session(offer, days=30),
        make_session(other, days=3),
    )

    for query, wanted in {
        "city=there": [elsewhere],
        f"opportunity={offer.uuid}": [soon, late],
        "from=2026-12-01": [late],
        "to=2026-12-01": [soon, elsewhere],
    }.items():
        assert _ids(client, f"sessions?{query}") == [str(each.uuid) for each in wanted], query


def test_cities_are_narrowed(client):
    here = make_city(region="Europe and North America", names={"fr": "Aubrelle"})
    there = make_city("there", country="KE", region="Africa", names={"sw": "Kilimwezi"})
    outbox.rebuild()

    for query, wanted in {
        "country=ke": [there],
        "region=Africa": [there],
        "q=aubrelle": [here],
        "q=nowhere": [],
    }.items():
        assert _ids(client, f"cities?{query}") == [str(each.uuid) for each in wanted], query


def test_organisations_and_places_are_narrowed_to_a_city(client):
    here, there = make_city(), make_city("there")
    at_home, guest = make_provider(here), make_provider(there)
    make_offer(here, provider=guest)
    place = make_place(
        here, district=District.objects.create(territory=here, code="haut", names={"fr": "Haut"})
    )
    make_place(there)

    assert _ids(client, "organisations?city=aubrelle") == [str(at_home.uuid), str(guest.uuid)]
    assert _ids(client, "organisations?city=there") == [str(guest.uuid)]
    (told,) = _get(client, "places?city=aubrelle")["items"]
    assert told["id"] == str(place.uuid)
    assert told["district"] == {"code": "haut", "name": {"fr": "Haut"}}


def test_a_list_is_read_to_its_end_page_by_page(client):
    city = make_city()
    offers = [make_offer(city) for _ in range(5)]
    seen, path = [], "opportunities?limit=2&city=aubrelle"
    while path:
        page = _get(client, path)
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        path = page["next"] and page["next"].removeprefix("https://learn.example/api/v1/")

    assert seen == [str(offer.uuid) for offer in offers]


def test_a_framework_has_its_names_in_every_language(client):
    told = _get(client, "frameworks/gnlc-key-features")

    assert told["id"] == "gnlc-key-features-2013"
    blocks = [area for area in told["areas"] if area["kind"] == "block"]
    assert [block["code"] for block in blocks] == ["B4", "B5", "B6", "B7", "B8", "B9"]
    assert {"ar", "en", "es", "fr", "ru", "zh-Hans"} <= set(blocks[0]["name"])
    indicator = next(
        each for area in told["areas"] for feature in area["features"] for each in feature["indicators"]
    )
    assert indicator["name"]["en"]


def test_frameworks_are_paged_too(client):
    first = _get(client, "frameworks?limit=1")
    second = _get(client, first["next"].removeprefix("https://learn.example/api/v1/"))

    assert [len(page["items"]) for page in (first, second)] == [1, 1]
    assert first["items"] != second["items"]
    assert second["next"] is None


@pytest.mark.parametrize("kind", SINGLE)
def test_what_is_not_there_is_not_found(client, kind):
    response = client.get(f"/api/v1/{kind}/{UUID(int=7)}")

    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"


def test_long_series_are_cut_with_the_way_to_the_rest(client, monkeypatch):
    monkeypatch.setattr("colonnade.portal.api.opportunities.MOST_SESSIONS", 2)
    offer = make_offer(make_city())
    for days in (3, 1, 2):
        make_session(offer, days=days)

    told = _get(client, f"opportunities/{offer.uuid}")

    assert [each["start"] for each in told["sessions"]] == sorted(each["start"] for each in told["sessions"])
    assert len(told["sessions"]) == 2
    assert (
        len(_get(client, told["sessions_href"].removeprefix("https://learn.example/api/v1/"))["items"]) == 3
    )


def test_the_framework_is_the_one_the_temple_is_drawn_from(client):
    told = _get(client, "framework")

    assert told == _get(client, "frameworks/gnlc-key-features")
