"""Bruno coordinates the city, Dora runs the platform, Charlie must never get anywhere."""

import pytest

from colonnade.city.profile.tests.factories import make_city, make_coordinator
from colonnade.people.tests.factories import make_person


@pytest.fixture
def city(db):
    """The city of these tests."""
    return make_city()


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
