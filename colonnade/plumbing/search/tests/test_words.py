"""Words: other forms, missing accents, signs without spaces, slips of the pen."""

import pytest

from colonnade.plumbing.search import analysis, engine
from colonnade.plumbing.search.tests.factories import ask, build, found, put


@pytest.mark.parametrize(
    ("language", "title", "typed"),
    [
        ("en", "Painting for gardeners", "gardener paints"),
        ("es", "Talleres de cerámica", "taller"),
        ("fr", "Ateliers de cuisine végétale", "atelier végétales"),
        ("ru", "Занятия рисованием для пенсионеров", "занятие пенсионер"),
        ("ar", "المكتبات العامة", "المكتبة"),
        ("de", "Kurse für Anfängerinnen", "Kurs"),
    ],
)
def test_other_forms_of_a_word_are_found_in_each_language(language, title, typed):
    put(1, title, language=language)
    put(2, "Something else", language="en")
    build()

    answer = ask(typed, language=language)

    assert (answer.ids, answer.loosened) == ([1], "")


def test_words_of_the_body_are_found_too():
    put(1, "Tuesdays", "We learn to draw portraits.")
    build()

    assert found("portrait") == [1]


def test_the_title_weighs_more_than_the_body():
    put(1, "Something", "There is some pottery in it, and more.")
    put(2, "Pottery")
    build()

    assert ask("pottery").ids == [2, 1]


@pytest.mark.parametrize("typed", ["陶艺", "陶艺体验", "艺体"])
def test_chinese_is_found_without_spaces(typed):
    put(1, "周末陶艺体验课", language="zh-Hans")
    put(2, "编程入门", language="zh-Hans")
    build()

    assert found(typed, language="zh-hans") == [1]


def test_signs_that_do_not_stand_together_are_not_found():
    put(1, "陶土和艺术", language="zh-Hans")
    build()

    assert found("陶艺") == []


def test_signs_in_a_text_of_another_language_are_found():
    put(1, "Taiji 太极拳 in the park", language="en")
    build()

    assert found("太极拳") == [1]


@pytest.mark.parametrize(
    ("title", "typed"),
    [("Cerámica para niños", "ceramica ninos"), ("Ünlü kaşık", "unlu"), ("Škola", "SKOLA")],
)
def test_missing_accents_do_not_matter(title, typed):
    put(1, title, language="es")
    build()

    answer = ask(typed)

    assert (answer.ids, answer.loosened) == ([1], "")


def test_arabic_marks_and_forms_fall_together():
    put(1, "دَوْرَةُ إِدارة", language="ar")
    build()

    assert found("دورة ادارة", language="ar") == [1]


def test_languages_without_a_stemmer_are_found_plainly():
    put(1, "Keramiikkaa aikuisille", language="fi")
    build()

    assert found("keramiikkaa") == [1]


def test_a_slip_of_the_pen_is_forgiven_and_said():
    put(1, "Photography for beginners")
    build()

    answer = ask("fotography")

    assert (answer.ids, answer.loosened) == ([1], "spelling")


def test_short_words_are_not_guessed():
    put(1, "Tea")
    build()

    assert found("sea") == []


def test_when_not_all_words_are_there_some_will_do_and_it_is_said():
    put(1, "Pottery at the mill")
    put(2, "Nothing of the kind")
    build()

    answer = ask("pottery zeppelin")

    assert (answer.ids, answer.loosened) == ([1], "words")


def test_all_words_must_be_there_while_something_has_them():
    put(1, "Pottery at the mill")
    put(2, "Pottery")
    build()

    answer = ask("pottery mill")

    assert (answer.ids, answer.loosened) == ([1], "")


@pytest.mark.parametrize("typed", ["the pottery of the mill", "de la pottery", "kurs auf pottery"])
def test_small_words_do_not_kill_what_is_found(typed):
    put(1, "Pottery kurs", language="en")
    build()

    assert found(typed) == [1]


def test_a_question_of_small_words_alone_is_still_asked():
    put(1, "The The")
    build()

    assert found("the") == [1]


@pytest.mark.parametrize("typed", ["", "   ", "!?", "«»", "\x00", '"', "title:x", "a AND", "(", "*"])
def test_signs_of_other_search_languages_do_no_harm(typed):
    put(1, "Pottery")
    build()

    ask(typed)


def test_a_question_without_words_finds_everything():
    put(1, "Pottery")
    put(2, "Chess")
    build()

    assert found("?!") == [1, 2]


def test_completions_go_on_where_the_typing_stopped():
    put(1, "Pottery for children")
    put(2, "Potatoes from seed")
    put(3, "Chess")
    build()

    assert sorted(engine.completions("shelf", "pot", {})) == [1, 2]
    assert engine.completions("shelf", "pottery ch", {}) == [1]
    assert engine.completions("shelf", "", {}) == []


def test_completions_keep_to_what_was_chosen():
    put(1, "Pottery", colour=["red"])
    put(2, "Potatoes", colour=["blue"])
    build()

    assert engine.completions("shelf", "pot", {"colour": ("blue",)}) == [2]


def test_words_and_signs_are_told_apart():
    assert list(analysis.words("Taiji太极拳 2x, daß")) == ["Taiji", "太极拳", "2x", "daß"]
    assert analysis.pairs("太极拳") == ["太极", "极拳"]
    assert analysis.pairs("太") == ["太"]


@pytest.mark.parametrize(
    ("word", "script"), [("太", "signs"), ("курс", "cyrillic"), ("دورة", "arabic"), ("cours", "latin")]
)
def test_scripts_are_recognised(word, script):
    assert analysis.script(word) == script
