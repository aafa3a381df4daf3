"""What is known of places without asking anybody."""

import pytest

from colonnade.city.profile.queries import gazetteer, member_places


@pytest.mark.parametrize(
    ("code", "region", "zone"),
    [
        ("DE", "Europe and North America", None),
        ("de", "Europe and North America", None),
        ("FR", "Europe and North America", "Europe/Paris"),
        ("CN", "Asia and the Pacific", None),
    ],
)
def test_a_country_has_a_region_and_a_zone_if_only_one(code, region, zone):
    assert gazetteer.country(code) == (region, zone)


@pytest.mark.parametrize("code", ["QQ", "", "Germany"])
def test_there_is_no_such_country(code):
    assert gazetteer.country(code) is None


@pytest.mark.parametrize(
    ("name", "code", "zone"),
    [
        ("Hamburg", "DE", "Europe/Berlin"),
        (" köln ", "DE", "Europe/Berlin"),
        ("Medellin", "CO", "America/Bogota"),
    ],
)
def test_a_place_is_found_by_its_name(name, code, zone):
    found = gazetteer.find(name, code)

    assert (found.country, found.timezone) == (code, zone)
    assert found.population > 500_000


def test_the_largest_of_several_must_be_much_larger():
    assert gazetteer.find("Springfield", "US") is None
    assert gazetteer.find("Paris", "FR").population > 1_000_000


def test_a_place_nobody_knows_is_not_guessed():
    assert gazetteer.find("Hamburgg", "DE") is None
    assert gazetteer.find("Hamburg", "FR") is None


def test_every_member_names_its_source():
    places = member_places()

    assert len(places) == 263
    assert len({place["slug"] for place in places}) == 263
    assert [place["slug"] for place in places if not place["source"].startswith("http")] == []
