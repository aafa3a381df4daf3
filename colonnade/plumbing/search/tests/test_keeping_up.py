"""The index follows the database: outbox, rebuilding, one indexer at a time."""

from dataclasses import replace

import pytest
from django.conf import settings

from colonnade.plumbing.search import outbox, store
from colonnade.plumbing.search.kinds import _kinds
from colonnade.plumbing.search.models import Change
from colonnade.plumbing.search.tests.factories import KIND, SHELF, ask, build, found, put


def test_an_index_that_was_never_built_answers_nothing():
    put(1, "Pottery")

    answer = ask("pottery", facets=("colour",), windows={"soon": ("days", 0, 1)})

    assert (answer.ids, answer.total, answer.facets, answer.windows) == ([], 0, {"colour": []}, {})
    assert outbox.needs_building()
    assert not outbox.ready()


def test_changes_are_applied_and_struck_off():
    build()
    put(1, "Pottery")
    outbox.changed("shelf", [1])
    assert (outbox.pending(), found("pottery")) == (1, [])

    assert outbox.apply_pending() == 1

    assert (outbox.pending(), found("pottery")) == (0, [1])


def test_a_change_replaces_what_was_there():
    put(1, "Pottery")
    build()
    put(1, "Chess")
    outbox.changed("shelf", [1])
    outbox.apply_pending()

    assert (found("pottery"), found("chess"), ask().total) == ([], [1], 1)


def test_what_is_gone_vanishes():
    put(1, "Pottery")
    put(2, "Chess")
    build()
    del SHELF[1]
    outbox.changed("shelf", [1])
    outbox.apply_pending()

    assert (found("pottery"), ask().total) == ([], 1)


def test_the_same_change_twice_is_done_once():
    build()
    put(1, "Pottery")
    outbox.changed("shelf", [1])
    outbox.changed("shelf", [1, 1])

    assert outbox.apply_pending() == 1
    assert ask("pottery").total == 1


def test_nothing_changed_is_not_noted():
    outbox.changed("shelf", [])

    assert outbox.pending() == 0


def test_the_first_application_builds_the_index():
    put(1, "Pottery")

    outbox.apply_pending()

    assert (found("pottery"), outbox.ready()) == ([1], True)


def test_rebuilding_swaps_and_takes_the_old_one_away():
    put(1, "Pottery")
    build()
    old = store.folder(KIND)
    put(2, "Chess")
    Change.objects.create(kind="shelf", ids=[2])

    assert outbox.rebuild() == 2

    assert store.folder(KIND) != old
    assert not old.exists()
    assert (found(), outbox.pending()) == ([1, 2], 0)


def test_a_rebuild_that_fails_leaves_the_old_index(monkeypatch):
    put(1, "Pottery")
    build()
    put(2, "Chess", colour="not a list")
    SHELF[2]["texts"] = [("en", None, None)]

    with pytest.raises(TypeError):
        outbox.rebuild()

    assert found("pottery") == [1]


def test_a_new_shape_asks_for_a_new_index(monkeypatch):
    put(1, "Pottery")
    build()
    newer = replace(KIND, version=2)
    monkeypatch.setitem(_kinds, "shelf", newer)
    assert outbox.needs_building()

    outbox.apply_pending()

    assert found("pottery") == [1]


def test_a_second_indexer_gets_no_lock():
    with outbox.only_indexer() as first, outbox.only_indexer() as second:
        assert (first, second) == (True, False)

    with outbox.only_indexer() as third:
        assert third is True


def test_without_the_lock_nothing_is_applied():
    build()
    put(1, "Pottery")
    outbox.changed("shelf", [1])
    with outbox.only_indexer():
        assert (outbox.apply_pending(), outbox.rebuild(wait=0)) == (0, 0)

    assert (outbox.pending(), found("pottery")) == (1, [])


def test_changes_of_a_kind_nobody_knows_stay():
    build()
    outbox.changed("ships", [1])

    assert outbox.apply_pending() == 0
    assert outbox.pending() == 1


def test_an_index_lives_in_the_folder_of_the_settings():
    build()

    assert store.folder(KIND).parent == settings.SEARCH_ROOT


def test_what_changes_while_the_engine_merges_is_not_kept_waiting():
    build()
    for number in range(1, 40):
        put(number, "Pottery")
        outbox.changed("shelf", [number])
        outbox.apply_pending()
        assert ask().total == number

    with store.writing(KIND) as writer:
        assert not writer.merging()
        put(40, "Chess")
        writer.put([40])
        writer.commit()
        put(41, "Chess")
        writer.put([41])  # the same writer goes on after a commit
        writer.commit()

    assert found("chess") == [40, 41]


def test_what_an_error_interrupts_is_applied_the_next_time():
    build()
    put(1, "Pottery")
    SHELF[2] = {"id": 2}
    outbox.changed("shelf", [1])
    outbox.changed("shelf", [2])
    with pytest.raises(KeyError):
        outbox.apply_pending()
    assert outbox.pending() == 2
    put(2, "Chess")

    outbox.apply_pending()

    assert (found(), outbox.pending()) == ([1, 2], 0)
