"""A city beside its peers: a range and no rank, nobody guessed, nobody named who did not agree."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from colonnade.city.monitoring.actions.peers import agree_to_be_named, withdraw_name
from colonnade.city.monitoring.models import Indicator, PeerConsent
from colonnade.city.monitoring.queries.peer_pages import picture_of
from colonnade.city.monitoring.queries.peers import beside_peers, peer_group, spread_of
from colonnade.city.monitoring.tests.factories_computing import NOON, TODAY, make_consent, make_peers
from colonnade.city.monitoring.tests.factories_standing import make_figure, make_indicator
from colonnade.city.monitoring.vocabulary.peers import Band
from colonnade.city.profile.tests.factories import LANGUAGES, make_city
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed


@pytest.fixture
def city(db):
    """A city of a known size, with a value of its own."""
    make_indicator("KF4.2-a", names={"en": "Adults who learn"})
    city = make_city(population=100_000)
    make_figure(city, "35", unit="percent")
    return city


def beside(city, today=TODAY):
    """Everything set side by side."""
    return beside_peers(city, peer_group(city), today)


def page(client, city, person, **query):
    """The page, as somebody of the team sees it."""
    client.force_login(person)
    answer = client.get(reverse("monitoring:peers", args=[city.slug]), query)
    assert answer.status_code == 200
    return answer.content.decode()


# -- the group -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("population", "band"),
    [
        (0, Band.TOWN),
        (49_999, Band.TOWN),
        (50_000, Band.SMALL),
        (200_000, Band.MEDIUM),
        (9_000_000, Band.LARGE),
    ],
)
def test_bands_by_hand(population, band):
    assert Band.of(population) == band


def test_the_group_is_of_the_same_size_and_region(city):
    alike = make_peers(5)
    make_city("larger", population=300_000)
    make_city("far", population=120_000, region="Africa")
    make_city("unknown")
    make_city("invented", population=120_000, is_demo=True)

    group = peer_group(city)

    assert set(group.cities) == {each.pk for each in alike}
    assert (group.band, group.region) == (Band.SMALL, "Europe and North America")


def test_where_the_region_has_too_few_the_size_alone_counts(city):
    make_peers(4)
    make_city("far", population=120_000, region="Africa")

    group = peer_group(city)

    assert (len(group.cities), group.region) == (5, "")


def test_a_city_of_unknown_size_has_no_group(db):
    city = make_city("unknown")
    make_peers(5)

    assert not peer_group(city).is_known
    assert beside(city) == []


# -- the spread ----------------------------------------------------------------------------------------


def test_a_group_of_five_shows_its_range(city):
    make_peers(5)

    (row,) = beside(city)

    assert row.own.exact == 35
    assert (row.spread.least, row.spread.quarter, row.spread.middle, row.spread.three_quarters, row.spread.most) == (
        10, 20, 30, 40, 50,
    )  # fmt: skip
    assert (row.known, row.missing) == (5, 0)


def test_a_group_of_four_shows_nothing(city):
    make_peers(4)
    for index in range(3):
        make_city(f"silent-{index}", population=120_000)

    (row,) = beside(city)

    assert (row.spread, row.known, row.missing, row.named) == (None, 0, 0, ())
    assert spread_of([Decimal(each) for each in range(4)]) is None


def test_who_has_no_value_is_counted_as_missing(city):
    make_peers(5)
    make_city("silent", population=120_000)

    assert beside(city)[0].missing == 1


def test_a_city_without_a_value_still_sees_the_range(db):
    city = make_city(population=100_000)
    make_peers(5)

    (row,) = beside(city)

    assert row.own is None
    assert row.spread is not None


def test_only_the_newest_fresh_value_in_the_same_unit_counts(city):
    peers = make_peers(6)
    make_figure(peers[0], "99", year=2024)
    make_figure(
        peers[1], "99", source="Survey", year=2026, starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30)
    )
    peers[2].observations.update(unit="number")
    peers[3].observations.update(starts_on=date(2019, 1, 1), ends_on=date(2019, 12, 31))
    peers[4].observations.update(status="PROXY")

    (row,) = beside(city)
    assert row.spread is None

    peers[2].observations.update(unit="percent-of-eligible")
    peers[3].observations.update(ends_on=date(2025, 12, 31))
    (row,) = beside(city)

    assert (row.known, row.spread.least, row.spread.most) == (5, 10, 99)


def test_plain_numbers_and_measures_of_one_city_are_left_out(city):
    for each in [city, *make_peers(5)]:
        make_figure(each, "7", code="offers.coming", scheme="platform", unit="number")
    own = Indicator.objects.create(territory=city, scheme="city", code="own")
    city.observations.create(
        indicator=own, source=city.observations.first().source, period="2026", starts_on=TODAY, ends_on=TODAY,
        is_headline=True, value=1, unit="percent", made_at=NOON,
    )  # fmt: skip

    assert [row.indicator.code for row in beside(city)] == ["KF4.2-a"]


def test_the_order_is_that_of_the_framework_and_not_of_values(city):
    for code, amount in (("KF4.1-a", "99"), ("KF1.1-a", "1"), ("KF9.1-a", "50")):
        make_figure(city, amount, code=code)

    assert [row.indicator.code for row in beside(city)] == ["KF1.1-a", "KF4.1-a", "KF4.2-a", "KF9.1-a"]


# -- names ---------------------------------------------------------------------------------------------


def test_nobody_is_named_who_did_not_agree(city):
    make_peers(6)

    assert beside(city)[0].named == ()


def test_who_agreed_is_named_while_five_stay_unnamed(city):
    peers = make_peers(6)
    make_consent(peers[2])

    assert [(str(name), value) for name, value in beside(city)[0].named] == [("Peer 2", 30)]


def test_nobody_is_named_where_the_rest_could_be_guessed(city):
    peers = make_peers(6)
    for each in peers[:2]:
        make_consent(each)

    (row,) = beside(city)

    assert row.named == ()
    assert row.spread is not None


def test_all_are_named_where_all_agreed(city):
    for each in make_peers(5):
        make_consent(each)

    assert [str(name) for name, _ in beside(city)[0].named] == [f"Peer {index}" for index in range(5)]


def test_a_withdrawn_consent_hides_the_name_at_once(city, client):
    peers = make_peers(6)
    bruno = _team(city)
    mayor = make_person("Mayor")
    make_holding(mayor, "mayor", peers[2].uuid)
    agree_to_be_named(territory=peers[2], by=mayor, at=NOON)
    assert "Peer 2" in page(client, city, bruno)

    withdraw_name(territory=peers[2], by=mayor, at=NOON + timedelta(minutes=1))

    assert "Peer 2" not in page(client, city, bruno)
    assert not PeerConsent.objects.get().stands


def test_agreeing_again_after_withdrawing(city, dora):
    agree_to_be_named(territory=city, by=dora, at=NOON)
    withdraw_name(territory=city, by=dora, at=NOON)
    agree_to_be_named(territory=city, by=dora, at=NOON + timedelta(days=1))
    agree_to_be_named(territory=city, by=dora, at=NOON + timedelta(days=2))

    consent = PeerConsent.objects.get()
    assert consent.stands
    assert consent.agreed_at == NOON + timedelta(days=1)
    assert [each.details["named"] for each in Entry.objects.order_by("pk")] == [True, False, True]


def test_withdrawing_what_was_never_given_changes_nothing(city, dora):
    withdraw_name(territory=city, by=dora, at=NOON)

    assert not PeerConsent.objects.exists()


def test_agreeing_and_withdrawing_refuse_strangers(city, charlie):
    for change in (agree_to_be_named, withdraw_name):
        with pytest.raises(NotAllowed):
            change(territory=city, by=charlie, at=NOON)

    assert not PeerConsent.objects.exists()


def test_a_consent_is_withdrawn_after_it_was_given(city):
    with pytest.raises(IntegrityError):
        make_consent(city, withdrawn_at=NOON - timedelta(days=1))


# -- the page ------------------------------------------------------------------------------------------


def _team(city, role="coordinator", name="Bruno"):
    person = make_person(name)
    make_holding(person, role, city.uuid)
    return person


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_in_six_languages(client, city, language):
    make_peers(5)
    client.force_login(_team(city))

    text = client.get(f"/{language}/cities/aubrelle/peers/").content.decode()

    assert f'<html lang="{language}"' in text
    assert '<svg class="peer-picture"' in text


def test_the_page_says_range_and_value_in_words(client, city):
    make_peers(5)
    make_city("silent", population=120_000)

    text = page(client, city, _team(city))

    assert "from 10 to 50, half of them between 20 and 40, the middle at 30" in text
    assert "1 without a value" in text
    assert "6 other cities with 50,000 to 200,000 inhabitants in the region Europe and North America" in text


def test_the_page_says_what_is_too_few_to_show(client, city):
    make_peers(4)

    text = page(client, city, _team(city))

    assert "1 value of yours stands alone" in text
    assert "fewer than 5 others have a value" in text
    assert '<svg class="peer-picture"' not in text
    assert "so the region does not count" in text


def test_the_page_of_a_city_of_unknown_size(client, db):
    city = make_city("unknown")

    assert "We do not know which cities are like yours" in page(client, city, _team(city))


def test_pages_go_on(client, city):
    for each in [city, *make_peers(5)]:
        for number in range(25):
            make_figure(each, "1", code=f"x.{number:02}", scheme="platform")

    assert "x.23" in page(client, city, _team(city), page="2")


@pytest.mark.parametrize("role", ["coordinator", "mayor", "statistics_officer"])
def test_who_may_see_and_who_may_agree(client, city, role):
    person = _team(city, role)
    agrees = role != "statistics_officer"

    assert ('name="agree"' in page(client, city, person)) is agrees
    client.post(reverse("monitoring:peers-consent", args=[city.slug]), {"agree": "yes"})
    assert PeerConsent.objects.exists() is agrees


def test_the_mayor_takes_the_name_away(client, city):
    mayor = _team(city, "mayor")
    make_consent(city, agreed_at=timezone.now() - timedelta(days=1))
    assert "Take our name away" in page(client, city, mayor)

    client.post(reverse("monitoring:peers-consent", args=[city.slug]), {"agree": "no"})

    assert not PeerConsent.objects.get().stands


def test_charlie_and_strangers_see_nothing(client, city, charlie):
    assert client.get(reverse("monitoring:peers", args=[city.slug])).status_code == 302
    client.force_login(charlie)

    assert client.get(reverse("monitoring:peers", args=[city.slug])).status_code == 403
    assert (
        client.post(reverse("monitoring:peers-consent", args=[city.slug]), {"agree": "yes"}).status_code
        == 403
    )
    assert client.post(reverse("monitoring:peers-consent", args=["nowhere"]), {}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_often_for_three_measures_as_for_one(
    client, city, number, django_assert_num_queries
):
    peers = make_peers(6)
    make_consent(peers[0])
    for each in [city, *peers]:
        for index in range(1, number):
            make_figure(each, "5", code=f"KF{index}.1-a")
    bruno = _team(city)
    page(client, city, bruno)

    with django_assert_num_queries(11):
        client.get(reverse("monitoring:peers", args=[city.slug]))


# -- the picture ---------------------------------------------------------------------------------------


def test_the_picture_runs_the_way_the_page_is_read(city):
    make_peers(5)
    (row,) = beside(city)

    english, arabic = picture_of(row, "en"), picture_of(row, "ar")

    assert english.least < english.middle < english.own < english.most
    assert arabic.least > arabic.middle > arabic.own > arabic.most
    assert english.bar_width == arabic.bar_width > 0


def test_the_picture_of_equal_values(city):
    for each in make_peers(5):
        each.observations.update(value=35)
    (row,) = beside(city)

    picture = picture_of(row, "en")

    assert picture.least == picture.own == picture.most
    assert picture.bar_width == 1
