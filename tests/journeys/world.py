"""The world that journeys happen in: three invented cities, one for each language, and everybody who works there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test.utils import override_settings
from django.utils import timezone

from colonnade.city.profile.actions import ship_member_cities
from colonnade.city.profile.models import Territory
from colonnade.people.actions import define_roles, grant_role, register_person
from colonnade.people.models import Person, Role
from colonnade.plumbing import configuration
from colonnade.plumbing.permissions import System
from colonnade.plumbing.search import outbox
from colonnade.portal.demo import actions as building
from colonnade.portal.demo import world as invented

BY = System("journeys")
PASSWORD = "a-row-of-columns"


@dataclass(frozen=True)
class Story:
    """What one language's journeys look for, and what its coordinator brings."""

    language: str
    direction: str
    city: str
    words: str  # what a resident types
    title: str  # and means to find
    brought: str  # what the coordinator's calendar holds
    place: str

    @property
    def coordinator(self) -> str:
        """The address that the coordinator of the city signs in with."""
        return f"coordinator-{self.language}@example.org"


STORIES = {
    "en": Story(
        "en", "ltr", "whangakuaka", "planks dinghy", "Nine planks: school credits out of one dinghy",
        "Mending kites on the pier", "Old Customs Shed",
    ),
    "es": Story(
        "es", "ltr", "illarimayo", "bachillerato wawas", "Bachillerato para personas adultas, de noche y con wawas",
        "Arreglar cometas en el mercado", "Galpón de la Aduana",
    ),
    "ar": Story(
        "ar", "rtl", "marsa-rihana", "الدراسة خجل", "فرصة ثانية: عودة إلى الدراسة بلا خجل",
        "إصلاح الطائرات الورقية على الرصيف", "مخزن الجمارك القديم",
    ),
}  # fmt: skip


def build(folder: Path) -> None:
    """Build the world under ``folder``: a database and a search index that :func:`enter` copies for each journey."""
    quick = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
    with database_at(folder / "world.sqlite3"), override_settings(SEARCH_ROOT=folder / "search", **quick):
        call_command("migrate", interactive=False, verbosity=0)
        _fill()
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def enter(made: Path, own: Path) -> None:
    """Give a journey a fresh copy of the world under ``own``."""
    shutil.copy(made / "world.sqlite3", own / "world.sqlite3")
    shutil.copytree(made / "search", own / "search")


@contextmanager
def database_at(path: Path) -> Iterator[None]:
    """While it holds, every thread's ``default`` is this file. The test database is set aside, not closed.

    A file, because the server's threads and the test each need a connection and transactions of their own.
    """
    kept, kept_settings = connections["default"], connections.settings["default"]
    own = {**kept_settings, **configuration.database(configuration.read({})), "NAME": str(path)}
    connections.settings["default"] = own
    del connections["default"]
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"] = kept_settings
        connections["default"] = kept


def _fill() -> None:
    now = timezone.now()
    define_roles(by=BY, at=now)
    ship_member_cities(by=BY, at=now)
    slugs = {story.city for story in STORIES.values()}
    cities = tuple(city for city in invented.cities() if city["slug"] in slugs)
    with mock.patch.object(invented, "cities", return_value=cities):
        building.build(now)
    for story in STORIES.values():
        city = Territory.objects.get(slug=story.city)
        grant_role(
            person=make_person(story.coordinator, story.language),
            role=Role.objects.get(code="coordinator"),
            scope_id=city.uuid,
            by=BY,
            at=now,
        )
    outbox.apply_pending(wait=30)


def make_person(email: str, language: str) -> Person:
    """Somebody with a confirmed address and the password of everybody here."""
    return register_person(
        email=email,
        name=email.split("@")[0],
        password=PASSWORD,
        language=language,
        is_verified=True,
        at=timezone.now(),
    )


def indexer_passes() -> None:
    """What the indexer does within a second, done now."""
    assert settings.SEARCH_ROOT.exists()
    outbox.apply_pending(wait=30)
