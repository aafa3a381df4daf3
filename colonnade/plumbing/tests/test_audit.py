"""The trail: who did what, beside what they did."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from colonnade.plumbing import audit
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import System

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Amina:
    """Somebody with an account."""

    pk = 7
    name = "Amina"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("by", "person", "actor"), [(Amina(), 7, ""), (System("colonnade setup"), None, "colonnade setup")]
)
def test_a_deed_is_recorded_with_who_did_it(by, person, actor):
    thing = ContentType.objects.create(app_label="pots", model="pot")

    audit.record(by=by, verb="pots:pot:throw", thing=thing, at=NOON, size=3)
    entry = Entry.objects.get()

    assert (entry.person_id, entry.actor, entry.verb, entry.details) == (
        person,
        actor,
        "pots:pot:throw",
        {"size": 3},
    )
    assert str(entry) == f"2026-11-22 12:00 pots:pot:throw contenttypes.contenttype {thing.pk}"


@pytest.mark.django_db
def test_what_is_rolled_back_leaves_no_trace():
    thing = ContentType.objects.create(app_label="pots", model="pot")

    with transaction.atomic():
        audit.record(by=Amina(), verb="pots:pot:throw", thing=thing, at=NOON)
        transaction.set_rollback(True)

    assert Entry.objects.count() == 0
