"""Counting a city: what is written, what is not, who may, and every page that explains it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from colonnade.city.catalogue.events import HarvestEnded
from colonnade.city.monitoring.actions import computing
from colonnade.city.monitoring.actions.computing import (
    Computed,
    YearIsNotThere,
    compute_due,
    compute_indicators,
    define_platform_indicators,
)
from colonnade.city.monitoring.events.computing import IndicatorsComputed
from colonnade.city.monitoring.models import Computation, Indicator, Observation
from colonnade.city.monitoring.queries.definitions import definition, definitions
from colonnade.city.monitoring.queries.definitions.shape import Count
from colonnade.city.monitoring.queries.definitions.words import divisor
from colonnade.city.monitoring.queries.standing import facts_of, reckon
from colonnade.city.monitoring.subscribers.computing import count_the_first_harvest
from colonnade.city.monitoring.tests.factories_computing import (
    BY,
    NOON,
    TODAY,
    count,
    make_coming,
    make_rich_city,
    value,
)
from colonnade.city.profile.tests.factories import (
    LANGUAGES,
    make_city,
    make_coordinator,
    make_district,
    make_place,
)
from colonnade.plumbing import events
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed
from colonnade.temple.queries import default_framework

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def rich(db):
    """A city of which everything can be counted."""
    return make_rich_city()


@pytest.fixture
def bruno_of():
    """Make Bruno coordinate a city."""
    return make_coordinator


# -- the indicators ------------------------------------------------------------------------------------


def test_defining_twice_changes_nothing(db):
    assert define_platform_indicators() == len(definitions())
    assert define_platform_indicators() == 0


def test_an_indicator_says_what_it_approximates(db):
    define_platform_indicators()

    spaces = Indicator.objects.get(scheme="platform", code="spaces.per-100000")

    assert spaces.crosswalk == [{"scheme": default_framework().key, "code": "KF5.1-a", "match": "close"}]
    assert spaces.names["ar"]
    assert (spaces.area, spaces.feature, spaces.unit) == ("B5", "KF5.1", "per-100000-inhabitants")


def test_an_indicator_that_is_not_counted_any_more_is_retired(db):
    Indicator.objects.create(scheme="platform", code="old.one")

    define_platform_indicators()

    assert Indicator.objects.get(code="old.one").is_retired


# -- counting ------------------------------------------------------------------------------------------


def test_every_value_is_the_sum_of_its_records(rich):
    count(rich)

    for row in Observation.objects.filter(territory=rich, is_current=True).select_related("computation"):
        book, found = row.computation, definition(row.computation.definition)
        amounts = tuple((key, Decimal(str(amount))) for _kind, key, amount in book.records)
        again = Count(amounts, book.considered, Decimal(divisor(book.caveats) or "0"))
        if row.value is not None:
            assert found.value(again) == row.value, book.definition
        assert book.counted == len(book.records)
        assert {kind for kind, _, _ in book.records} <= {found.counts.value}


def test_counting_twice_writes_nothing_new(rich):
    done = count(rich)
    before = list(Observation.objects.order_by("pk").values_list("pk", "value", "version"))

    again = count(rich, at=LATER)

    assert done == Computed(new=len(definitions()))
    assert again == Computed(unchanged=len(definitions()))
    assert list(Observation.objects.order_by("pk").values_list("pk", "value", "version")) == before
    assert Computation.objects.count() == len(definitions())
    assert Entry.objects.filter(verb="monitoring:indicator:compute").count() == 1
    assert set(Computation.objects.values_list("computed_at", flat=True)) == {LATER}


def test_a_changed_value_is_a_new_version_and_the_old_one_lets_its_list_go(rich):
    count(rich)
    make_coming(rich, "One more", building_blocks=["B5"])

    done = count(rich, at=LATER)

    fresh = value(rich, "offers.coming")
    assert done.changed > 0
    assert done.new == 0
    assert (fresh.value, fresh.version, fresh.replaces.value, fresh.replaces.is_current) == (4, 2, 3, False)
    assert fresh.replaces.computation.records == []
    assert fresh.replaces.computation.counted == 3
    assert len(fresh.computation.records) == 4


def test_the_same_number_of_other_records_is_the_same_value_with_a_fresh_list(rich):
    count(rich)
    gone = rich.opportunities.get(title__en="Sewing")
    gone.status = "CANCELLED"
    gone.save()
    fresh = make_coming(rich, "Knitting")

    count(rich, at=LATER)

    row = value(rich, "offers.coming")
    assert row.version == 1
    assert str(fresh.uuid) in {key for _, key, _ in row.computation.records}
    assert str(gone.uuid) not in {key for _, key, _ in row.computation.records}


def test_a_new_version_of_a_definition_is_a_new_version_of_the_value(rich):
    count(rich)
    Computation.objects.filter(definition="offers.coming").update(version=0)

    assert count(rich, at=LATER).changed == 1
    assert value(rich, "offers.coming").version == 2


def test_a_new_year_is_a_new_period(rich):
    count(rich)
    count(rich, as_of=date(2027, 1, 2), at=datetime(2027, 1, 2, 12, tzinfo=UTC))

    assert value(rich, "dates.held", 2026).value == 7
    assert value(rich, "dates.held", 2027).value == 0


def test_what_is_missing_is_not_available_with_a_reason(city):
    make_coming(city, building_blocks=["B5"])

    count(city)

    row = value(city, "reach.B5")
    assert (row.status, row.value, row.sure) == ("NOT_AVAILABLE", None, "UNKNOWN")
    assert row.computation.caveats[0] == {"code": "no_districts", "details": {}}
    assert value(city, "offers.B9").value == 0
    assert value(city, "offers.B9").status == "MEASURED"


def test_of_a_year_that_is_over_only_what_speaks_of_a_year_is_counted(rich):
    count(rich, as_of=date(2025, 12, 31))

    codes = set(Observation.objects.filter(period="2025").values_list("indicator__code", flat=True))
    assert "dates.held" in codes
    assert "offers.coming" not in codes
    assert value(rich, "dates.held", 2025).ends_on == date(2025, 12, 31)


def test_a_year_that_has_not_begun_is_not_counted(city):
    with pytest.raises(YearIsNotThere):
        count(city, as_of=date(2027, 1, 1))


def test_reach_fills_the_temple(rich):
    count(rich)

    framework = default_framework()
    standing = reckon(facts_of([rich], framework)[rich.pk], framework, 2026, TODAY)

    assert float(standing.area("B5").level) == 0.5
    assert standing.area("B4").level is None


def test_compute_indicators_refuses_strangers(rich, charlie):
    with pytest.raises(NotAllowed):
        compute_indicators(territory=rich, as_of=TODAY, by=charlie, at=NOON)

    assert not Observation.objects.exists()


def test_counting_is_announced(rich, monkeypatch, django_capture_on_commit_callbacks):
    heard = []
    monkeypatch.setitem(events._subscribers, IndicatorsComputed, [heard.append])

    with django_capture_on_commit_callbacks(execute=True):
        count(rich)

    assert heard == [IndicatorsComputed(city_id=rich.uuid, year=2026, changed=len(definitions()))]


# -- by schedule ---------------------------------------------------------------------------------------


def test_compute_due_counts_only_cities_with_something_to_count(rich):
    make_city("empty")

    assert compute_due(by=BY, at=NOON) == 1
    assert set(Observation.objects.values_list("territory__slug", "period")) == {("aubrelle", "2026")}


def test_compute_due_makes_the_year_before_final_in_january(rich):
    compute_due(by=BY, at=datetime(2027, 1, 15, 3, tzinfo=UTC))

    assert value(rich, "dates.held", 2026).ends_on == date(2026, 12, 31)
    assert value(rich, "dates.held", 2027).ends_on == date(2027, 1, 15)


def test_a_city_that_fails_does_not_stop_the_others(rich, monkeypatch):
    second = make_city("second")
    make_coming(second)
    days = computing._days_due

    def failing(territory, at):
        if territory == rich:
            raise ArithmeticError("this city cannot be counted")
        return days(territory, at)

    monkeypatch.setattr(computing, "_days_due", failing)

    assert compute_due(by=BY, at=LATER) == 1

    assert value(second, "offers.coming").value == 1
    assert not Observation.objects.filter(territory=rich).exists()


def test_the_first_harvest_is_counted_at_once(rich, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    ended = HarvestEnded(run_id=1, source_id=1, city_id=rich.uuid, state="DONE")

    count_the_first_harvest(ended)
    count_the_first_harvest(ended)

    assert Observation.objects.filter(territory=rich, indicator__code="offers.coming").count() == 1


# -- pages ---------------------------------------------------------------------------------------------


def explained(client, city, code, **query):
    """The page of one value."""
    answer = client.get(reverse("monitoring:computed-indicator", args=[city.slug, code]), query)
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_counted_on_one_page(client, rich, language):
    count(rich)

    text = client.get(f"/{language}/cities/aubrelle/counted/").content.decode()

    assert f'<html lang="{language}"' in text
    assert text.count("counted/reach.") == 6


def test_missing_is_said_to_be_missing(client, city):
    make_coming(city)
    count(city)

    text = client.get(reverse("monitoring:computed", args=[city.slug])).content.decode()

    assert "No district of this city is known." in text
    assert "nobody has measured it yet" in text


def test_a_city_that_was_never_counted(client, city):
    assert (
        "Nothing has been counted yet"
        in client.get(reverse("monitoring:computed", args=[city.slug])).content.decode()
    )
    assert explained(client, city, "offers.coming")[0] == 404


@pytest.mark.parametrize("code", [each.code for each in definitions()])
def test_every_value_is_explained(client, rich, code):
    count(rich)

    status, text = explained(client, rich, code, year="2026")

    assert status == 200
    assert f"<bdi>{code}</bdi>" in text
    assert "version 1" in text


def test_the_sum_can_be_followed(client, rich):
    count(rich)

    _, text = explained(client, rich, "places.adults")

    assert "32 ÷ 200,000 × 100,000 = 16" in text
    assert "Circle" in text
    assert "has to do with" in text.lower()


def test_what_is_not_public_has_no_name_for_everybody(client, rich, bruno_of):
    count(rich)

    _, before = explained(client, rich, "stakeholders.active")
    client.force_login(bruno_of(rich))
    _, after = explained(client, rich, "stakeholders.active")

    assert "Harbour Library" not in before
    assert "not public, or gone since" in before
    assert "Harbour Library" in after


def test_earlier_counts_are_shown(client, rich):
    count(rich)
    make_coming(rich)
    count(rich, at=LATER)

    assert "What it was before" in explained(client, rich, "offers.coming")[1]


@pytest.mark.parametrize(
    ("code", "year"), [("nothing", ""), ("offers.coming", "1999"), ("offers.coming", "x" * 9)]
)
def test_no_address_breaks_the_page(client, rich, code, year):
    count(rich)

    assert explained(client, rich, code, year=year)[0] in {200, 404}


def test_long_lists_go_on(client, city):
    for number in range(51):
        make_coming(city, f"Offer {number}")
    count(city)

    _, text = explained(client, city, "offers.coming", page="2")

    assert "51–51 of 51" in text


@pytest.mark.parametrize("number", [1, 3])
def test_an_explanation_asks_as_often_for_three_records_as_for_one(
    client, city, number, django_assert_num_queries
):
    for index in range(number):
        make_coming(
            city,
            f"Offer {index}",
            place=make_place(city, f"Hall {index}", district=make_district(city, f"d{index}")),
        )
    count(city)

    with django_assert_num_queries(4):
        explained(client, city, "offers.coming")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_years_as_for_one(client, rich, number, django_assert_num_queries):
    for back in range(number):
        count(rich, as_of=TODAY if not back else date(2026 - back, 12, 31))

    with django_assert_num_queries(3):
        client.get(reverse("monitoring:computed", args=[rich.slug]))


# -- counting by hand ----------------------------------------------------------------------------------


def test_bruno_has_the_city_counted(client, rich, bruno_of):
    client.force_login(bruno_of(rich))

    answer = client.post(
        reverse("monitoring:count-anew", args=[rich.slug]), {"year": datetime.now(UTC).year}, follow=True
    )

    assert "Counted." in answer.content.decode()
    assert Observation.objects.filter(territory=rich).exists()


def test_a_past_year_can_be_counted_by_hand(client, rich, bruno_of):
    client.force_login(bruno_of(rich))
    last = datetime.now(UTC).year - 1

    client.post(reverse("monitoring:count-anew", args=[rich.slug]), {"year": last})

    assert set(Observation.objects.values_list("period", flat=True)) == {str(last)}


def test_a_year_that_is_not_offered_is_refused(client, rich, bruno_of):
    client.force_login(bruno_of(rich))

    assert (
        client.post(reverse("monitoring:count-anew", args=[rich.slug]), {"year": "1999"}).status_code == 422
    )


def test_charlie_has_nothing_counted(client, rich, charlie):
    client.force_login(charlie)

    assert (
        client.post(reverse("monitoring:count-anew", args=[rich.slug]), {"year": "2026"}).status_code == 403
    )
    assert (
        client.post(reverse("monitoring:count-anew", args=["nowhere"]), {"year": "2026"}).status_code == 404
    )
    assert not Observation.objects.exists()
