"""What each definition counts, and that missing is never nought."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from colonnade.city.catalogue.queries.measures import counts_by_block
from colonnade.city.catalogue.tests.factories import indexed, make_offer, make_session
from colonnade.city.monitoring.queries.definitions import Basis, Definition, definition, definitions, value_of
from colonnade.city.monitoring.queries.definitions.shape import Count, ones
from colonnade.city.monitoring.queries.definitions.words import definitions_of, known_notes, names_of, note
from colonnade.city.monitoring.queries.records import kinds
from colonnade.city.monitoring.queries.units import unit_bounds
from colonnade.city.monitoring.tests.factories_computing import (
    HELD,
    NOON,
    SOON,
    TODAY,
    make_coming,
    make_held,
    make_line,
    make_rich_city,
    make_stakeholder,
)
from colonnade.city.monitoring.vocabulary.computing import LANGUAGES, Formula
from colonnade.city.profile.tests.factories import make_city, make_district, make_place
from colonnade.temple.queries import default_framework

EVERY = [each.code for each in definitions()]


def counted(city, code, as_of=TODAY, moment=NOON) -> Count:
    """What a definition counts of the city."""
    return definition(code).count(Basis(city, as_of, moment))


def worth(city, code, **when) -> Decimal | None:
    """The value that comes of it."""
    return definition(code).value(counted(city, code, **when))


# -- the registry --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", EVERY)
def test_a_definition_is_named_and_explained_in_six_languages(code):
    each = definition(code)

    assert set(names_of(each)) == set(definitions_of(each)) == set(LANGUAGES)
    assert all(
        text and "{" not in text for text in [*names_of(each).values(), *definitions_of(each).values()]
    )


@pytest.mark.parametrize("code", EVERY)
def test_a_definition_fits_the_framework(code):
    each, framework = definition(code), default_framework()

    assert each.version >= 1
    assert each.unit in {unit.code for unit in framework.units}
    assert not each.area or each.area in {area.code for area in framework.areas}
    assert not each.feature or framework.area_of(each.feature).code == each.area
    assert each.near is None or each.near[0].startswith(f"{each.feature}-")
    assert each.near is None or each.near[0] in {indicator.code for indicator in framework.indicators}
    assert each.counts.value in kinds()
    assert set(each.caveats) <= known_notes()
    if each.formula == Formula.SHARE:
        assert unit_bounds(each.unit) == (0, 100)


def test_no_two_definitions_have_one_name():
    for language in LANGUAGES:
        found = [names_of(each)[language] for each in definitions()]
        assert len(set(found)) == len(found), language


def test_every_indicator_that_a_platform_can_count_is_approximated():
    wanted = (
        "KF4.2-a KF5.1-a KF5.2-a KF6.1-a KF6.4-b KF9.1-a KF9.2-a KF9.3-a KF11.2-a KF12.1-b KF12.4-a KF12.5-a"
    )

    assert set(wanted.split()) <= {each.near[0] for each in definitions() if each.near}


@pytest.mark.parametrize("code", EVERY)
def test_an_empty_city_has_no_value_rather_than_nought(city, code):
    count = counted(city, code)

    assert count.missing in known_notes()
    assert definition(code).value(count) is None
    assert count.records == ()


@pytest.mark.parametrize("code", EVERY)
def test_of_a_rich_city_everything_can_be_counted(db, code):
    count = counted(make_rich_city(), code)

    assert count.missing == (
        "not_placed" if code == "reach.B7" else "not_placed" if code == "reach.B4" else ""
    )
    assert all(note(each).text and "{" not in note(each).text for each in count.caveats)


# -- values --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("offers.coming", 3), ("offers.B5", 1), ("offers.B8", 0), ("offers.per-100000", "1.5"), ("offers.free", 50),
        ("offers.access", "33.3333"), ("offers.informed", "33.3333"), ("offers.recognised", "33.3333"),
        ("offers.languages", 2), ("offers.jobseekers", 1), ("reach.B5", 50), ("reach.B8", 0), ("providers.active", 1),
        ("dates.held", 7), ("events.held", 1), ("regular.community", "0.5"), ("places.adults", 16), ("places.work", 10),
        ("spaces.in-use", 2), ("spaces.per-100000", 1), ("spaces.access", 50), ("commitments.active", 1),
        ("commitments.kept", 50), ("meetings.held", 1), ("stakeholders.active", 1), ("stakeholders.sectors", "5.5556"),
        ("agreements.in-force", 1), ("volunteers.hours", "5.75"), ("pledges.kept", 100), ("actions.done", 100),
        ("spending.B5", 25), ("spending.B6", 0), ("spending.formal", 75), ("spending.informal", 0),
    ],
)  # fmt: skip
def test_values_of_a_rich_city(db, code, expected):
    assert worth(make_rich_city(), code) == Decimal(str(expected))


def test_the_formulas_by_hand():
    count = Count(ones("abc"), 4, Decimal(4))

    assert value_of(Formula.SUM, count) == 3
    assert value_of(Formula.SHARE, count) == 75
    assert value_of(Formula.RATE, Count(ones("abc"), 4, Decimal(150_000))) == 2


# -- what counts as coming and as held -----------------------------------------------------------------


def test_an_offer_without_dates_is_coming_and_said_to_be_undated(city):
    make_offer(city)

    count = counted(city, "offers.coming")

    assert count.total == 1
    assert {"code": "undated", "details": {"number": 1}} in count.caveats


def test_offers_that_are_over_cancelled_or_gone_are_not_coming(city):
    make_held(city)
    make_coming(city, status="CANCELLED")
    make_coming(city, deleted_at=NOON)
    make_coming(city, status="DRAFT")
    make_session(make_offer(city), SOON, status="CANCELLED")

    count = counted(city, "offers.coming")

    assert (count.total, count.missing) == (0, "")


def test_a_date_is_held_once_it_is_over(city):
    make_session(make_offer(city), datetime(2026, 11, 27, 9, tzinfo=UTC))
    make_session(make_offer(city), datetime(2026, 11, 27, 11, tzinfo=UTC))
    make_session(make_offer(city), HELD, status="CANCELLED")
    make_session(make_offer(city), HELD.replace(year=2025))

    assert worth(city, "dates.held") == 1


def test_a_date_after_an_offer_was_withdrawn_was_not_held(city):
    gone = make_offer(city, deleted_at=datetime(2026, 3, 10, tzinfo=UTC), status="WITHDRAWN")
    make_session(gone, HELD)
    make_session(gone, HELD.replace(month=4))

    assert worth(city, "dates.held") == 1
    assert worth(city, "offers.coming") == 0


def test_the_year_begins_by_the_clocks_of_the_city(db):
    city = make_city("seoul", timezone="Asia/Seoul")
    make_session(make_offer(city), datetime(2025, 12, 31, 16, tzinfo=UTC))

    assert worth(city, "dates.held") == 1


# -- reach ---------------------------------------------------------------------------------------------


def test_reach_is_nought_where_no_offer_of_the_block_is_there(city):
    make_district(city)
    make_coming(city, building_blocks=["B5"])

    assert worth(city, "reach.B9") == 0


def test_reach_is_not_known_without_districts_or_places(city):
    make_coming(city, building_blocks=["B5"])
    assert counted(city, "reach.B5").missing == "no_districts"

    make_district(city)
    assert counted(city, "reach.B5").missing == "not_placed"


def test_reach_agrees_with_what_the_search_counts(city):
    city.timezone = "UTC"
    nord, _sued = make_district(city, "nord"), make_district(city, "sued")
    make_coming(
        city,
        place=make_place(city, "Hall", district=nord),
        building_blocks=["B5"],
        start=datetime(2099, 1, 1, tzinfo=UTC),
    )
    indexed()

    found = counts_by_block(city, NOON)["B5"]

    assert worth(city, "reach.B5") == Decimal(str(found.reach * 100)) == 50
    assert worth(city, "offers.B5") == found.offers == 1


# -- money, people -------------------------------------------------------------------------------------


def test_several_currencies_are_not_added(city):
    make_line(city, "10", area="B5")
    make_line(city, "10", area="B5", currency="USD")

    assert counted(city, "spending.B5").missing == "several_currencies"


def test_lines_that_state_no_spending_or_were_removed_do_not_count(city):
    make_line(city, None, area="B5")
    make_line(city, "5", area="B5", removed_at=NOON)
    make_line(city, "5", area="B5", year=2025)

    assert counted(city, "spending.B5").missing == "no_spending"
    assert worth(city, "spending.B5", as_of=date(2025, 12, 31)) == 100


def test_who_left_does_not_take_part(city):
    make_stakeholder(city)
    make_stakeholder(city, "Gone", left_on=date(2026, 5, 1))

    assert worth(city, "stakeholders.active") == 1


def test_a_year_without_a_meeting_is_nought_once_meetings_are_known(db):
    city = make_rich_city()

    assert (
        worth(city, "meetings.held", as_of=date(2025, 12, 31), moment=datetime(2026, 1, 1, tzinfo=UTC)) == 0
    )


def test_all_definitions_of_a_city_share_their_questions(db, django_assert_num_queries):
    city = make_rich_city()
    basis = Basis(city, TODAY, NOON)

    with django_assert_num_queries(23):
        for each in definitions():
            assert isinstance(each, Definition)
            each.count(basis)
