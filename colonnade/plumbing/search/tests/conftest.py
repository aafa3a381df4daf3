"""The only kind there is: a shelf, empty at the beginning of every test."""

import pytest

from colonnade.plumbing.search.kinds import _kinds
from colonnade.plumbing.search.tests import factories


@pytest.fixture(autouse=True)
def _shelf(monkeypatch, db):
    for name in list(_kinds):
        monkeypatch.delitem(_kinds, name)
    monkeypatch.setitem(_kinds, "shelf", factories.KIND)
    factories.SHELF.clear()
    yield
    factories.SHELF.clear()
