"""Bruno coordinates the place with Amina, Dora runs the platform, Charlie must never get anywhere."""

from collections import defaultdict
from uuid import uuid4

import pytest
from django.core.cache import cache

from colonnade.drafting.tests.factories import make_consultation
from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing import events


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    """Nobody has commented before."""
    cache.clear()


@pytest.fixture
def place():
    """uuid of the place that texts belong to."""
    return uuid4()


@pytest.fixture
def bruno(db, place):
    """Coordinates the place."""
    person = make_person("Bruno")
    make_holding(person, "coordinator", place)
    return person


@pytest.fixture
def amina(db, place):
    """Coordinates it with him."""
    person = make_person("Amina")
    make_holding(person, "coordinator", place)
    return person


@pytest.fixture
def dora(db):
    """Runs the platform."""
    return make_person("Dora", is_operator=True)


@pytest.fixture
def charlie(db):
    """Holds nothing anywhere."""
    return make_person("Charlie")


@pytest.fixture
def asked(db, place):
    """A text with two sections that is open for comments."""
    return make_consultation(place)


@pytest.fixture
def heard(monkeypatch):
    """Every event that reaches its listeners, after commit."""
    found = []

    class Ears(defaultdict):
        def __missing__(self, key):
            return [found.append]

    monkeypatch.setattr(events, "_subscribers", Ears(list))
    return found
