"""Conditions are data, answers are sentences, and what nobody knows cannot be told."""

from datetime import date

import pytest

from colonnade.city.profile.tests.factories import make_city
from colonnade.network.charter.queries import eligibility
from colonnade.network.charter.queries.eligibility import (
    Award,
    CityFacts,
    Span,
    day_of,
    rule_told,
    verdict,
    verdicts,
)
from colonnade.network.charter.tests.factories import make_call
from colonnade.network.charter.vocabulary.conditions import wrong_criteria, wrong_quotas, wrong_rules

DAY = date(2024, 5, 31)
MEMBER_FOR = {"kind": "MEMBER_FOR", "months": 12, "severity": "REFUSAL"}
NOT_AWARDED = {"kind": "NOT_AWARDED", "years": 6, "award": "learning-city-award", "severity": "REFUSAL"}


@pytest.fixture
def known(monkeypatch):
    """What is known of cities, by pk; set by the test."""
    facts = {}
    monkeypatch.setattr(
        eligibility, "_sources", [lambda _network, pks, _on: {k: facts[k] for k in pks if k in facts}]
    )
    return facts


def judged(city, rule, known, facts, on=DAY):
    """Outcome and sentence of one condition."""
    known[city.pk] = facts
    (found,) = verdicts(1, [rule], [city], on)
    return found.outcome, found.text


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        (CityFacts(member_since=Span(date(2022, 1, 1), date(2022, 12, 31)), is_member=True), "MET"),
        (CityFacts(member_since=Span(date(2022, 9, 2), date(2022, 9, 2)), is_member=True), "MET"),
        (CityFacts(member_since=Span(date(2024, 2, 14), date(2024, 2, 14)), is_member=True), "FAILED"),
        (CityFacts(member_since=Span(date(2023, 5, 30), date(2023, 5, 30)), is_member=True), "MET"),
        (CityFacts(member_since=Span(date(2023, 5, 31), date(2023, 5, 31)), is_member=True), "FAILED"),
        (CityFacts(member_since=Span(date(2023, 1, 1), date(2023, 12, 31)), is_member=True), "UNKNOWN"),
        (CityFacts(member_by=date(2015, 12, 31)), "MET"),
        (CityFacts(is_member=False), "FAILED"),
        (CityFacts(), "UNKNOWN"),
    ],
)
def test_member_for_more_than_twelve_months(db, known, facts, outcome):
    assert judged(make_city(), MEMBER_FOR, known, facts)[0] == outcome


def test_awarded_in_2021_is_excluded_until_2027(db, known):
    won = CityFacts(awards=(Award("learning-city-award", 2021),))

    assert judged(make_city(), NOT_AWARDED, known, won) == (
        "FAILED",
        "Not eligible: awarded in 2021, excluded until 2027.",
    )


def test_awarded_six_years_ago_may_be_awarded_again(db, known):
    won = CityFacts(awards=(Award("learning-city-award", 2015), Award("another-award", 2023)))

    assert judged(make_city(), NOT_AWARDED, known, won) == ("MET", "Eligible.")


def test_a_warning_does_not_refuse(db, known):
    rule = {"kind": "POPULATION", "least": 10_000, "severity": "WARNING"}
    city = make_city(population=4_000)

    assert judged(city, rule, known, CityFacts()) == (
        "MET",
        "Eligible. Please note: it has 4,000 inhabitants; 10,000 are asked for.",
    )


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        ({"kind": "COUNTRY", "countries": ["DE", "FR"]}, "MET"),
        ({"kind": "COUNTRY", "countries": ["FR"]}, "FAILED"),
        ({"kind": "REGION", "regions": ["Europe and North America"]}, "MET"),
        ({"kind": "REGION", "regions": ["Africa"]}, "FAILED"),
        ({"kind": "POPULATION", "least": 10_000}, "UNKNOWN"),
        ({"kind": "MEMBER"}, "UNKNOWN"),
        ({"kind": "NOT_MEMBER"}, "MET"),
        ({"kind": "REPORTED"}, "UNKNOWN"),
    ],
)
def test_conditions_on_a_city_of_which_little_is_known(db, known, rule, outcome):
    assert judged(make_city(), rule, known, CityFacts())[0] == outcome


@pytest.mark.parametrize(("owes", "outcome"), [(True, "FAILED"), (False, "MET")])
def test_a_report_that_is_owed(db, known, owes, outcome):
    assert judged(make_city(), {"kind": "REPORTED"}, known, CityFacts(owes_report=owes))[0] == outcome


def test_two_modules_that_know_something_are_put_together(db, known, monkeypatch):
    city = make_city()
    monkeypatch.setattr(
        eligibility,
        "_sources",
        [
            lambda *_: {city.pk: CityFacts(member_by=date(2019, 1, 1), awards=(Award("a", 2019),))},
            lambda *_: {
                city.pk: CityFacts(member_by=date(2015, 1, 1), is_member=True, awards=(Award("a", 2015),))
            },
        ],
    )

    (found,) = eligibility.city_facts(1, [city.pk], DAY).values()

    assert (found.member_by, found.is_member) == (date(2015, 1, 1), True)
    assert {award.year for award in found.awards} == {2015, 2019}


def test_the_day_looked_at_is_the_last_one_on_the_clock_of_the_call(network):
    assert day_of(make_call(network)) == date(2026, 5, 31)


def test_a_call_without_dates_is_looked_at_today(network, city, known):
    call = make_call(network, stages={}, rules=[{"kind": "NOT_MEMBER"}])

    assert verdict(call, city).outcome == "MET"


def test_conditions_are_told_to_everybody():
    assert [
        rule_told(rule) for rule in (MEMBER_FOR, NOT_AWARDED, {"kind": "POPULATION", "least": 10_000})
    ] == [
        "Members for more than 12 months.",
        "Not awarded within the last 6 years.",
        "At least 10,000 inhabitants.",
    ]


@pytest.mark.parametrize(
    "rules",
    [
        [{"kind": "MAGIC"}],
        [{"kind": "MEMBER_FOR"}],
        [{"kind": "MEMBER_FOR", "months": -1}],
        [{"kind": "MEMBER_FOR", "months": True}],
        [{"kind": "COUNTRY", "countries": []}],
        [{"kind": "MEMBER", "severity": "MAYBE"}],
    ],
)
def test_conditions_that_cannot_be_used(rules):
    assert len(wrong_rules(rules)) == 1


def test_quotas_and_criteria_that_cannot_be_used():
    twice = [{"per": "COUNTRY", "stage": "ENDORSEMENT", "most": 3}] * 2
    assert len(wrong_quotas(twice)) == 1
    assert len(wrong_quotas([{"per": "PLANET", "stage": "ENDORSEMENT", "most": 0}])) == 2
    same = [{"code": "a", "titles": {"en": "A"}}, {"code": "a", "titles": {"en": ""}}]
    assert len(wrong_criteria(same, {"min": 5, "max": 5})) == 3
    assert wrong_criteria([{"code": "a", "titles": {"en": "A"}}], {"min": 0, "max": 5}) == []
