"""The rules of the temple, each by a sum that can be done on paper."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from colonnade.city.monitoring.queries.standing import (
    Agreed,
    Facts,
    Figure,
    changes,
    facts_as_data,
    facts_from,
    reckon,
    weakest_evidenced,
)
from colonnade.city.monitoring.queries.standing.reckoning import share_of, sureness_of
from colonnade.city.monitoring.vocabulary.standing import Cause, Why
from colonnade.temple.queries import default_framework

TODAY = date(2026, 11, 27)
FRAMEWORK = default_framework()


def figure(code="KF4.2-a", value="40", year=2025, **given) -> Figure:
    """A figure in percent, measured, of feature KF4.2 in area B4."""
    values = {
        "area": "B4", "member": code.split("-")[0], "unit": "percent", "period": str(year), "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31), "status": "MEASURED", "sure": "HIGH", "direction": "up", "minimum": Decimal(0),
        "maximum": Decimal(100), "baseline": None, "target": None, "source": "Office", "uuid": f"{code}-{value}",
    }  # fmt: skip
    return Figure(code=code, value=Decimal(value), **{**values, **given})


def agreed(feature="KF4.3", level=2, year=2025, **given) -> Agreed:
    """A score that nothing backs."""
    return Agreed(feature, year, level, **{"reviewed": None, "backed_on": (), "uuid": f"{year}", **given})


def standing(*facts, year=2026, today=TODAY):
    """The temple that these facts give."""
    figures = tuple(each for each in facts if isinstance(each, Figure))
    scores = tuple(each for each in facts if isinstance(each, Agreed))
    return reckon(Facts("aubrelle", FRAMEWORK.key, figures, scores), FRAMEWORK, year, today)


def member(found, code):
    """One member, wherever it stands."""
    return next(each for area in found.areas for each in area.members if each.code == code)


def test_nothing_known_is_not_zero():
    found = standing()

    assert found.is_empty
    assert found.area("B4").level is None
    assert (found.area("B4").known, found.area("B4").total) == (0, 4)


@pytest.mark.parametrize(
    ("given", "share"),
    [
        ({"value": "82"}, Fraction(82, 100)),
        ({"value": "82", "direction": "down"}, Fraction(18, 100)),
        ({"value": "3", "maximum": Decimal(4)}, Fraction(3, 4)),
        ({"value": "120"}, Fraction(1)),
        ({"value": "82", "direction": "none"}, None),
        ({"value": "82", "maximum": None}, None),
        ({"value": "82", "baseline": Decimal(70), "target": Decimal(90)}, Fraction(12, 20)),
        ({"value": "60", "baseline": Decimal(70), "target": Decimal(90)}, Fraction(0)),
        ({"value": "5", "maximum": None, "baseline": Decimal(8), "target": Decimal(2)}, Fraction(1, 2)),
    ],
)
def test_share_of_a_figure(given, share):
    assert share_of(figure(**given)) == share


@pytest.mark.parametrize(
    ("given", "sure"),
    [
        ({}, Fraction(1)),
        ({"sure": "UNKNOWN"}, Fraction(1)),
        ({"status": "ESTIMATED"}, Fraction(1, 2)),
        ({"sure": "LOW"}, Fraction(1, 2)),
        ({"status": "PROXY"}, Fraction(0)),
    ],
)
def test_sureness_of_a_figure(given, sure):
    assert sureness_of(figure(**given)) == sure


def test_only_the_newest_fresh_period_that_is_over_counts():
    found = standing(
        figure(value="10", year=2020),
        figure(value="30", year=2024),
        figure(value="90", year=2026),
    )

    assert member(found, "KF4.2").level == Fraction(30, 100)
    assert member(standing(figure(value="10", year=2021)), "KF4.2").level is None
    assert member(standing(figure(value="10", year=2022)), "KF4.2").level == Fraction(10, 100)


def test_where_sources_disagree_the_lower_share_counts():
    found = standing(figure(value="50"), figure(value="45", source="Survey"))

    assert member(found, "KF4.2").level == Fraction(45, 100)


def test_a_feature_is_the_mean_of_its_figures():
    found = standing(figure("KF4.2-a", "40"), figure("KF4.2-b", "20", status="PROXY"))

    assert member(found, "KF4.2").level == Fraction(30, 100)
    assert member(found, "KF4.2").evidence == Fraction(20, 100)


def test_what_is_measured_goes_before_what_is_said():
    found = standing(figure(value="40"), agreed("KF4.2", 4))

    assert member(found, "KF4.2").level == Fraction(40, 100)


@pytest.mark.parametrize(
    ("given", "evidence", "why"),
    [
        ({}, Fraction(0), Why.SAID),
        ({"backed_on": ((date(2025, 1, 1), date(2028, 1, 1)),)}, Fraction(3, 8), Why.BACKED),
        ({"backed_on": ((date(2020, 1, 1), date(2023, 1, 1)),)}, Fraction(0), Why.SAID),
        ({"reviewed": 2}, Fraction(2, 4), Why.REVIEWED),
        ({"reviewed": 4}, Fraction(3, 4), Why.REVIEWED),
    ],
)
def test_a_score_is_backed_by_review_or_by_fresh_evidence(given, evidence, why):
    found = member(standing(agreed(level=3, **given)), "KF4.3")

    assert (found.level, found.evidence, found.bases[0].why) == (Fraction(3, 4), evidence, why)


def test_an_agreed_zero_is_a_zero():
    found = standing(agreed(level=0, reviewed=1))

    assert member(found, "KF4.3").level == 0
    assert found.area("B4").level == 0


def test_what_does_not_apply_is_left_out():
    found = standing(agreed(level=None), figure(value="40"))

    assert not member(found, "KF4.3").applies
    assert (found.area("B4").level, found.area("B4").total) == (Fraction(40, 100), 3)


def test_an_area_is_the_mean_of_the_members_that_are_known():
    reach = figure("reach.B4", "75", area="B4", member="reach")

    found = standing(figure(value="40"), agreed(level=2), reach).area("B4")

    assert found.level == (Fraction(40, 100) + Fraction(2, 4) + Fraction(75, 100)) / 3
    assert found.evidence == (Fraction(40, 100) + 0 + Fraction(75, 100)) / 3
    assert (found.known, found.total) == (3, 5)


def test_a_past_year_shows_what_had_ended_by_then():
    facts = (figure(value="30", year=2023), figure(value="50", year=2025), agreed(year=2026, level=4))

    assert member(standing(*facts, year=2024), "KF4.2").level == Fraction(30, 100)
    assert member(standing(*facts, year=2024), "KF4.3").level is None
    assert member(standing(*facts, year=2025), "KF4.2").level == Fraction(50, 100)


def test_changes_say_why():
    facts = (
        figure(value="30", year=2024),
        figure(value="50", year=2025),
        agreed("KF4.3", 2, 2024),
        agreed("KF4.3", 3, 2025),
        agreed("KF4.4", 1, 2025),
        agreed("KF5.1", 1, 2020),
        agreed("KF5.3", 1, 2024, backed_on=((date(2025, 2, 1), date(2028, 1, 1)),)),
    )

    found = changes(standing(*facts, year=2024), standing(*facts, year=2025))

    assert {each.member: each.cause for each in found} == {
        "KF4.2": Cause.FIGURE,
        "KF4.3": Cause.SCORE,
        "KF4.4": Cause.FIRST,
        "KF5.1": Cause.GONE,
        "KF5.3": Cause.EVIDENCE,
    }


def test_the_next_step_is_taken_from_the_weakest_with_evidence():
    found = weakest_evidenced(standing(figure(value="40"), agreed("KF4.3", 1)))

    assert found is not None
    assert (found[0].area.code, found[1].code) == ("B4", "KF4.2")


def test_without_any_evidence_the_weakest_of_all_is_next():
    found = weakest_evidenced(standing(agreed("KF4.3", 2), agreed("KF5.1", 1)))

    assert found is not None
    assert found[1].code == "KF5.1"
    assert weakest_evidenced(standing()) is None


def test_the_open_export_gives_identical_values():
    facts = Facts(
        "aubrelle",
        FRAMEWORK.key,
        (figure(value="82.3"), figure("KF4.2-b", "0.125", baseline=Decimal("0.1"), target=Decimal("0.3"))),
        (agreed(level=3, backed_on=((date(2025, 1, 1), date(2028, 1, 1)),)), agreed("KF4.4", None)),
    )

    again = facts_from(facts_as_data(facts))

    assert reckon(again, FRAMEWORK, 2026, TODAY) == reckon(facts, FRAMEWORK, 2026, TODAY)


@pytest.mark.parametrize(
    "data", [{}, {"format": 1}, {"format": 1, "city": "x", "framework": "y", "figures": [{}], "agreed": []}]
)
def test_a_foreign_export_is_refused(data):
    with pytest.raises(ValueError):
        facts_from(data)
