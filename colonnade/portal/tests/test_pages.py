"""The site's own pages: front page, desk, what it says of itself, and whether it is well."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, override_settings

from colonnade.city.catalogue.tests.factories import make_offer, make_session
from colonnade.city.profile.tests.factories import LANGUAGES, make_city, make_coordinator
from colonnade.people.tests.factories import make_concern
from colonnade.plumbing.search import outbox
from colonnade.portal import views
from colonnade.portal.desks import places_of, waiting_for

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
OWN = ("", "data/", "about/imprint/", "about/privacy/", "about/accessibility/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", OWN)
def test_every_page_in_six_languages(client, db, language, path):
    assert client.get(f"/{language}/{path}").status_code == 200


@pytest.mark.parametrize(
    ("asked", "given"), [("fr-FR,fr", "fr"), ("zh-CN", "zh-hans"), ("tlh", "en"), ("", "en")]
)
def test_a_visitor_comes_to_the_language_their_browser_asks_for(client, asked, given):
    answer = client.get("/", headers={"Accept-Language": asked})

    assert (answer.status_code, answer.url, answer["Vary"]) == (302, f"/{given}/", "Accept-Language, Cookie")


@pytest.mark.parametrize("number", [1, 3])
def test_the_front_page_asks_as_often_for_three_as_for_one(client, db, number, django_assert_num_queries):
    for index in range(number):
        make_session(make_offer(make_city(f"city-{index}"), f"Offer {index}"))
    outbox.rebuild()
    client.get("/en/")

    with django_assert_num_queries(4):
        text = client.get("/en/").content.decode()

    assert text.count('<li class="offer-row') == number


def test_the_desk_is_for_those_who_sign_in(client, db):
    assert client.get("/en/desk/").url == "/en/account/login/?next=/en/desk/"


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_as_often_for_three_as_for_one(client, db, number, django_assert_num_queries):
    city = make_city()
    bruno = make_coordinator(city)
    for index in range(number):
        make_concern(scope_id=city.uuid, thing_title=f"Pottery {index}")
    client.force_login(bruno)
    client.get("/en/desk/")

    with django_assert_num_queries(46):
        answer = client.get("/en/desk/")

    assert answer.status_code == 200


def test_the_desk_shows_what_waits_and_where_one_works(db):
    city = make_city()
    bruno = make_coordinator(city)
    make_concern(scope_id=city.uuid)

    assert len(waiting_for(bruno, NOON)) == 1
    assert [(place.name, len(place.deeds)) for place in places_of(bruno)] == [("Aubrelle", 11)]


def test_whoever_works_nowhere_has_an_empty_desk(client, charlie):
    client.force_login(charlie)

    assert "Nothing waits for you" in client.get("/en/desk/").content.decode()
    assert (waiting_for(charlie, NOON), places_of(charlie)) == ([], [])


# -- health --------------------------------------------------------------------------------------------


def test_health_is_degraded_while_the_index_is_missing(client, db):
    answer = client.get("/health/")

    assert (answer.status_code, answer.json()["status"], answer.json()["search"]) == (
        503,
        "degraded",
        "not built yet",
    )


def test_health_is_good_when_everything_is_there(client, db):
    outbox.rebuild()
    outbox.changed("offers", [1])

    answer = client.get("/health/")

    assert (answer.status_code, answer.json()) == (200, {
        "status": "ok", "database": "up", "changes_waiting_for_index": 1, "search": "up",
    })  # fmt: skip
    assert answer["Cache-Control"] == "no-store"


def test_health_is_degraded_without_the_database(client, db, monkeypatch):
    outbox.rebuild()

    def gone():
        raise OSError

    with monkeypatch.context() as broken:
        broken.setattr(views.connection, "ensure_connection", gone)
        answer = client.get("/health/")

    assert (answer.status_code, answer.json()["database"]) == (503, "down: OSError")


@pytest.mark.parametrize(("allowed", "line"), [(True, "Disallow: /*/account/"), (False, "Disallow: /")])
def test_search_engines_are_told_what_they_may_list(client, allowed, line):
    with override_settings(SITE_ROBOTS=allowed):
        assert line in client.get("/robots.txt").content.decode().splitlines()


def test_a_page_that_is_not_there(client, db):
    answer = client.get("/en/nothing/")

    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_the_language(db):
    answer = Client(enforce_csrf_checks=True).post("/ar/account/login/")

    assert answer.status_code == 403
    assert 'dir="rtl"' in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "status"), [(views.bad_request, 400), (views.not_allowed, 403), (views.broken, 500)]
)
def test_what_went_wrong_is_said_kindly(rf, db, view, status):
    request = rf.get("/en/")
    request.user = AnonymousUser()

    answer = view(request)

    assert answer.status_code == status
    assert b"<h1" in answer.content


@pytest.mark.parametrize(
    "path", ["/en/", "/en/search/?q=pottery", "/en/cities/", "/en/cities/aubrelle/", "/en/data/", "/health/"]
)
def test_looking_writes_nothing_not_even_a_session(client, db, path):
    make_session(make_offer(make_city()), datetime.now(UTC) + timedelta(days=1))
    outbox.rebuild()

    answer = client.get(path)

    assert answer.status_code == 200
    assert list(answer.cookies) == []
