"""Answers that are remembered: never older than the index, nobody's to change, and not too many."""

from colonnade.plumbing.search import engine, outbox
from colonnade.plumbing.search.tests.factories import KIND, ask, build, put


def _remembered():
    return engine._open[KIND.name].remembered


def test_the_same_question_is_answered_from_memory():
    put(1, "Pottery", colour=["red"])
    build()

    first, second = ask(facets=("colour",)), ask(facets=("colour",))

    assert first == second
    assert len(_remembered()) == 1


def test_a_change_is_found_by_the_very_next_question():
    put(1, "Pottery", colour=["red"])
    build()
    for number in range(2, 12):
        before = ask(facets=("colour",))
        put(number, "Chess", colour=["blue"])
        outbox.changed("shelf", [number])
        outbox.apply_pending()

        after = ask(facets=("colour",))

        assert (before.total, after.total) == (number - 1, number)
        assert dict(after.facets["colour"]) == {"red": 1, "blue": number - 1}


def test_a_rebuilt_index_is_found_by_the_very_next_question():
    put(1, "Pottery")
    build()
    assert ask().ids == [1]
    put(2, "Chess")
    build()

    assert sorted(ask().ids) == [1, 2]


def test_whoever_changes_an_answer_changes_only_their_own():
    put(1, "Pottery", colour=["red"], days=[5])
    build()
    asked = {"facets": ("colour",), "windows": {"soon": ("days", 0, 9)}}
    for _turn in range(2):
        answer = ask(**asked)
        answer.ids.clear()
        answer.facets["colour"].append(("blue", 7))
        answer.windows["soon"] = 99

    assert ask(**asked) == ask(**asked)
    assert (ask(**asked).ids, ask(**asked).facets, ask(**asked).windows) == (
        [1],
        {"colour": [("red", 1)]},
        {"soon": 1},
    )


def test_questions_with_words_and_long_lists_are_not_remembered():
    put(1, "Pottery")
    build()
    ask("pottery")
    ask(limit=engine.LARGEST_REMEMBERED + 1)

    assert _remembered() == {}


def test_the_reader_s_language_makes_no_other_question():
    put(1, "Pottery")
    build()
    ask(language="en")
    ask(language="ar")

    assert len(_remembered()) == 1


def test_what_differs_is_told_apart():
    put(1, "Pottery", colour=["red"])
    put(2, "Chess", colour=["blue"])
    build()

    assert ask(chosen={"colour": ("red",)}).ids == [1]
    assert ask(chosen={"colour": ("blue",)}).ids == [2]
    assert ask(limit=1, offset=0, order_by="id").ids == [1]
    assert ask(limit=1, offset=1, order_by="id").ids == [2]


def test_memory_is_bounded():
    put(1, "Pottery")
    build()
    for number in range(engine.MOST_REMEMBERED + 20):
        ask(at_least={"days": number})

    assert len(_remembered()) <= engine.MOST_REMEMBERED
