"""Indicators put in place from the frameworks, those of a city's own, and which of them measure the same."""

import pytest

from colonnade.city.monitoring.actions.indicators import (
    CodeIsTaken,
    HasFigures,
    add_indicator,
    define_indicators,
    describe_indicator,
)
from colonnade.city.monitoring.models import Indicator
from colonnade.city.monitoring.queries.indicators import Codes, Crosswalks, indicators_for, likely_area
from colonnade.city.monitoring.queries.observations import observations_for
from colonnade.city.monitoring.tests.factories_observing import (
    GNLC,
    NOON,
    SYSTEM,
    make_indicator,
    make_observation,
    put_in_place,
)
from colonnade.city.profile.tests.factories import make_city
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed
from colonnade.temple import queries as temple

SDG_8_6_1 = {"scheme": "sdg", "code": "8-6-1"}


def test_every_indicator_of_every_framework_is_put_in_place(db):
    wanted = sum(len(framework.indicators) for framework in temple.frameworks())

    assert put_in_place() == wanted == Indicator.objects.count()
    literacy = Indicator.objects.get(scheme=GNLC, code="KF1.1-a")
    assert (literacy.area, literacy.unit, literacy.minimum, literacy.maximum) == ("W1", "percent", 0, 100)
    assert set(literacy.names) == {"ar", "en", "es", "fr", "ru", "zh-Hans"}
    assert literacy.crosswalk == [{"scheme": "sdg", "code": "4-6-1", "match": "close"}]


def test_putting_in_place_again_changes_nothing(db):
    put_in_place()
    written = Entry.objects.count()

    assert put_in_place() == 0
    assert Entry.objects.count() == written


def test_what_a_framework_dropped_is_retired_and_comes_back(db):
    put_in_place()
    Indicator.objects.filter(code="KF1.1-a").update(is_retired=True, names={"en": "Old"})
    make_indicator("KF0.0-z")

    assert define_indicators(by=SYSTEM, at=NOON) == 2
    assert Indicator.objects.get(code="KF0.0-z").is_retired
    assert not Indicator.objects.get(code="KF1.1-a").is_retired


def add(city, by, code="reading-clubs", **fields):
    values = {"names": {"en": "Reading clubs"}, "unit": "number", **fields}
    return add_indicator(territory=city, code=code, by=by, at=NOON, **values)


def test_a_city_adds_an_indicator_of_its_own(city, bruno):
    indicator = add(city, bruno, unit="%", area="B9")

    assert (indicator.scheme, indicator.unit, indicator.minimum, indicator.maximum) == (
        "city",
        "percent",
        0,
        100,
    )
    assert indicator in indicators_for(city)
    assert indicator not in indicators_for(make_city("rihana"))


def test_add_indicator_refuses_strangers(city, charlie):
    with pytest.raises(NotAllowed):
        add(city, charlie)

    assert not Indicator.objects.exists()


def test_a_code_belongs_to_one_indicator_of_the_city(city, bruno):
    add(city, bruno)

    with pytest.raises(CodeIsTaken):
        add(city, bruno, code="Reading-Clubs")


def test_describing_an_indicator_keeps_other_languages(city, bruno):
    indicator = add(city, bruno)

    describe_indicator(
        indicator=indicator, language="fr", name="Clubs de lecture", unit="number", by=bruno, at=NOON
    )

    assert indicator.names == {"en": "Reading clubs", "fr": "Clubs de lecture"}


def test_the_unit_does_not_change_under_figures(city, bruno):
    indicator = add(city, bruno)
    make_observation(city, indicator, "12")

    with pytest.raises(HasFigures):
        describe_indicator(
            indicator=indicator, language="en", name="Clubs", unit="percent", by=bruno, at=NOON
        )


def test_describe_indicator_refuses_strangers_and_spares_the_frameworks(city, bruno, charlie, dora):
    own, common = add(city, bruno), make_indicator()

    for indicator, by in ((own, charlie), (common, bruno), (common, dora)):
        with pytest.raises(NotAllowed):
            describe_indicator(indicator=indicator, language="en", name="X", by=by, at=NOON)


def test_the_same_measure_is_found_across_systems(city):
    put_in_place()
    goal = make_indicator("8-6-1", scheme="sdg")
    own = make_indicator("neet", scheme="city", territory=city, crosswalk=[{**SDG_8_6_1, "match": "exact"}])
    walks = Crosswalks(indicators_for(city))
    neet = Indicator.objects.get(scheme=GNLC, code="KF6.4-a")

    assert {each.code for each in walks.equals(neet)} == {"8-6-1", "neet"}
    assert {each.code for each in walks.equals(own)} == {"8-6-1", "KF6.4-a"}
    assert walks.equals(goal)


def test_what_is_only_near_is_suggested_and_never_carried_over(city):
    put_in_place()
    own = make_indicator(
        "8-6-1", scheme="city", territory=city, crosswalk=[{**SDG_8_6_1, "match": "related"}]
    )
    make_observation(city, own, "82.6", "2020")
    neet = Indicator.objects.get(scheme=GNLC, code="KF6.4-a")

    served = observations_for(city, temple.default_framework(), "KF6.4-a")

    assert served.indicator == neet
    assert served.observations == []
    assert served.near == [(own, "related")]


def test_one_value_serves_several_frameworks(city):
    put_in_place()
    goal = make_indicator("4-4-1", scheme="sdg")
    value = make_observation(city, goal, "61", "2024")
    sdg4 = temple.framework("sdg4")

    served = observations_for(city, sdg4, "4.4.1")

    assert served.observations == [value]
    assert served.observations[0].indicator == goal
    assert observations_for(city, sdg4, "9.9.9") is None


def test_a_code_means_the_citys_own_first(city):
    put_in_place()
    own = make_indicator("4.4.1", scheme="city", territory=city)

    assert Codes(indicators_for(city)).find("4-4-1") == own
    assert Codes(indicators_for(city)).find("kf6.4-A").code == "KF6.4-a"
    assert Codes(indicators_for(city)).find("nothing") is None


@pytest.mark.parametrize(
    ("crosswalk", "area"),
    [
        ([{"scheme": "sdg", "code": "8-6-1", "match": "related"}], "B6"),
        ([{"scheme": GNLC, "code": "KF9.1-a", "match": "close"}], "B9"),
        ([{"scheme": "sdg", "code": "99-9-9", "match": "related"}], ""),
        ([], ""),
    ],
)
def test_where_an_indicator_is_likely_to_belong(crosswalk, area):
    assert likely_area(crosswalk) == area
