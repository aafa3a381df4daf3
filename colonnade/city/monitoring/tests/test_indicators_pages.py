"""Pages of figures that everybody reads: the list by area, one indicator, the same as files."""

import csv
import io

import pytest

from colonnade.city.monitoring.models import Target
from colonnade.city.monitoring.tests.factories_observing import (
    NOON,
    make_indicator,
    make_observation,
    make_source,
    put_in_place,
)
from colonnade.city.profile.tests.factories import LANGUAGES, make_city, make_district

LIST = "/en/cities/aubrelle/indicators/"


def page(client, path, **query):
    """The text of a page that must be there."""
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


def address(indicator, language="en", end=""):
    """The page of an indicator."""
    return f"/{language}/cities/aubrelle/indicators/{indicator.uuid}/{end}"


def make_everything(city):
    """An indicator with everything that its page can show."""
    indicator = make_indicator(definitions={"en": "Who learns what."})
    survey = make_source(city, "Survey", kind="SURVEY", url="https://example.org/survey")
    for year, value in (("2019", "40"), ("2020", "41.5"), ("2021", None), ("2022", "44")):
        make_observation(city, indicator, value, year)
    make_observation(
        city,
        indicator,
        "47",
        "2022",
        source=survey,
        warnings=[{"code": "disagrees", "details": {"source": "Office", "value": "44"}}],
    )
    make_observation(
        city,
        indicator,
        "50",
        "2022",
        dimensions={"Sex": "Women"},
        district=make_district(city),
        area_code="nord",
    )
    make_observation(
        city,
        indicator,
        "12",
        "2022",
        dimensions={"Area": "X"},
        status="PROXY",
        sure="HIGH",
        note="Small sample",
    )
    old = make_observation(city, indicator, "39", "2018", is_current=False)
    make_observation(city, indicator, "38", "2018", version=2, replaces=old, reason="A digit was wrong.")
    Target.objects.create(
        territory=city, indicator=indicator, baseline=40, baseline_year=2019, value=60, year=2029,
        steps=[[2024, "48"]], note="Council, May", set_at=NOON,
    )  # fmt: skip
    return indicator


# -- the list ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_in_six_languages(client, city, language):
    put_in_place()
    make_everything(city)

    text = page(client, f"/{language}/cities/aubrelle/indicators/")

    assert f'<html lang="{language}"' in text
    assert "Survey" in text


def test_gaps_stand_in_the_list_and_are_no_zero(client, city):
    put_in_place()

    text = page(client, LIST)

    assert text.count("Nobody has measured") == 12  # areas
    assert "0 of 7 indicators are known." in text
    assert text.count("/indicators/") > 62


def test_another_framework_can_be_chosen_and_a_value_serves_it(client, city):
    put_in_place()
    make_observation(city, make_indicator("4-4-1", scheme="sdg"), "61.25", "2024")

    text = page(client, LIST, framework="sdg4-2015")

    assert "61.25" in text
    assert "collected as 4-4-1" in text
    assert "KF1.1-a" not in text
    assert "61.25" in page(client, LIST, framework="nothing")  # other figures of the city


def test_only_the_team_sees_the_way_to_bring_figures(client, city, bruno, charlie):
    put_in_place()
    assert "/figures/load/" not in page(client, LIST)
    client.force_login(charlie)
    assert "/figures/load/" not in page(client, LIST)

    client.force_login(bruno)
    assert "/figures/load/" in page(client, LIST)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(client, city, number, django_assert_num_queries):
    put_in_place()
    for code in ("KF4.2-a", "KF1.1-a", "KF5.2-a")[:number]:
        make_observation(city, make_indicator(code), "50", "2024")
        make_observation(city, make_indicator(code), "50", "2024", dimensions={"Sex": "Women"})
    page(client, LIST)

    with django_assert_num_queries(4):
        page(client, LIST)


# -- one indicator -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_indicator_in_six_languages(client, city, language):
    put_in_place()
    text = page(client, address(make_everything(city), language))

    assert f'<html lang="{language}"' in text
    assert '<path class="line line-' in text


def test_an_indicator_shows_everything_that_is_known(client, city):
    indicator = make_everything(city)

    text = page(client, address(indicator))

    for words in (
        "41.5", "Sources disagree", "A digit was wrong.", "39 %", "Sex: Women", "Nord", "Small sample", "Who learns what.",
        "not available", "Council, May", "foresees 44.8", "a wider area’s value stands in", "Another source, Office, says 44",
    ):  # fmt: skip
        assert words in text, words


def test_numbers_are_written_as_the_reader_writes_them(client, city):
    indicator = make_indicator(unit="number", maximum=None)
    make_observation(city, indicator, "1234567.5", "2024")

    assert "1,234,567.5" in page(client, address(indicator))
    assert "1 234 567,5" in page(client, address(indicator, "fr")).replace("\u202f", " ").replace(
        "\u00a0", " "
    )


