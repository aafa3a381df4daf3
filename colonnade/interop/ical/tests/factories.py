"""A city, its library, and what can be learned there; by the models directly."""

from datetime import UTC, datetime, timedelta
from itertools import count

from colonnade.city.catalogue.models import Opportunity, Session
from colonnade.city.profile.models import Place, Territory
from colonnade.people.models import Organisation

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
_numbers = count(1)


def make_city(slug: str = "aubrelle", **fields) -> Territory:
    """A city in France."""
    values = {
        "names": {"fr": "Aubrelle", "en": "Aubrelle"},
        "country": "FR",
        "timezone": "Europe/Paris",
        "default_language": "fr",
    }
    return Territory.objects.create(slug=slug, **{**values, **fields})


def make_provider(city: Territory, **fields) -> Organisation:
    """A library of the city."""
    values = {
        "names": {"fr": "Médiathèque"},
        "home_id": city.uuid,
        "match_key": f"mediatheque-{next(_numbers)}",
    }
    return Organisation.objects.create(**{**values, **fields})


def make_place(city: Territory, **fields) -> Place:
    """A venue with an address and a point."""
    values = {
        "match_key": f"place-{next(_numbers)}", "names": {"fr": "Salle des fêtes"}, "street": "Rue Haute 3", "postal_code": "12345",
        "locality": "Aubrelle", "country": "FR", "latitude": 48.5, "longitude": 2.25,
    }  # fmt: skip
    return Place.objects.create(territory=city, **{**values, **fields})


def make_offer(city: Territory, title: str = "Poterie, pour tous", **fields) -> Opportunity:
    """An offer on show."""
    values = {
        "title": {"fr": title}, "description": {"fr": "<p>Apprendre à tourner.</p>"}, "default_language": "fr",
        "building_blocks": ["B5"], "created_at": NOW, "modified_at": NOW - timedelta(days=2),
    }  # fmt: skip
    return Opportunity.objects.create(city=city, **{**values, **fields})


def make_session(offer: Opportunity, days: float = 3, **fields) -> Session:
    """Two hours, so many days from now."""
    start = NOW + timedelta(days=days)
    end = start + timedelta(hours=2)
    values = {"start": start, "end": end, "end_known": True, "ends_at": end, "timezone": "Europe/Paris"}
    return Session.objects.create(opportunity=offer, **{**values, **fields})
