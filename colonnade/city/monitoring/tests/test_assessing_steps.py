"""The scale in plain words and the next step of every feature, in six languages; the step of the weakest feature."""

from datetime import date
from fractions import Fraction

import pytest

from colonnade.city.monitoring.queries.next_steps import next_step, on_the_scale, step_for, step_from
from colonnade.city.monitoring.queries.rubrics import rubric
from colonnade.city.monitoring.queries.standing import facts_of, reckon
from colonnade.city.monitoring.tests.factories_assessing import CODES, make_agreed_round, make_evidence
from colonnade.city.monitoring.tests.factories_standing import make_figure
from colonnade.plumbing.languages import tag
from colonnade.temple.queries import default_framework, framework

LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh-hans"]
TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_feature_has_a_step_for_every_level_below_the_top(language):
    for code in [*CODES, "reach"]:
        steps = [step_for(code, level, language) for level in range(4)]
        assert all(step.text and step.language == tag(language) for step in steps), code
        assert steps[0] == steps[1] != steps[2] == steps[3]
        assert step_for(code, 4, language).text == ""


def test_a_feature_of_another_framework_has_no_step_of_ours():
    assert step_for("4.1", 0, "en").text == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_the_scale_has_plain_words_and_every_area_examples(language):
    for area in default_framework().areas:
        steps = rubric(area.code, language)
        assert [step.level for step in steps] == [0, 1, 2, 3, 4]
        assert all(step.plain.language == tag(language) for step in steps)
        assert [bool(step.example.text) for step in steps] == [False, False, True, False, True]
    assert not any(step.example.text for step in rubric("", language))


@pytest.mark.parametrize(
    ("share", "level"),
    [(Fraction(0), 0), (Fraction(1, 4), 1), (Fraction(49, 100), 1), (Fraction(1, 2), 2), (Fraction(99, 100), 3), (Fraction(1), 4)],
)  # fmt: skip
def test_a_share_is_put_on_the_scale_rounded_down(share, level):
    assert on_the_scale(share) == level


def test_the_step_belongs_to_the_weakest_evidenced_feature(city):
    make_evidence(city, features=["KF9.1"])
    make_agreed_round(city, {"KF4.2": 0, "KF9.1": 2, "KF9.2": 3})

    step = next_step(city, TODAY, language="en")

    assert (step.area, step.feature, step.level, step.is_reach) == ("B9", "KF9.1", 2, False)
    assert str(step.words.name) == "Public events that encourage and celebrate learning"
    assert step.text.text.startswith("Make it yearly")


def test_without_any_evidence_it_is_the_weakest_of_all(city):
    make_agreed_round(city, {"KF4.2": 0, "KF9.1": 2})

    assert next_step(city, TODAY, language="en").feature == "KF4.2"


def test_reach_has_a_step_too(city):
    make_figure(city, "40", "reach.B5", scheme="platform")
    standing = reckon(facts_of([city], default_framework())[city.pk], default_framework(), 2026, TODAY)

    step = step_from(standing, "en")

    assert (step.area, step.is_reach, step.level, step.words) == ("B5", True, 1, None)
    assert step.text.text


def test_nothing_known_no_step(city):
    assert next_step(city, TODAY) is None


def test_a_framework_without_our_steps_gives_none(city):
    make_agreed_round(city, {"4.1": 1}, framework="sdg4-2015", left_open={})

    step = next_step(city, TODAY, framework("sdg4"), "en")

    assert step is None or step.text.text == ""
