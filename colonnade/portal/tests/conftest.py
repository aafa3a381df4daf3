"""A home of its own for every test, and a demo world of one city."""

import pytest

from colonnade.people.tests.factories import make_person
from colonnade.portal.demo import world
from colonnade.portal.tests.factories import small_world


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def small(monkeypatch):
    """The demo world has one city with four offers."""
    held = small_world()
    monkeypatch.setattr(world, "cities", lambda: held)
    return held


@pytest.fixture
def dora(db):
    """Runs the platform."""
    return make_person("Dora", is_operator=True)


@pytest.fixture
def charlie(db):
    """Holds nothing anywhere."""
    return make_person("Charlie")
