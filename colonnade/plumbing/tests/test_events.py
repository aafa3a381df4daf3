"""News travels after commit, to everybody who asked for it."""

from collections import defaultdict
from dataclasses import dataclass

import pytest
from django.db import transaction

from colonnade.plumbing import events


@dataclass(frozen=True)
class PotThrown:
    """A pot was thrown."""

    name: str


@pytest.fixture
def heard(monkeypatch):
    """What two listeners heard."""
    monkeypatch.setattr(events, "_subscribers", defaultdict(list))
    found = []

    @events.on(PotThrown)
    def first(event):
        found.append(("first", event.name))

    @events.on(PotThrown)
    def second(event):
        found.append(("second", event.name))

    return found


@pytest.mark.django_db(transaction=True)
def test_nothing_is_heard_before_commit(heard):
    with transaction.atomic():
        events.announce(PotThrown("jug"))
        assert heard == []

    assert heard == [("first", "jug"), ("second", "jug")]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_heard(heard):
    with transaction.atomic():
        events.announce(PotThrown("jug"))
        transaction.set_rollback(True)

    assert heard == []


@pytest.mark.django_db
def test_an_event_nobody_listens_to_is_no_mistake(heard):
    events.announce(object())

    assert heard == []


def test_listeners_are_listed(heard):
    assert [(event, len(reactions)) for event, reactions in events.listeners().items()] == [(PotThrown, 2)]
