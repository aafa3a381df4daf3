"""The demo world: built in a moment, labelled, and taken away without a trace."""

from datetime import timedelta

import pytest
from django.utils import timezone

from colonnade.city.catalogue.models import Opportunity, Session
from colonnade.city.catalogue.queries import Wish, find
from colonnade.city.monitoring.actions.computing import define_platform_indicators
from colonnade.city.monitoring.actions.indicators import define_indicators
from colonnade.city.profile.models import Territory
from colonnade.city.profile.tests.factories import make_city
from colonnade.people.actions import define_roles
from colonnade.people.models import Organisation, Person
from colonnade.people.queries import role
from colonnade.people.tests.factories import make_holding, make_organisation, make_person
from colonnade.portal.demo import actions as building
from colonnade.portal.demo import world
from colonnade.portal.demo.signs import PASSWORD, demo_sign_ins
from colonnade.portal.tests.factories import counts, told


@pytest.fixture
def built(small, db):
    """The small demo world stands."""
    define_roles()
    building.build(timezone.now())


@pytest.mark.usefixtures("built")
def test_everything_invented_is_labelled():
    for model in (Territory, Opportunity, Organisation, Person):
        assert model.objects.count() > 0
        assert model.objects.filter(is_demo=False).count() == 0


@pytest.mark.usefixtures("built")
def test_what_is_built_can_be_found():
    found = find(Wish(city="pont-aubrelle"), "fr", timezone.now())

    assert found.total == 4
    assert Session.objects.filter(start__gte=timezone.now()).count() > 0


@pytest.mark.usefixtures("built")
def test_building_twice_changes_nothing():
    before = {name: number for name, number in counts().items() if name != "catalogue.harvestrun"}

    building.build(timezone.now())

    assert {name: number for name, number in counts().items() if name != "catalogue.harvestrun"} == before


@pytest.mark.usefixtures("built")
def test_building_later_brings_dates_up_to_date():
    later = timezone.now() + timedelta(days=60)

    building.build(later)

    assert Opportunity.objects.filter(sessions__start__gte=later).exists()
    assert Opportunity.objects.filter(deleted_at__isnull=True).count() == 4


@pytest.mark.usefixtures("small")
def test_removing_takes_away_what_is_invented_and_nothing_else(db):
    define_roles()
    city, amina = make_city("hamburg"), make_person("Amina")
    make_holding(amina, "coordinator", city.uuid)
    make_organisation("Real Library", home_id=city.uuid)
    define_indicators(by=building.BY, at=timezone.now())  # these come with the program and stay
    define_platform_indicators()
    before = counts()
    building.build(timezone.now())
    assert counts() != before

    removed = building.remove()

    left = {name: number for name, number in counts().items() if name != "monitoring.datasource"}
    assert left == before  # the platform is a source of figures from the first count on
    assert (removed["cities"] > 0, removed["offers"], removed["people"] > 0) == (True, 4, True)


@pytest.mark.usefixtures("built")
def test_removed_offers_are_no_longer_found():
    code, report = told("demo", "--remove")

    assert (code, report["removed"], report["offers"]) == (0, True, 4)
    assert find(Wish(), "en", timezone.now()).total == 0
    assert told("demo", "--remove")[1]["cities"] == 0


@pytest.mark.usefixtures("small")
def test_the_command_builds_it(db):
    code, report = told("demo")

    assert (code, report["removed"], report["cities"], report["offers"]) == (0, False, 1, 4)


@pytest.mark.usefixtures("built")
def test_sign_ins_are_shown_with_their_roles(client):
    signs = demo_sign_ins()
    text = client.get("/en/").content.decode()

    assert len(signs) == Person.objects.filter(is_demo=True).count()
    roles = {sign.email: sign.role for sign in signs}
    assert roles["bruno.lambermont@example.org"] == role("coordinator").name.text
    assert all(sign.email in text for sign in signs)
    assert PASSWORD in text


@pytest.mark.usefixtures("built")
def test_somebody_invented_can_sign_in(client):
    email = demo_sign_ins()[0].email

    answer = client.post("/en/account/login/", {"login": email, "password": PASSWORD})

    assert answer.status_code == 302
    assert client.get("/en/desk/").status_code == 200


def test_without_a_demo_world_no_sign_ins_are_shown(client, dora):
    assert demo_sign_ins() == []
    assert PASSWORD not in client.get("/en/").content.decode()


def test_the_whole_world_is_sound():
    cities = world.cities.__wrapped__()

    assert len({city["slug"] for city in cities}) == len(cities)
    assert {city["default_language"] for city in cities} == {"ar", "en", "es", "fr", "ru", "zh-hans"}
    assert [city["slug"] for city in cities if len(city["offers"]) < 60] == []
