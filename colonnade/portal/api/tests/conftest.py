"""A site with an address, and a clock that stands still."""

import pytest

from colonnade.portal.api import addresses
from colonnade.portal.api.tests.factories import NOW


@pytest.fixture(autouse=True)
def _site(settings, monkeypatch):
    settings.BASE_URL = "https://learn.example"
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    addresses._pattern.cache_clear()
