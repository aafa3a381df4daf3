"""A prepared query answers like its queryset, and the database is still asked once."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test.utils import isolate_apps

from colonnade.plumbing.prepared import UUIDS, WORDS, Prepared, PreparedObjects, hold
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


# -- objects ----------------------------------------------------------------------------------------------


def _by_codename(related=("content_type",)):
    return PreparedObjects(
        lambda names: Permission.objects.filter(codename__in=names).order_by("pk"), related, WORDS
    )


def _names():
    return list(Permission.objects.order_by("pk").values_list("codename", flat=True)[:3])


def test_objects_are_those_of_the_queryset_with_what_they_point_to(django_assert_num_queries):
    names = _names()
    expected = list(Permission.objects.filter(codename__in=names).order_by("pk"))
    asked = _by_codename()

    with django_assert_num_queries(1):
        found = asked.objects(names)
        kinds = [each.content_type for each in found]

    assert found == expected
    assert kinds == [each.content_type for each in expected]
    assert [each.__dict__.keys() for each in found] == [each.__dict__.keys() for each in expected]
    assert (found[0]._state.db, found[0]._state.adding) == ("default", False)


def test_objects_without_relations_ask_for_them_later():
    [found] = _by_codename(()).objects(_names()[:1])

    assert "content_type" not in found._state.fields_cache
    assert found.content_type.pk == found.content_type_id


def test_a_word_nobody_has_brings_nothing():
    assert _by_codename().objects(["nothing of the kind"]) == []


@isolate_apps("colonnade.plumbing")
def test_uuids_are_keys_like_others():
    class _Thing(models.Model):
        key = models.UUIDField()

        class Meta:
            app_label = "search"

    asked = Prepared(lambda keys: _Thing.objects.filter(key__in=keys).values_list("key"), UUIDS)

    assert "IN (%s, %s)" in asked._word(2).sql


def test_what_is_held_is_not_asked_for_again(django_assert_num_queries):
    kind = ContentType.objects.get_for_model(Permission)
    found = list(Permission.objects.filter(content_type=kind).order_by("-pk"))
    hold(kind, "permission_set", found)

    with django_assert_num_queries(0):
        assert list(kind.permission_set.all()) == found
        assert kind.permission_set.count() == len(found)
        assert all(each.content_type is kind for each in kind.permission_set.all())


def test_json_is_read_as_the_field_reads_it():
    value = {"en": "Żółć ✓", "n": [1, 2.5, None, True, -0.0, 10**15], "deep": {"a": {"b": []}}}
    key = Change.objects.create(kind="k0", ids=value).pk

    [(_, ids, _)] = _asked().rows([key])

    assert ids == Change.objects.get(pk=key).ids == value
