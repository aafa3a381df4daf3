"""A prepared query answers like its queryset, and the database is still asked once."""

import pytest

from colonnade.plumbing.prepared import Prepared
from colonnade.plumbing.search.models import Change

pytestmark = pytest.mark.django_db


def _changes(count):
    return [Change.objects.create(kind=f"k{number % 2}", ids=[number]).pk for number in range(count)]


def _asked():
    return Prepared(
        lambda keys: (
            Change.objects.filter(kind="k0", pk__in=keys).order_by("-pk").values_list("pk", "ids", "made_at")
        )
    )


@pytest.mark.parametrize("count", [1, 2, 3, 21, 600])
def test_answers_like_the_queryset(count):
    asked, keys = _asked(), _changes(count)

    assert asked.rows(keys) == list(asked._make(keys))
    assert asked.rows(keys) == list(asked._make(keys))


def test_values_are_python_s_own():
    keys = _changes(1)

    [(key, ids, made_at)] = _asked().rows(keys)

    assert (key, ids, made_at.tzinfo is None) == (keys[0], [0], False)


def test_asks_once_and_not_at_all_without_keys(django_assert_num_queries):
    asked, keys = _asked(), _changes(3)

    with django_assert_num_queries(1):
        asked.rows(keys)
    with django_assert_num_queries(0):
        assert asked.rows([]) == []


def test_unknown_keys_bring_nothing():
    assert _asked().rows([987_654]) == []


def test_keys_must_stand_together():
    scattered = Prepared(lambda keys: Change.objects.filter(pk__gt=keys[0], id__in=keys).values_list("pk"))

    with pytest.raises(ValueError, match="stand together"):
        scattered.rows([1, 2])
