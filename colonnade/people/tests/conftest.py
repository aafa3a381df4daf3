"""Test people with a part: Bruno coordinates the city, Dora runs the platform, Charlie must never get anywhere."""

from collections import defaultdict

import pytest
from django.core.cache import cache

from colonnade.people.tests.factories import make_holding, make_person
from colonnade.plumbing import events


@pytest.fixture(autouse=True)
def a_house_of_its_own(settings, tmp_path):
    """Start with fresh rate limits, the addresses of this module, and a folder for static files."""
    cache.clear()
    settings.ROOT_URLCONF = "colonnade.people.tests.urls"
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def amina(db):
    """Keeps a provider's offers."""
    return make_person("Amina")


@pytest.fixture
def bruno(db):
    """Coordinates the city."""
    person = make_person("Bruno")
    make_holding(person)
    return person


@pytest.fixture
def dora(db):
    """Runs the platform."""
    person = make_person("Dora", is_operator=True)
    make_holding(person, "operator", None)
    return person


@pytest.fixture
def charlie(db):
    """Holds nothing anywhere."""
    return make_person("Charlie")


@pytest.fixture
def heard(monkeypatch):
    """Every event that reaches its listeners, after commit."""
    found = []

    class Ears(defaultdict):
        def __missing__(self, key):
            return [found.append]

    monkeypatch.setattr(events, "_subscribers", Ears(list))
    return found