def test_the_picture_is_mirrored_in_arabic(client, city):
    indicator = make_everything(city)

    assert 'class="name" x="493.0"' in page(client, address(indicator))
    assert 'class="name" x="147.0"' in page(client, address(indicator, "ar"))


def test_an_indicator_that_nobody_measured(client, city):
    text = page(client, address(make_indicator()))

    assert "A gap is not a zero" in text
    assert "<svg viewBox" not in text


def test_an_indicator_known_in_parts_only_is_drawn_by_its_widest_groups(client, city):
    indicator = make_indicator()
    for year, value in (("2020", "40"), ("2021", "45")):
        for sex in ("Women", "Men"):
            make_observation(city, indicator, value, year, dimensions={"Sex": sex})
            make_observation(city, indicator, value, year, dimensions={"Sex": sex, "Age": "7"})

    text = page(client, address(indicator))

    assert "no value for the whole city" in text
    assert text.count('class="name"') == 2


def test_what_a_source_says_of_a_citys_own_indicator(client, city):
    own = make_indicator(
        "clubs", scheme="city", territory=city, metadata={"Calculations": "None <b>at all</b>"}
    )
    make_observation(city, own, "5")

    text = page(client, address(own))

    assert "None &lt;b&gt;at all&lt;/b&gt;" in text
    assert "Calculations" in text


def test_an_indicator_of_another_city_is_not_there(client, city):
    own = make_indicator("clubs", scheme="city", territory=make_city("rihana"))

    assert client.get(address(own)).status_code == 404
    assert client.get(address(own, end="figures.csv")).status_code == 404
    assert client.get("/en/cities/nowhere/indicators/").status_code == 404


def test_only_the_team_sees_how_to_change_it(client, city, bruno):
    indicator = make_everything(city)
    assert "/correct/" not in page(client, address(indicator))

    client.force_login(bruno)
    text = page(client, address(indicator))
    assert "/correct/" in text
    assert "/target/" in text


@pytest.mark.parametrize("number", [1, 3])
def test_an_indicator_asks_as_often_for_three_figures_as_for_one(
    client, city, number, django_assert_num_queries
):
    indicator, survey = make_indicator(), make_source(city, "Survey")
    for year in range(2020, 2020 + number):
        make_observation(city, indicator, "50", str(year))
        make_observation(city, indicator, "58", str(year), source=survey)
        make_observation(
            city,
            indicator,
            "50",
            str(year),
            dimensions={"Sex": "Women"},
            district=make_district(city, f"d{year}"),
        )
        old = make_observation(city, indicator, "49", str(year), is_current=False, dimensions={"Age": "9"})
        make_observation(city, indicator, "48", str(year), dimensions={"Age": "9"}, replaces=old, version=2)
    page(client, address(indicator))

    with django_assert_num_queries(11):
        page(client, address(indicator))


def test_long_lists_of_groups_have_pages(client, city):
    indicator = make_indicator()
    for number in range(101):
        make_observation(city, indicator, "5", "2024", dimensions={"Ward": f"W{number:03}"})

    assert "W100" not in page(client, address(indicator))
    assert "W100" in page(client, address(indicator), page=2)


# -- files ---------------------------------------------------------------------------------------------


def test_the_numbers_of_an_indicator_as_a_file(client, city):
    indicator = make_everything(city)

    answer = client.get(address(indicator, end="figures.csv"))

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert answer["Content-Disposition"] == 'attachment; filename="indicator_KF4.2-a.csv"'
    assert (rows[0]["Year"], rows[0]["Value"], rows[0]["Unit measure"]) == ("2018", "38", "percent")
    assert {row["Source"] for row in rows} == {"City statistics office", "Survey"}
    assert [row["Value"] for row in rows if row["Observation status"] == "Not available"] == [""]
    assert len(rows) == 8


def test_all_numbers_as_a_file(client, city):
    make_everything(city)
    make_observation(city, make_indicator("KF1.1-a"), "99")

    text = client.get("/en/cities/aubrelle/indicators/figures.csv").content.decode()

    assert text.startswith("Indicator,Year,")
    assert "KF1.1-a,2025" in text


def test_everything_to_reckon_with_elsewhere(client, city):
    indicator = make_everything(city)

    document = client.get("/en/cities/aubrelle/indicators/figures.json").json()

    assert document["city"] == "aubrelle"
    assert [each["code"] for each in document["indicators"]] == ["KF4.2-a"]
    assert document["targets"][0]["steps"] == [[2024, "48"]]
    assert len(document["figures"]) == 8
    assert document["figures"][0]["indicator"] == str(indicator.uuid)


@pytest.mark.parametrize("number", [1, 3])
def test_the_document_asks_as_often_for_three_as_for_one(client, city, number, django_assert_num_queries):
    for year in range(number):
        make_observation(city, make_indicator(), "5", str(2020 + year))

    with django_assert_num_queries(4):
        client.get("/en/cities/aubrelle/indicators/figures.json")
