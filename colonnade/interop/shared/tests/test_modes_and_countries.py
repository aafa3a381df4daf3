"""Words for online, names of countries."""

import pytest

from colonnade.interop.shared.countries import country_by_name, country_code
from colonnade.interop.shared.modes import mode_of_place


@pytest.mark.parametrize(
    "text",
    [
        "Online",
        "ONLINE (Zoom)",
        "Online, Virtual, Australia",
        "Zoom-Meeting",
        "en ligne",
        "a distancia",
        "Microsoft Teams",
        "Webinar",
        "онлайн",
        "线上",
        "عبر الإنترنت",
    ],
)
def test_mode_of_place_says_online_where_every_word_does(text):
    assert mode_of_place(text) == "ONLINE"


@pytest.mark.parametrize(
    "text",
    ["", "Park", "Online Café, High Street", "Australia", "Live Room", "Town hall / online", "Internet café"],
)
def test_mode_of_place_says_nothing_where_a_word_may_be_a_place(text):
    assert mode_of_place(text) == ""


@pytest.mark.parametrize("text", ["Hybrid", "hybride", "Town hall (hybrid)", "Town hall and online, hybrid"])
def test_mode_of_place_knows_both(text):
    assert mode_of_place(text) == "HYBRID"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        ("uk", "GB"),
        ("Sweden", "SE"),
        ("Deutschland", "DE"),
        ("España", "ES"),
        ("中国", "CN"),
        ("россия", "RU"),
        ("USA", "US"),
        ("XX", ""),
        ("Lindenau", ""),
        ("", ""),
    ],
)
def test_country_code_knows_codes_and_names(text, code):
    assert country_code(text) == code


def test_country_by_name_takes_no_two_letters_for_a_country():
    assert (
        country_by_name("de"),
        country_by_name("IN"),
        country_by_name("UK"),
        country_by_name("India"),
    ) == ("", "", "GB", "IN")
