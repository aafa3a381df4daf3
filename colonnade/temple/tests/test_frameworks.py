"""The frameworks that come with the package are whole, in six languages, and a broken one is refused with a reason."""

import json
import shutil
from importlib.resources import files

import pytest
from django.conf import settings

from colonnade.temple import queries
from colonnade.temple.queries.reading import FrameworkIsBroken, read_framework, read_names
from colonnade.temple.queries.shelf import texts
from colonnade.temple.vocabulary import Direction, Kind, SourceKind, Wording

LANGUAGES = sorted(code for code, _ in settings.LANGUAGES)
FRAMEWORKS = queries.frameworks()
DATA = files("colonnade.temple").joinpath("data")


@pytest.fixture
def folder(tmp_path):
    """A copy of the smaller framework, to break things in."""
    shutil.copytree(str(DATA.joinpath("sdg4-2015")), tmp_path / "sdg4-2015")
    return tmp_path / "sdg4-2015"


def change(folder, file, edit):
    path = folder / file
    raw = json.loads(path.read_text(encoding="utf-8"))
    edit(raw)
    path.write_text(json.dumps(raw), encoding="utf-8")


def test_the_key_features_are_twelve_areas_forty_two_features_sixty_two_indicators():
    framework = queries.default_framework()

    assert framework.key == "gnlc-key-features-2013"
    assert [len(framework.areas_of(kind)) for kind in Kind] == [3, 6, 3]
    assert [len(area.features) for area in framework.areas] == [4, 5, 3, 4, 3, 4, 2, 4, 3, 3, 2, 5]
    assert (len(framework.areas), len(framework.features), len(framework.indicators)) == (12, 42, 62)


def test_frameworks_stand_side_by_side_the_default_one_first():
    assert [framework.code for framework in FRAMEWORKS] == ["gnlc-key-features", "sdg4"]


def test_framework_is_found_by_code_and_version():
    assert queries.framework("sdg4", "2015") is queries.framework("sdg4")


@pytest.mark.parametrize(("code", "version"), [("nowhere", None), ("sdg4", "1999")])
def test_framework_that_is_not_there_says_so(code, version):
    with pytest.raises(queries.UnknownFramework, match=code):
        queries.framework(code, version)


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda each: each.code)
def test_names_have_the_same_keys_in_all_six_languages(framework):
    by_language = texts(framework.key)

    assert sorted(by_language) == LANGUAGES
    assert {language: sorted(by_language[language]) for language in LANGUAGES} == dict.fromkeys(
        LANGUAGES, sorted(by_language["en"])
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda each: each.code)
def test_every_part_has_its_words_in_the_readers_language(framework, language):
    words = queries.names(framework, language)

    assert list(words.areas) == [area.code for area in framework.areas]
    assert list(words.features) == [feature.code for feature in framework.features]
    assert list(words.indicators) == [indicator.code for indicator in framework.indicators]
    assert set(words.units) == {unit.code for unit in framework.units}
    said = [each.plain for each in (*words.areas.values(), *words.features.values())]
    said += [words.roof, words.wording_note, *words.indicators.values(), *words.units.values()]
    assert all(text.text and not text.is_other for text in said)


def test_a_language_without_texts_reads_english_and_is_told_so():
    roof = queries.names(queries.default_framework(), "sw").roof

    assert roof == queries.names(queries.default_framework(), "en").roof._replace(is_other=True)


@pytest.mark.parametrize("framework", FRAMEWORKS, ids=lambda each: each.code)
def test_no_wording_of_ours_passes_for_the_official_one(framework):
    badges = {
        str(badge)
        for kind in queries.guide(framework, "en")
        for area in kind.areas
        for feature in area.features
        for badge in (feature.badge, *(indicator.badge for indicator in feature.indicators))
    }

    assert {part.wording for part in (*framework.features, *framework.indicators)} == {Wording.OWN}
    assert badges <= {"our own words", "wording reconstructed", "wording reconstructed, doubtful"}


