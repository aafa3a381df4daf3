"""The temple of a city on its pages, in its open export, and for very many cities at once."""

from datetime import date
from fractions import Fraction

import pytest
from django.urls import reverse

from colonnade.city.monitoring.queries.standing import facts_from, facts_of, reckon, years_known
from colonnade.city.monitoring.queries.standing.pages import result
from colonnade.city.monitoring.tests.factories_standing import (
    make_agreement,
    make_evidence,
    make_figure,
    make_target,
)
from colonnade.city.profile.tests.factories import make_city
from colonnade.temple.queries import default_framework

TODAY = date(2026, 11, 27)
PAGES = ("temple", "temple-rules", "temple-data", "temple-embed")


@pytest.fixture
def filled(city):
    """A city with one figure, one target and two scores, of which one is backed."""
    make_figure(city, "40")
    make_figure(city, "60", "KF4.1-a", unit="gross-enrolment-ratio")
    make_target(city, "50", "100", "KF4.1-a")
    make_agreement(city, "KF4.3", 2)
    make_agreement(city, "KF5.1", 3)
    make_evidence(city, "KF5.1")
    return city


def reckoned(city, year=2026):
    """The temple of a city from the database."""
    return reckon(facts_of([city], default_framework())[city.pk], default_framework(), year, TODAY)


def test_facts_come_from_figures_targets_scores_and_evidence(filled):
    found = reckoned(filled)

    assert found.area("B4").level == (Fraction(40, 100) + Fraction(1, 5) + Fraction(2, 4)) / 3
    assert found.area("B4").evidence == (Fraction(40, 100) + Fraction(1, 5)) / 3
    assert (found.area("B5").level, found.area("B5").evidence) == (Fraction(3, 4), Fraction(3, 8))


@pytest.mark.parametrize(
    "given",
    [{"is_current": False}, {"is_headline": False}, {"status": "NOT_AVAILABLE", "value": None}],
)
def test_what_does_not_stand_for_the_city_does_not_count(city, given):
    value = given.pop("value", "40")
    if value is None:
        made = make_figure(city, "1")
        type(made).objects.filter(pk=made.pk).update(value=None, **given)
    else:
        make_figure(city, value, **given)

    assert reckoned(city).is_empty


def test_an_exact_equal_of_another_system_counts(city):
    make_figure(city, "25", "8-6-1", scheme="sdg")

    assert reckoned(city).area("B6").level == Fraction(75, 100)


def test_withdrawn_and_stale_evidence_backs_nothing(filled):
    held = filled.evidence.get()
    held.stale_on = date(2026, 1, 1)
    held.save()

    assert reckoned(filled).area("B5").evidence == 0
    assert reckoned(filled, 2025).area("B5").evidence == Fraction(3, 8)


def test_evidence_may_hang_on_the_agreement_itself(city):
    agreement = make_agreement(city, "KF4.3", 4)
    make_evidence(city, features=[]).agreements.add(agreement)

    assert reckoned(city).area("B4").evidence == Fraction(1, 2)


def test_years_reach_back_to_the_first_figure(city):
    assert years_known(city, TODAY) == [2026]

    make_figure(city, "40", year=2023)

    assert years_known(city, TODAY) == [2023, 2024, 2025, 2026]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("stands", ["empty", "filled"])
def test_everybody_may_look(client, city, request, name, stands):
    if stands == "filled":
        request.getfixturevalue("filled")

    answer = client.get(reverse(f"monitoring:{name}", args=[city.slug]))

    assert answer.status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_no_city_no_temple(client, db, name):
    assert client.get(reverse(f"monitoring:{name}", args=["nowhere"])).status_code == 404


def test_an_unknown_part_is_not_there(client, city):
    assert client.get(reverse("monitoring:temple-area", args=[city.slug, "B99"])).status_code == 404


def test_the_page_of_a_part_shows_the_sum(client, filled):
    answer = client.get(reverse("monitoring:temple-area", args=[filled.slug, "B4"]))

    told = answer.context["told"]
    assert told.level == "36.7%"
    assert told.sum == "(20% + 40% + 50%) ÷ 3"
    assert [basis.sum for member in told.members for basis in member.bases] == [
        "(60 − 50) ÷ (100 − 50)",
        "40 ÷ 100",
        "2 of 4",
    ]


def test_a_year_that_is_not_there_is_today(client, filled):
    for asked in ("1066", "abc", "99999", "-1"):
        answer = client.get(reverse("monitoring:temple", args=[filled.slug]), {"year": asked})
        assert answer.context["is_today"]


def test_the_export_gives_the_same_numbers_again(client, filled):
    data = client.get(reverse("monitoring:temple-data", args=[filled.slug])).json()

    facts, today = facts_from(data), date.fromisoformat(data["as_of"])
    again = [result(reckon(facts, default_framework(), year, today)) for year in years_known(filled, today)]
    assert again == data["results"]
    assert any(each["areas"]["B4"]["level"] for each in again)


def test_other_sites_may_show_it(client, filled):
    answer = client.get(reverse("monitoring:temple-embed", args=[filled.slug]))

    assert "X-Frame-Options" not in answer
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert client.get(reverse("monitoring:temple", args=[filled.slug]))["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("figures", [1, 3])
def test_the_temple_asks_the_database_the_same_for_more(client, city, figures, django_assert_num_queries):
    for number in range(figures):
        make_figure(city, "40", ("KF4.2-a", "KF5.1-a", "KF6.1-a")[number])
        make_agreement(city, ("KF4.3", "KF5.1", "KF6.2")[number], 2)
        make_evidence(city, ("KF4.3", "KF5.1", "KF6.2")[number])
    address = reverse("monitoring:temple", args=[city.slug])
    client.get(address)

    with django_assert_num_queries(10):
        client.get(address)


@pytest.mark.parametrize("cities", [1, 3])
def test_many_cities_ask_as_often_as_one(db, cities, django_assert_num_queries):
    made = [make_city(f"city-{number}") for number in range(cities)]
    for each in made:
        make_figure(each, "40")
        make_agreement(each, "KF4.3", 2)
        make_evidence(each)

    with django_assert_num_queries(6):
        found = facts_of(made, default_framework())

    assert len([each for each in found.values() if each.figures and each.agreed]) == cities
