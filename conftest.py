"""What every test may rely on: a fresh search index, quick passwords, jobs that run at once."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def a_world_of_its_own(settings, tmp_path):
    """Keep each test's files to itself and its work quick."""
    settings.SEARCH_ROOT = tmp_path / "search"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}
    }


@pytest.fixture(autouse=True)
def in_english():
    """Begin in English, whatever language the page of the test before was in."""
    with translation.override("en"):
        yield
