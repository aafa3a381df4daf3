"""Giving a figure, setting one right, sources that disagree, targets."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from colonnade.city.monitoring.actions.observing import (
    AlreadyGiven,
    Given,
    LooksOdd,
    NotAFigure,
    NotCurrent,
    correct_observation,
    give_observation,
    keep_data_source,
)
from colonnade.city.monitoring.actions.targets import NotATarget, drop_target, set_target
from colonnade.city.monitoring.events.observing import FiguresChanged
from colonnade.city.monitoring.models import DataSource, Observation, Target
from colonnade.city.monitoring.queries.observations import disagreements, replaced
from colonnade.city.monitoring.queries.overview import overview
from colonnade.city.monitoring.tests.factories_observing import (
    NOON,
    make_indicator,
    make_observation,
    make_source,
    put_in_place,
)
from colonnade.city.profile.tests.factories import make_district
from colonnade.plumbing import events
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed
from colonnade.temple import queries as temple


def give(city, by, value="50", when="2025", *, indicator=None, source=None, is_confirmed=False, **given):
    said = {"unit": "percent", **given}
    return give_observation(
        territory=city,
        indicator=indicator or make_indicator(),
        source=source or make_source(city),
        when=when,
        given=Given(value=None if value is None else Decimal(value), **said),
        is_confirmed=is_confirmed,
        by=by,
        at=NOON,
    )


def correct(observation, by, value="55", reason="A digit was wrong.", when="2025", **given):
    is_confirmed = given.pop("is_confirmed", False)
    said = {"unit": "percent", **given}
    return correct_observation(
        observation=observation,
        when=when,
        given=Given(value=None if value is None else Decimal(value), **said),
        reason=reason,
        is_confirmed=is_confirmed,
        by=by,
        at=NOON + timedelta(days=1),
    )


# -- giving --------------------------------------------------------------------------------------------


def test_a_figure_is_kept_with_everything_that_makes_it_a_fact(city, bruno):
    district = make_district(city)

    kept = give(
        city, bruno, "61.5", "2024/25", district=district, dimensions={"Sex": "Women"}, method="Survey", collector="Office",
        sure="HIGH", note="Sample of 900",
    )  # fmt: skip

    kept.refresh_from_db()
    assert (kept.value, kept.unit, kept.period, kept.district, kept.area_code) == (
        Decimal("61.5"), "percent", "2024/25", district, "nord"
    )  # fmt: skip
    assert (kept.dimensions, kept.is_headline, kept.made_by, kept.version) == (
        {"Sex": "Women"},
        False,
        bruno,
        1,
    )
    assert (kept.method, kept.collector, kept.sure, kept.note) == (
        "Survey",
        "Office",
        "HIGH",
        "Sample of 900",
    )
    assert Entry.objects.get(thing_type="monitoring.observation").details == {
        "indicator": "gnlc-key-features-2013:KF4.2-a", "when": "2024/25"
    }  # fmt: skip


def test_a_figure_for_everybody_in_the_whole_city_is_its_headline(city, bruno):
    assert give(city, bruno).is_headline


def test_a_new_figure_is_announced_and_the_same_again_is_not(
    city, bruno, monkeypatch, django_capture_on_commit_callbacks
):
    heard = []
    monkeypatch.setattr(events, "_subscribers", defaultdict(list, {FiguresChanged: [heard.append]}))

    with django_capture_on_commit_callbacks(execute=True):
        old = give(city, bruno)
        give(city, bruno)
        correct(old, bruno)

    assert heard == [FiguresChanged(city.pk, city.uuid, 1)] * 2


def test_give_observation_refuses_strangers(city, charlie):
    with pytest.raises(NotAllowed):
        give(city, charlie)

    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit": ""}, "no_unit"),
        ({"when": ""}, "no_period"),
        ({"when": "soon"}, "bad_period"),
        ({"value": None}, "no_value"),
        ({"status": "NOT_AVAILABLE"}, "status_against_value"),
    ],
)
def test_what_is_no_fact_is_refused_in_a_sentence(city, bruno, changes, code):
    with pytest.raises(NotAFigure) as fault:
        give(city, bruno, **changes)

    assert fault.value.code == code
    assert not Observation.objects.exists()


def test_what_the_site_counts_itself_is_not_given_by_hand(city, bruno):
    with pytest.raises(NotAFigure) as fault:
        give(city, bruno, indicator=make_indicator("reach.B4", scheme="platform"))

    assert fault.value.code == "counted_here"


@pytest.mark.parametrize("status", ["NOT_AVAILABLE", "NOT_APPLICABLE"])
def test_that_there_is_no_value_is_kept_and_is_no_zero(city, bruno, status):
    kept = give(city, bruno, None, unit="", status=status)

    assert (kept.value, kept.status) == (None, status)


def test_a_proxy_stays_a_proxy(city, bruno):
    assert give(city, bruno, status="PROXY").status == "PROXY"


@pytest.mark.parametrize(
    ("value", "given", "code"),
    [
        ("120", {}, "above_maximum"),
        ("-1", {}, "below_minimum"),
        ("50", {"unit": "years"}, "other_unit"),
        ("50", {"when": "2030"}, "future"),
        ("101", {"unit": "% adults"}, "above_maximum"),
    ],
)
def test_an_odd_figure_is_kept_only_when_somebody_has_checked_it(city, bruno, value, given, code):
    with pytest.raises(LooksOdd) as fault:
        give(city, bruno, value, **given)
    assert [each.code for each in fault.value.warnings][0] == code
    assert not Observation.objects.exists()

    kept = give(city, bruno, value, is_confirmed=True, **given)

    assert kept.warnings[0]["code"] == code


def test_a_jump_is_told_from_the_value_before(city, bruno):
    give(city, bruno, "20", "2024")

    with pytest.raises(LooksOdd) as fault:
        give(city, bruno, "80", "2025")

    assert fault.value.warnings[0].details == {"value": "80", "before": "20", "period": "2024"}


def test_the_same_once_more_changes_nothing(city, bruno):
    first = give(city, bruno)

    assert give(city, bruno) == first
    assert Observation.objects.count() == 1


def test_another_value_of_the_same_source_wants_a_correction(city, bruno):
    first = give(city, bruno)

    with pytest.raises(AlreadyGiven) as fault:
        give(city, bruno, "51")

    assert fault.value.observation == first


def test_two_sources_that_disagree_are_both_kept_side_by_side(city, bruno):
    give(city, bruno, "50")
    other = make_source(city, "Survey")
    with pytest.raises(LooksOdd) as fault:
        give(city, bruno, "58", source=other)
    assert fault.value.warnings[0].details == {"source": "City statistics office", "value": "50"}

    give(city, bruno, "58", source=other, is_confirmed=True)
    give(city, bruno, "70", "2024", source=other)

    (found,) = disagreements(city)
    assert [(each.source.name, each.value) for each in found.observations] == [
        ("City statistics office", 50),
        ("Survey", 58),
    ]
    assert found.period == "2025"


def test_sources_that_agree_are_no_news(city, bruno):
    give(city, bruno)
    give(city, bruno, source=make_source(city, "Survey"))

    assert disagreements(city) == []


# -- correcting ----------------------------------------------------------------------------------------


def test_a_correction_is_a_new_version_and_the_old_one_stays(city, bruno):
    old = give(city, bruno, dimensions={"Sex": "Women"})

    new = correct(old, bruno)

    old.refresh_from_db()
    assert (old.is_current, old.value) == (False, 50)
    assert (new.version, new.replaces, new.value, new.reason) == (2, old, 55, "A digit was wrong.")
    assert (new.dimensions, new.key) == (old.dimensions, old.key)
    assert replaced(city, [old.indicator]) == [old]


def test_a_figure_can_be_said_not_to_be_there_after_all(city, bruno):
    new = correct(give(city, bruno), bruno, None, unit="", status="NOT_AVAILABLE")

    assert (new.value, new.status) == (None, "NOT_AVAILABLE")


def test_the_year_can_be_set_right_unless_another_figure_is_there(city, bruno):
    first, second = give(city, bruno), give(city, bruno, "52", "2024")

    with pytest.raises(AlreadyGiven):
        correct(second, bruno, "52", when="2025")

    second.refresh_from_db()
    assert second.is_current
    assert correct(first, bruno, "50", when="2023").starts_on.year == 2023


def test_a_correction_says_why(city, bruno):
    with pytest.raises(NotAFigure) as fault:
        correct(give(city, bruno), bruno, reason=" ")

    assert fault.value.code == "no_reason"


def test_an_odd_correction_wants_to_be_checked(city, bruno):
    old = give(city, bruno)

    with pytest.raises(LooksOdd):
        correct(old, bruno, "150")

    old.refresh_from_db()
    assert old.is_current
    assert correct(old, bruno, "150", is_confirmed=True).warnings[0]["code"] == "above_maximum"


def test_what_was_replaced_stays_as_it_was(city, bruno):
    old = give(city, bruno)
    correct(old, bruno)

    with pytest.raises(NotCurrent):
        correct(old, bruno)


def test_correct_observation_refuses_strangers(city, bruno, charlie):
    old = give(city, bruno)

    with pytest.raises(NotAllowed):
        correct(old, charlie)

    old.refresh_from_db()
    assert old.is_current


# -- what the database keeps ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"value": None, "status": "MEASURED"},
        {"value": "5", "status": "NOT_AVAILABLE"},
        {"starts_on": "2026-01-01", "ends_on": "2025-01-01"},
    ],
)
def test_the_database_refuses_what_is_no_fact(city, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_observation(city, make_indicator(), **fields)


def test_there_is_one_present_value_per_place_period_and_source(city):
    make_observation(city, make_indicator(), "50", "2018/19")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_observation(city, make_indicator(), "51", "2018-2019")


# -- sources -------------------------------------------------------------------------------------------


def test_a_source_of_the_same_name_is_the_same_source(city, bruno):
    first = keep_data_source(territory=city, name=" City  office ", kind="OFFICIAL", by=bruno, at=NOON)
    again = keep_data_source(
        territory=city, name="City office", kind="SURVEY", licence="CC0-1.0", by=bruno, at=NOON
    )

    assert first.pk == again.pk
    assert DataSource.objects.get().licence == "CC0-1.0"


def test_a_source_can_be_renamed(city, bruno):
    source = make_source(city)

    keep_data_source(territory=city, source=source, name="Office", kind="OFFICIAL", by=bruno, at=NOON)

    assert DataSource.objects.get().name == "Office"


def test_keep_data_source_refuses_strangers(city, charlie):
    for source in (None, make_source(city)):
        with pytest.raises(NotAllowed):
            keep_data_source(territory=city, source=source, name="X", by=charlie, at=NOON)


# -- targets -------------------------------------------------------------------------------------------


def aim(city, by, **changes):
    values = {"baseline": Decimal(40), "baseline_year": 2020, "value": Decimal(60), "year": 2030, **changes}
    return set_target(territory=city, indicator=make_indicator(), by=by, at=NOON, **values)


def test_a_target_is_set_and_set_anew(city, bruno):
    aim(city, bruno)
    aim(
        city,
        bruno,
        value=Decimal(70),
        steps=[(2026, Decimal(55)), (2024, Decimal("45.5"))],
        note="Council, May",
    )

    target = Target.objects.get()
    assert (target.value, target.steps, target.note) == (70, [[2024, "45.5"], [2026, "55"]], "Council, May")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"year": 2020}, "target_before_baseline"),
        ({"value": Decimal(40)}, "target_is_baseline"),
        ({"steps": [(2031, Decimal(5))]}, "step_outside"),
        ({"steps": [(2025, Decimal(5)), (2025, Decimal(6))]}, "step_twice"),
    ],
)
def test_numbers_that_make_no_target(city, bruno, changes, code):
    with pytest.raises(NotATarget) as fault:
        aim(city, bruno, **changes)

    assert fault.value.code == code
    assert not Target.objects.exists()


def test_set_target_refuses_strangers(city, charlie):
    with pytest.raises(NotAllowed):
        aim(city, charlie)


def test_a_target_is_taken_back(city, bruno, charlie):
    target = aim(city, bruno)
    with pytest.raises(NotAllowed):
        drop_target(target=target, by=charlie, at=NOON)

    drop_target(target=target, by=bruno, at=NOON)

    assert not Target.objects.exists()


# -- at a glance ---------------------------------------------------------------------------------------


def test_gaps_stand_beside_what_is_known(city, bruno):
    put_in_place()
    aim(city, bruno)
    give(city, bruno, "50", "2024")
    give(city, bruno, "51", "2025")
    own = make_indicator("clubs", scheme="city", territory=city, unit="number", area="")
    make_observation(city, own, "5", dimensions={"Sex": "Women"})

    groups = {group.code: group for group in overview(city, temple.default_framework())}

    lines = {line.indicator.code: line for line in groups["B4"].lines}
    assert (lines["KF4.2-a"].newest.value, lines["KF4.2-a"].newest.period) == ("51", "2025")
    assert lines["KF4.2-a"].judged.track == "ON_TRACK"
    assert lines["KF4.1-a"].newest is None
    assert (len(groups["B4"].known), len(groups["B5"].known)) == (1, 0)
    assert [(line.indicator.code, line.is_in_parts) for line in groups[""].lines] == [("clubs", True)]
    assert len(groups["B5"].gaps) == len(groups["B5"].lines)
    assert (
        sum(len(group.lines) for group in groups.values()) == len(temple.default_framework().indicators) + 1
    )
