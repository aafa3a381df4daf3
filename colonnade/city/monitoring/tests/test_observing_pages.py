"""The team's pages of figures: give, set right, files, own indicators, targets, sources; strangers get nowhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from colonnade.city.monitoring.models import Batch, DataSource, Indicator, Observation, Target
from colonnade.city.monitoring.tests.factories_observing import (
    brought,
    csv_of,
    kept,
    make_indicator,
    make_observation,
    make_source,
)
from colonnade.city.monitoring.tests.test_loading import META, SAMPLE, SIMPLE
from colonnade.city.profile.tests.factories import LANGUAGES, make_city, make_district

LOAD = "/en/cities/aubrelle/figures/load/"
HOME = "/en/cities/aubrelle/figures/"


@pytest.fixture(autouse=True)
def _files_go_elsewhere(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def to(name, *args):
    """The address of one of the team's pages."""
    return reverse(f"monitoring:{name}", args=["aubrelle", *args])


def upload(name, data):
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def figure(**changes):
    """What somebody types to give a figure."""
    return {
        "when": "2025",
        "status": "MEASURED",
        "value": "50",
        "unit": "percent",
        "sure": "UNKNOWN",
        "new_source": "Office",
        "new_kind": "OFFICIAL",
        **changes,
    }


# -- who gets in ---------------------------------------------------------------------------------------


@pytest.fixture
def team_pages(city, bruno):
    """Every page of the team that can be looked at."""
    indicator = make_indicator("clubs", scheme="city", territory=city)
    value = make_observation(city, indicator)
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")
    return [
        to("figures"), to("figures-load"), to("figures-template"), to("figures-file", batch.uuid), to("give-observation", indicator.uuid),
        to("correct-observation", value.uuid), to("set-target", indicator.uuid), to("own-indicator-add"), to("own-indicator", indicator.uuid),
        to("figures-source", make_source(city).uuid),
    ]  # fmt: skip


def test_pages_of_the_team_are_for_the_team(client, team_pages, bruno, charlie):
    assert {client.get(path).status_code for path in team_pages} == {302}

    client.force_login(charlie)
    assert {client.get(path).status_code for path in team_pages} == {403}
    assert {client.post(path, figure()).status_code for path in team_pages} <= {403, 405}

    client.force_login(bruno)
    assert {client.get(path).status_code for path in team_pages} == {200}


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_the_team_in_six_languages(client, team_pages, bruno, language):
    client.force_login(bruno)

    for path in team_pages:
        assert client.get(path.replace("/en/", f"/{language}/")).status_code == 200


def test_things_of_another_city_are_not_there(client, dora, bruno, city, team_pages):
    make_city("rihana")
    client.force_login(dora)
    elsewhere = [path.replace("aubrelle", "rihana") for path in team_pages[3:7] + team_pages[8:]]

    assert {client.get(path).status_code for path in elsewhere} == {404}


@pytest.mark.parametrize("name", ["figures-file-keep", "figures-file-forget"])
def test_strangers_neither_keep_nor_forget_a_file(client, city, bruno, charlie, name):
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")
    client.force_login(charlie)

    assert client.post(to(name, batch.uuid)).status_code == 403
    assert client.post(to("figures-keep-all")).status_code == 403
    assert Batch.objects.get().state == "PREVIEW"


# -- one figure ----------------------------------------------------------------------------------------


def test_a_figure_is_given(client, city, bruno):
    indicator, district = make_indicator(), make_district(city)
    client.force_login(bruno)

    answer = client.post(
        to("give-observation", indicator.uuid),
        figure(value="61,5", district="nord", group="Sex: Women", note="Sample"),
    )

    assert (answer.status_code, answer.url) == (302, to("indicator", indicator.uuid))
    kept_one = Observation.objects.get()
    assert (str(kept_one.value.normalize()), kept_one.district, kept_one.dimensions) == (
        "61.5",
        district,
        {"Sex": "Women"},
    )
    assert (kept_one.source.name, kept_one.source.kind) == ("Office", "OFFICIAL")


