"""A city whose catalogue Bruno looks after, a fake format, and Charlie who must never get anywhere."""

from collections import defaultdict

import pytest

from colonnade.city.catalogue.harvest import protocol
from colonnade.city.catalogue.tests.factories import FakeReader, make_source
from colonnade.city.profile.tests.factories import make_city, make_coordinator
from colonnade.people.tests.factories import make_person
from colonnade.plumbing import events


@pytest.fixture(autouse=True)
def _fake_format(monkeypatch):
    monkeypatch.setitem(protocol._readers, "fake", FakeReader())


@pytest.fixture
def city(db):
    """The city of these tests."""
    return make_city()


@pytest.fixture
def source(city):
    """One feed of the city."""
    return make_source(city)


@pytest.fixture
def bruno(city):
    """Coordinates the city."""
    return make_coordinator(city)


@pytest.fixture
def dora(db):
    """Runs the platform."""
    return make_person("Dora", is_operator=True)


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