def test_an_indicator_knows_its_unit_direction_source_and_crosswalk():
    framework = queries.default_framework()
    indicator = framework.indicator("KF1.3-a")

    assert (indicator.direction, indicator.source_kind) == (Direction.UP, SourceKind.OFFICIAL)
    assert (framework.unit(indicator.unit).minimum, framework.unit(indicator.unit).maximum) == (0, 100)
    assert [
        (link.scheme.value, link.code, link.match.value, link.edition) for link in indicator.crosswalk
    ] == [
        ("sdg-indicator", "5.5.1", "close", ""),
        ("iso-37120", "11.2", "close", "2014"),
    ]
    assert framework.area_of("KF1.3-a").code == framework.area_of("KF1.3").code == "W1"


@pytest.mark.parametrize("lookup", ["area", "feature", "indicator", "unit", "area_of"])
def test_a_part_that_is_not_there_says_so(lookup):
    with pytest.raises(queries.UnknownPart, match="KF99"):
        getattr(queries.default_framework(), lookup)("KF99")


BREAKS = [
    (lambda raw: raw.update(code=""), "'code' must be a text"),
    (lambda raw: raw.update(code="other"), "calls itself 'other-2015'"),
    (lambda raw: raw.update(notes="one"), "'notes' must be a list"),
    (
        lambda raw: raw["areas"][0].update(kind="roof"),
        "'kind' is 'roof'; it must be one of benefit, block, condition",
    ),
    (lambda raw: raw["areas"][0].update(letter="A"), "building blocks have a letter"),
    (lambda raw: raw["areas"][1].update(position=7), "positions must run 1, 2, 3"),
    (lambda raw: raw["areas"][1].update(position="2"), "'position' must be a whole number"),
    (lambda raw: raw["features"][0].update(area="nowhere"), "positions must run|belong to nothing"),
    (lambda raw: raw["features"][-1].update(area="nowhere"), "belong to nothing that exists: 4.c"),
    (lambda raw: raw["indicators"][0].update(unit="ells"), "indicator 4.1.1: unit 'ells' is not listed"),
    (lambda raw: raw["indicators"][0].update(direction="sideways"), "it must be one of up, down, none"),
    (lambda raw: raw["indicators"][1].update(code="4.1.1"), "written twice: 4.1.1"),
    (lambda raw: raw["units"]["percent"].update(max="lots"), "'max' must be a number or null"),
]


@pytest.mark.parametrize(("edit", "reason"), BREAKS, ids=[reason for _, reason in BREAKS])
def test_a_broken_framework_is_refused_with_place_and_reason(folder, edit, reason):
    change(folder, "framework.json", edit)

    with pytest.raises(FrameworkIsBroken, match=f"sdg4-2015/framework.json: .*{reason}"):
        read_framework(folder)


def test_a_file_that_is_not_json_is_refused(folder):
    (folder / "framework.json").write_text("[]", encoding="utf-8")
    with pytest.raises(FrameworkIsBroken, match="must hold one JSON object"):
        read_framework(folder)

    (folder / "framework.json").write_text("{", encoding="utf-8")
    with pytest.raises(FrameworkIsBroken, match="cannot be read as JSON"):
        read_framework(folder)


NAMES = [
    (lambda raw: raw["features"].pop("4.1"), "features: no name for 4.1"),
    (
        lambda raw: raw["areas"].update(attic={"name": "Attic"}),
        "areas: names for parts that do not exist: attic",
    ),
    (lambda raw: raw.update(roof=" "), "empty: roof"),
    (lambda raw: raw["features"]["4.1"].pop("name"), "empty: features.4.1.name"),
]


@pytest.mark.parametrize(("edit", "reason"), NAMES, ids=[reason for _, reason in NAMES])
def test_broken_names_are_refused_with_place_and_reason(folder, edit, reason):
    change(folder, "names/fr.json", edit)

    with pytest.raises(FrameworkIsBroken, match=f"names/fr.json: {reason}"):
        read_names(folder, read_framework(folder))


def test_a_framework_must_speak_english(folder):
    (folder / "names" / "en.json").unlink()

    with pytest.raises(FrameworkIsBroken, match="there is no en.json"):
        read_names(folder, read_framework(folder))
