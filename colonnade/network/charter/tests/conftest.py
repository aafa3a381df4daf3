"""Bruno coordinates the city, Mara is its mayor, Chidi sits in the National Commission, Sefa keeps the network."""

import pytest

from colonnade.city.profile.tests.factories import make_city, make_coordinator
from colonnade.network.charter.tests.factories import make_call, make_commission, make_network
from colonnade.people.tests.factories import make_holding, make_person


@pytest.fixture
def city(db):
    """The city of these tests."""
    return make_city()


@pytest.fixture
def bruno(city):
    """Coordinates the city."""
    return make_coordinator(city)


@pytest.fixture
def mara(city):
    """The mayor of the city."""
    person = make_person("Mara")
    make_holding(person, "mayor", city.uuid)
    return person


@pytest.fixture
def network(db):
    """The network of these tests."""
    return make_network()


@pytest.fixture
def commission(db):
    """The National Commission of the city's country."""
    return make_commission()


@pytest.fixture
def chidi(commission):
    """Sits in the National Commission."""
    person = make_person("Chidi")
    make_holding(person, "commission_officer", commission.uuid)
    return person


@pytest.fixture
def sefa(network):
    """Works in the secretariat of the network."""
    person = make_person("Sefa")
    make_holding(person, "secretariat", network.uuid)
    return person


@pytest.fixture
def call(network):
    """A call for members that is open at noon."""
    return make_call(network)


@pytest.fixture
def dora(db):
    """Runs the platform."""
    return make_person("Dora", is_operator=True)


@pytest.fixture
def charlie(db):
    """Holds nothing anywhere."""
    return make_person("Charlie")
