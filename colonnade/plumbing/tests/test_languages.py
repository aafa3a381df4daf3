"""Language maps: well-formed tags, and the text a reader understands best."""

import pytest
from django.utils.translation import override

from colonnade.plumbing.languages import (
    Text,
    choose,
    country_name,
    direction,
    language_name,
    locale,
    tag,
)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("en", "en"), ("EN", "en"), ("zh_hans", "zh-Hans"), ("zh-hans-cn", "zh-Hans-CN"), ("pt-br", "pt-BR"), ("es-419", "es-419"),
        (" de ", "de"), ("", "und"), ("English", "und"), ("e", "und"), ("en-", "und"), ("../x", "und"),
    ],
)  # fmt: skip
def test_tags_are_made_well_formed(written, kept):
    assert tag(written) == kept


@pytest.mark.parametrize(
    ("texts", "language", "default", "chosen"),
    [
        ({}, "en", "", Text("", "", False)),
        ({"en": "", "de": ""}, "en", "", Text("", "", False)),
        ({"en": "a", "de": "b"}, "de", "", Text("b", "de", False)),
        ({"zh-Hans": "a", "en": "b"}, "zh-hans", "", Text("a", "zh-Hans", False)),
        ({"zh": "a", "en": "b"}, "zh-hans", "", Text("a", "zh", False)),
        ({"en": "b", "zh-Hant": "a"}, "zh-hans", "", Text("a", "zh-Hant", False)),
        ({"de": "b", "und-Cyrl": "a"}, "ru", "", Text("a", "und-Cyrl", False)),
        ({"de": "b", "und-Arab": "a"}, "ar", "", Text("a", "und-Arab", False)),
        ({"de": "b", "und-Hani": "a"}, "zh-hans", "", Text("a", "und-Hani", False)),
        ({"en": "a", "de": "b"}, "fr", "de", Text("b", "de", True)),
        ({"de": "b", "en": "a"}, "fr", "", Text("a", "en", True)),
        ({"de": "b", "it": "c"}, "fr", "", Text("b", "de", True)),
        ({"und": "b"}, "fr", "", Text("b", "und", False)),
        ({"en": "", "it": "c"}, "en", "", Text("c", "it", True)),
    ],
)
def test_choose_takes_what_the_reader_understands_best(texts, language, default, chosen):
    assert choose(texts, language, default) == chosen


def test_choose_takes_the_active_language():
    with override("es"):
        assert choose({"en": "a", "es": "b"}).text == "b"


def test_a_text_reads_as_itself():
    assert str(Text("Learn", "en", False)) == "Learn"


@pytest.mark.parametrize(
    ("language", "found"),
    [("en", "en_GB"), ("en-US", "en_US"), ("zh-hans", "zh_Hans"), ("xx", "en_GB"), ("", "en_GB")],
)
def test_english_is_british_and_unknown_languages_are_english(language, found):
    assert str(locale(language)) == found


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("de", "fr", "allemand"),
        ("ar", "en", "Arabic"),
        ("zh-Hans", "es", "chino simplificado"),
        ("xx", "en", "xx"),
        ("de-AT", "en", "Austrian German"),
    ],
)
def test_languages_have_names(code, language, name):
    assert language_name(code, language) == name


@pytest.mark.parametrize(("code", "name"), [("cn", "Китай"), ("DE", "Германия"), ("", ""), ("QQ", "QQ")])
def test_countries_have_names(code, name):
    assert country_name(code, "ru") == name


@pytest.mark.parametrize(
    ("language", "way"), [("ar", "rtl"), ("ar-EG", "rtl"), ("fa", "rtl"), ("en", "ltr"), ("", "ltr")]
)
def test_directions(language, way):
    assert direction(language) == way
