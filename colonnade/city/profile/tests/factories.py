"""Cities to test with, and the people who look after them."""

from datetime import UTC, datetime

from colonnade.city.profile.models import District, Place, TeamMember, Territory
from colonnade.people.models import Person
from colonnade.people.tests.factories import make_holding, make_person

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")


def make_city(slug: str = "aubrelle", **fields) -> Territory:
    """A city in Germany; its point is known."""
    values = {
        "names": {"de": slug.title()},
        "country": "DE",
        "region": "Europe and North America",
        "latitude": 52.5,
        "longitude": 13.4,
        "timezone": "Europe/Berlin",
        "languages": ["de"],
        "default_language": "de",
    }
    return Territory.objects.create(slug=slug, **{**values, **fields})


def make_district(city: Territory, code: str = "nord", **fields) -> District:
    """A part of the city."""
    return District.objects.create(territory=city, code=code, **{"names": {"de": code.title()}, **fields})


def make_place(city: Territory, name: str = "Library", **fields) -> Place:
    """A venue in the city, with a point."""
    values = {"match_key": name.lower(), "names": {"de": name}, "latitude": 52.51, "longitude": 13.41}
    return Place.objects.create(territory=city, **{**values, **fields})


def make_contact(city: Territory, name: str = "Amina", **fields) -> TeamMember:
    """Somebody the city names as a contact."""
    return TeamMember.objects.create(territory=city, name=name, **{"agreed_at": NOON, **fields})


def make_coordinator(city: Territory, name: str = "Bruno") -> Person:
    """Somebody who coordinates the city."""
    person = make_person(name)
    make_holding(person, "coordinator", city.uuid)
    return person
