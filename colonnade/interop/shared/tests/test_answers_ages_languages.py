"""Yes and no, ages, languages of teaching."""

import pytest

from colonnade.city.catalogue.vocabulary import Tri
from colonnade.interop.shared.ages import age, age_range, without_fillers
from colonnade.interop.shared.answers import yes_or_no
from colonnade.interop.shared.spoken_languages import language_tag, language_tags


def test_answers():
    assert {
        yes_or_no(word) for word in ("Yes", "sí", "OUI", "ja", "да", "نعم", "是", "TRUE", "1", "x", "✓")
    } == {Tri.YES}
    assert {yes_or_no(word) for word in ("No", "non", "nein", "нет", "لا", "否", "false", "0", "não")} == {
        Tri.NO
    }
    assert {yes_or_no(word) for word in ("", "maybe", "?", "yes and no")} == {Tri.UNKNOWN}


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("6-12", (6, 12)),
        ("6 à 12 ans", (6, 12)),
        ("ages 7 to 9", (7, 9)),
        ("от 6 до 12 лет", (6, 12)),
        ("ab 18", (18, None)),
        ("18+", (18, None)),
        ("à partir de 6 ans", (6, None)),
        ("desde los 6 años", (6, None)),
        ("6岁以上", (6, None)),
        ("bis 12 Jahre", (None, 12)),
        ("up to 12", (None, 12)),
        ("16", (16, 16)),
        ("6-99", (6, None)),
        ("0-99", (None, None)),
        ("12-6", (None, None)),
        ("adults", (None, None)),
        ("", (None, None)),
    ],
)
def test_age_ranges(text, ages):
    assert age_range(text) == ages


def test_single_ages():
    assert [age(text) for text in ("7", "7.0", "7 years", "", "700", "seven", "NULL")] == [
        7,
        7,
        7,
        None,
        None,
        None,
        None,
    ]


def test_limits_that_limit_nothing():
    assert without_fillers(0, None) == (None, None)
    assert without_fillers(0, 3) == (0, 3)
    assert without_fillers(4, 100) == (4, None)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("English", "en"),
        ("inglés", "en"),
        ("Deutsch", "de"),
        ("русский", "ru"),
        ("العربية", "ar"),
        ("中文", "zh"),
        ("eng", "en"),
        ("pt-br", "pt-BR"),
        ("zh_hans", "zh-Hans"),
        ("Gibberish", ""),
        ("", ""),
    ],
)
def test_language_tags(text, tag):
    assert language_tag(text) == tag


def test_several_languages():
    assert language_tags("French and Spanish; en / whatever") == ["fr", "es", "en"]
