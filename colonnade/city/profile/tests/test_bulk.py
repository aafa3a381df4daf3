"""What is inserted in bulk is what the model would have kept."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from colonnade.city.profile.models import Place, Territory
from colonnade.plumbing import bulk
from colonnade.plumbing.search.models import Change

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def _territories(count):
    return [
        {"slug": f"town-{number}", "names": {"de": f"Ödstadt {number}"}, "country": "DE", "uuid": uuid4()}
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 300])
def test_keys_come_back_in_order(count):
    rows = _territories(count)

    keys = bulk.insert(Territory, rows)

    held = Territory.objects.in_bulk(keys)
    assert [held[key].slug for key in keys] == [row["slug"] for row in rows]


def test_values_are_kept_as_the_model_would(django_assert_num_queries):
    [key] = bulk.insert(Territory, _territories(1))
    kept = Territory.objects.get(pk=key)
    other = Territory.objects.create(slug="other", names={"de": "Ödstadt 0"}, country="DE")

    for field in Territory._meta.concrete_fields:
        if field.name not in {"id", "uuid", "slug", "created_at", "modified_at"}:
            assert getattr(kept, field.attname) == getattr(other, field.attname), field.name
    assert list(Territory.objects.filter(names={"de": "Ödstadt 0"}).order_by("pk")) == [kept, other]


def test_what_is_left_out_gets_its_default():
    [key] = bulk.insert(
        Place, [{"territory_id": bulk.insert(Territory, _territories(1))[0], "match_key": "x"}]
    )

    assert (Place.objects.get(pk=key).names, Place.objects.get(pk=key).latitude) == ({}, None)


def test_moments_and_lists_survive():
    [key] = bulk.insert(Change, [{"kind": "offers", "ids": [1, 2], "made_at": AT}])

    change = Change.objects.get(pk=key)
    assert (change.kind, change.ids, change.made_at) == ("offers", [1, 2], AT)


def test_the_database_still_refuses_what_may_not_be():
    rows = _territories(2)
    rows[1]["slug"] = rows[0]["slug"]

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Territory, rows)
    assert not Territory.objects.filter(slug=rows[0]["slug"]).exists()
