"""The past as sources tell it: counted, matched, never guessed, and the award of 2024 judged by it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from colonnade.city.profile.actions import ship_member_cities
from colonnade.city.profile.models import Territory
from colonnade.city.profile.tests.factories import make_city
from colonnade.network.charter.models import Call
from colonnade.network.charter.queries.eligibility import day_of, verdict
from colonnade.network.membership.actions.past import ship_past
from colonnade.network.membership.models import Fact
from colonnade.network.membership.queries.past import conflicts, timeline
from colonnade.network.membership.queries.standing import span_of
from colonnade.people.tests.factories import make_person
from colonnade.plumbing.permissions import NotAllowed, System

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
BY = System("test")


@pytest.fixture
def past(db):
    """Member cities and everything shipped of the past."""
    ship_member_cities(by=BY, at=NOON)
    return ship_past(by=BY, at=NOON)


def counted(kind):
    """How many facts of a kind there are."""
    return Fact.objects.filter(kind=kind).count()


def test_everything_is_shipped_and_twice_changes_nothing(past):
    assert counted("JOINED") + counted("LISTED") == 263
    assert (counted("JOINED"), counted("AWARDED"), counted("CONFERENCE"), counted("COUNT")) == (
        171,
        58,
        7,
        10,
    )
    assert counted("HOSTED") == 6
    assert past == Fact.objects.count()
    assert ship_past(by=BY, at=NOON) == 0


def test_strangers_ship_nothing(db):
    with pytest.raises(NotAllowed):
        ship_past(by=make_person("Charlie"), at=NOON)


@pytest.mark.parametrize(
    ("name", "outcome", "reason"),
    [
        ("Shanghai", "FAILED", "awarded in 2021, excluded until 2027."),
        ("Cork", "MET", "a source shows it as a member by 31 December 2015."),
        ("Bouaké", "MET", "Member for more than 12 months."),
        ("Gagnoa", "FAILED", "it has not been a member for more than 12 months on 31 May 2024."),
    ],
)
def test_the_award_of_2024_judges_history(past, name, outcome, reason):
    city = next(each for each in Territory.objects.all() if name in each.names.values())

    found = verdict(Call.objects.get(slug="award-2024"), city)

    assert found.outcome == outcome
    assert any(reason in each.text for each in found.findings)


def test_the_award_of_2024_would_not_have_refused_its_own_winners(past):
    call = Call.objects.get(slug="award-2024")
    won = Fact.objects.filter(kind="AWARDED", year=2024, territory__isnull=False).select_related("territory")

    refused = [fact.territory.slug for fact in won if verdict(call, fact.territory).outcome == "FAILED"]

    assert won.count() == 10
    assert refused == []
    assert day_of(call) == date(2024, 5, 31)


@pytest.mark.parametrize(
    ("fields", "first", "last"),
    [
        ({"year": 2022}, date(2022, 1, 1), date(2022, 12, 31)),
        ({"year": 2022, "month": 12}, date(2022, 12, 1), date(2022, 12, 31)),
        ({"year": 2024, "month": 2}, date(2024, 2, 1), date(2024, 2, 29)),
        ({"year": 2022, "month": 9, "day": 2}, date(2022, 9, 2), date(2022, 9, 2)),
        ({}, None, None),
    ],
)
def test_a_fact_is_as_exact_as_its_source(fields, first, last):
    found = span_of(Fact(**fields))

    assert (found.first, found.last) == (first, last)


def test_the_years_and_what_disagrees(past):
    network = Call.objects.get(slug="award-2024").network
    years = {each.year: each for each in timeline(network)}

    assert [count.details["cities"] for count in years[2019].counts] == [224, 170]
    assert len(years[2024].awarded) == 10
    assert all(len(facts) > 1 for facts in conflicts(network))


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_the_same_for_one_and_three(client, db, number, django_assert_num_queries):
    from colonnade.network.charter.models import Network  # noqa: PLC0415

    network = Network.objects.create(slug="n", kind="GLOBAL", names={"en": "N"})
    city = make_city()
    for each in range(number):
        Fact.objects.create(
            network=network,
            kind="AWARDED",
            territory=city,
            year=2015 + each,
            match_key=str(each),
            titles={"und": "A"},
        )
    history, years = (
        reverse("membership:history", args=[city.slug]),
        reverse("membership:timeline", args=["n"]),
    )
    client.get(history), client.get(years)

    with django_assert_num_queries(2):
        assert client.get(history).status_code == 200
    with django_assert_num_queries(4):
        assert client.get(years).status_code == 200


def test_open_data_and_the_citys_page(client, past):
    data = client.get(reverse("membership:timeline", args=["gnlc"]), {"format": "json"}).json()
    assert len(data["facts"]) == past
    assert data["licence"].startswith("https://creativecommons.org/")

    page = client.get(reverse("profile:city", args=["cork"])).content.decode()
    assert "In the network" in page


def test_a_city_without_facts_says_so(client, db):
    city = make_city()

    assert (
        "No source on record" in client.get(reverse("membership:history", args=[city.slug])).content.decode()
    )
    assert client.get(reverse("membership:timeline", args=["nowhere"])).status_code == 404