def test_the_usual_unit_is_chosen_from_the_start(client, city, bruno):
    client.force_login(bruno)

    text = client.get(to("give-observation", make_indicator(unit="years").uuid)).content.decode()

    assert '<option value="years" selected>' in text


def test_a_known_source_can_be_chosen(client, city, bruno):
    source = make_source(city)
    client.force_login(bruno)

    client.post(to("give-observation", make_indicator().uuid), figure(new_source="", source=str(source.uuid)))

    assert Observation.objects.get().source == source


def test_that_nothing_is_known_can_be_said(client, city, bruno):
    client.force_login(bruno)

    client.post(
        to("give-observation", make_indicator().uuid), figure(value="", unit="", status="NOT_APPLICABLE")
    )

    assert Observation.objects.get().status == "NOT_APPLICABLE"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"unit": ""}, "The value has no unit"),
        ({"when": "soon"}, "is not a time we understand"),
        ({"when": ""}, "This field is required"),
        ({"value": ""}, "The row has no value"),
        ({"value": "many"}, "is not a number"),
        ({"value": "1,234"}, "may be a thousand or a fraction"),
        ({"status": "NOT_AVAILABLE"}, "says that there is no value"),
        ({"new_source": ""}, "Choose the source"),
        ({"group": "Women"}, "a colon, and the group"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(client, city, bruno, changes, words):
    client.force_login(bruno)

    answer = client.post(
        to("give-observation", make_indicator().uuid), figure(note="I typed this", **changes)
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "I typed this" in text
    assert not Observation.objects.exists()


def test_an_odd_figure_is_asked_about_and_kept_once_checked(client, city, bruno):
    path = to("give-observation", make_indicator().uuid)
    client.force_login(bruno)

    answer = client.post(path, figure(value="120"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "120 is above 100" in text
    assert 'type="checkbox" name="is_confirmed"' in text
    assert not Observation.objects.exists()

    assert client.post(path, figure(value="120", is_confirmed="on")).status_code == 302
    assert Observation.objects.get().value == 120


def test_a_value_that_is_there_leads_to_its_correction(client, city, bruno):
    indicator = make_indicator()
    held = make_observation(city, indicator, "49", source=make_source(city, "Office"))
    client.force_login(bruno)

    answer = client.post(to("give-observation", indicator.uuid), figure())

    assert answer.status_code == 422
    assert to("correct-observation", held.uuid) in answer.content.decode()


def test_a_figure_is_set_right(client, city, bruno):
    held = make_observation(city, make_indicator(), "49")
    client.force_login(bruno)
    assert 'value="49"' in client.get(to("correct-observation", held.uuid)).content.decode()

    answer = client.post(to("correct-observation", held.uuid), figure(reason="A digit was wrong."))

    assert answer.status_code == 302
    assert Observation.objects.get(is_current=True).value == 50
    assert client.get(to("correct-observation", held.uuid)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "This field is required"),
        ({"reason": "x", "value": "150"}, "150 is above 100"),
        ({"reason": "x", "when": "?"}, "is not a time"),
    ],
)
def test_a_correction_that_lacks_something_is_shown_again(client, city, bruno, changes, words):
    held = make_observation(city, make_indicator(), "49")
    client.force_login(bruno)

    answer = client.post(to("correct-observation", held.uuid), figure(**changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Observation.objects.get().value == 49


# -- files ---------------------------------------------------------------------------------------------


def test_a_file_is_brought_looked_at_and_kept(client, city, bruno):
    client.force_login(bruno)

    answer = client.post(LOAD, {"documents": upload("indicator_4-4-1.csv", SIMPLE), "source": "Office"})
    batch = Batch.objects.get()
    assert (answer.status_code, answer.url) == (302, to("figures-file", batch.uuid))
    text = client.get(answer.url).content.decode()
    assert "Nothing is kept yet" in text
    assert "64.5" in text
    assert not Observation.objects.exists()

    client.post(to("figures-file-keep", batch.uuid))
    text = client.get(to("figures-file", batch.uuid)).content.decode()
    assert "The figures are kept" in text
    assert Observation.objects.count() == 3


def test_several_files_with_their_descriptions(client, city, bruno):
    client.force_login(bruno)
    files = [
        upload("meta_4-4-1.csv", META), upload("indicator_4-4-1.csv", csv_of("Year,Value", "2019,61")),
        upload("indicator_4-7-1.csv", SAMPLE), upload("indicator_4-3-1.csv", SIMPLE),
    ]  # fmt: skip

    answer = client.post(LOAD, {"documents": files, "source": ""})
    assert answer.url == HOME
    assert sorted(Batch.objects.values_list("name", "state", "reason")) == [
        ("indicator_4-3-1.csv", "REFUSED", "no_source"), ("indicator_4-4-1.csv", "PREVIEW", ""), ("indicator_4-7-1.csv", "REFUSED", "template_numbers")
    ]  # fmt: skip

    client.post(to("figures-keep-all"))
    assert Observation.objects.get().value == 61


def test_a_refused_file_says_why_and_can_be_put_aside(client, city, bruno):
    client.force_login(bruno)
    client.post(LOAD, {"documents": upload("indicator_4-7-1.csv", SAMPLE), "source": "Office"})
    batch = Batch.objects.get()

    text = client.get(to("figures-file", batch.uuid)).content.decode()
    assert "sample numbers" in text
    assert "Keep these figures" not in text

    client.post(to("figures-file-forget", batch.uuid))
    assert not Batch.objects.exists()


def test_no_file_is_asked_for(client, city, bruno):
    client.force_login(bruno)

    assert client.post(LOAD, {"source": "Office"}).status_code == 422


def test_a_file_that_was_kept_is_not_kept_again_nor_put_aside(client, city, bruno):
    batch = kept(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")
    client.force_login(bruno)

    for name in ("figures-file-keep", "figures-file-forget"):
        assert client.post(to(name, batch.uuid)).url == to("figures-file", batch.uuid)

    assert Batch.objects.get().created == 3


def test_a_long_file_can_be_left(client, city, bruno):
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")
    Batch.objects.update(state="WAITING")
    client.force_login(bruno)

    assert "You can leave this page." in client.get(to("figures-file", batch.uuid)).content.decode()


def test_the_template_is_in_the_readers_language(client, city, bruno):
    client.force_login(bruno)

    answer = client.get(to("figures-template"))

    assert answer.content.decode("utf-8-sig").startswith("Indicator code,Year or period,Value,Unit")


@pytest.mark.parametrize("number", [1, 3])
def test_the_home_of_figures_asks_as_often_for_three_as_for_one(
    client, city, bruno, number, django_assert_num_queries
):
    for year in range(2020, 2020 + number):
        for name in ("Office", "Survey"):
            data = SIMPLE.replace(b"2019", str(year).encode()).replace(
                b"60", b"6" if name == "Office" else b"7"
            )
            kept(
                city,
                f"indicator_4-4-{year}.csv",
                data,
                by=bruno,
                source=f"{name} {year}" if name == "Survey" else name,
            )
    client.force_login(bruno)
    client.get(HOME)

    with django_assert_num_queries(11):
        text = client.get(HOME).content.decode()

    assert text.count("(Office)") == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_file_asks_as_often_for_three_remarks_as_for_one(
    client, city, bruno, number, django_assert_num_queries
):
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE + b"soon,,%,1\n" * number, by=bruno, source="Office")
    client.force_login(bruno)
    client.get(to("figures-file", batch.uuid))

    with django_assert_num_queries(6):
        text = client.get(to("figures-file", batch.uuid)).content.decode()

    assert text.count("is not a time we understand") == number


# -- own indicators, targets, sources ------------------------------------------------------------------

CLUBS = {
    "code": "clubs",
    "language": "en",
    "name": "Reading clubs",
    "unit": "number",
    "direction": "up",
    "area": "B9",
}


def test_an_indicator_of_the_citys_own_is_added_and_described(client, city, bruno):
    client.force_login(bruno)

    client.post(
        to("own-indicator-add"),
        {**CLUBS, "same": "gnlc-key-features-2013 KF9.1-a", "match": "exact", "definition": "Monthly."},
    )
    own = Indicator.objects.get()
    assert own.crosswalk == [{"scheme": "gnlc-key-features-2013", "code": "KF9.1-a", "match": "exact"}]
    path = to("own-indicator", own.uuid)
    assert "Monthly." in client.get(path).content.decode()

    client.post(path, {**CLUBS, "language": "fr", "name": "Clubs de lecture"})
    own.refresh_from_db()
    assert (own.names, own.crosswalk, own.code) == (
        {"en": "Reading clubs", "fr": "Clubs de lecture"},
        [],
        "clubs",
    )


def test_an_indicator_that_cannot_be_is_shown_again(client, city, bruno):
    client.force_login(bruno)
    client.post(to("own-indicator-add"), CLUBS)
    make_observation(city, Indicator.objects.get(), "5")

    assert "another indicator of that code" in client.post(to("own-indicator-add"), CLUBS).content.decode()
    answer = client.post(to("own-indicator", Indicator.objects.get().uuid), {**CLUBS, "unit": "years"})
    assert answer.status_code == 422
    assert "figures in the present unit" in answer.content.decode()
    assert client.post(to("own-indicator-add"), {}).status_code == 422


def test_a_target_is_set_shown_and_taken_back(client, city, bruno, charlie):
    indicator = make_indicator()
    client.force_login(bruno)
    said = {
        "baseline": "40",
        "baseline_year": "2020",
        "value": "60,5",
        "year": "2030",
        "steps": "2025: 45\n\n2027: 50",
    }

    assert client.post(to("set-target", indicator.uuid), said).status_code == 302
    assert Target.objects.get().steps == [[2025, "45"], [2027, "50"]]
    assert "2027: 50" in client.get(to("set-target", indicator.uuid)).content.decode()

    client.force_login(charlie)
    assert client.post(to("remove-target", indicator.uuid)).status_code == 403
    client.force_login(bruno)
    assert client.post(to("remove-target", indicator.uuid)).status_code == 302
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"year": "2019"}, "must lie after"),
        ({"value": "40"}, "says what shall change"),
        ({"steps": "2025 45"}, "Write each step"),
        ({"baseline": "n/a"}, "is not a number"),
        ({"steps": "2040: 5"}, "does not lie between"),
    ],
)
def test_a_target_that_cannot_be_is_shown_again(client, city, bruno, changes, words):
    client.force_login(bruno)
    said = {"baseline": "40", "baseline_year": "2020", "value": "60", "year": "2030", **changes}

    answer = client.post(to("set-target", make_indicator().uuid), said)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_source_is_described(client, city, bruno):
    source = make_source(city)
    make_source(city, "Taken")
    client.force_login(bruno)
    said = {"name": "Office", "kind": "SURVEY", "url": "https://example.org/", "licence": "CC0-1.0"}

    assert client.post(to("figures-source", source.uuid), {**said, "name": "Taken"}).status_code == 422
    assert client.post(to("figures-source", source.uuid), said).status_code == 302
    assert set(DataSource.objects.values_list("name", flat=True)) == {"Office", "Taken"}


def test_looking_keeps_nothing(client, city, bruno):
    batch = brought(city, "indicator_4-4-1.csv", SIMPLE, by=bruno, source="Office")
    client.force_login(bruno)

    for name, *rest in (
        ("figures-file-keep", batch.uuid),
        ("figures-file-forget", batch.uuid),
        ("figures-keep-all",),
        ("remove-target", make_indicator().uuid),
    ):
        assert client.get(to(name, *rest)).status_code == 405
