"""Building the demo world, and taking it away again."""

import io
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.utils.text import slugify

from colonnade.city.catalogue.actions import harvest, keep_source
from colonnade.city.catalogue.models import Opportunity
from colonnade.city.monitoring.actions.computing import define_platform_indicators
from colonnade.city.monitoring.actions.indicators import define_indicators
from colonnade.city.monitoring.models import Report
from colonnade.city.profile.actions import found_territory
from colonnade.city.profile.models import District, TeamMember, Territory
from colonnade.city.profile.vocabulary import TerritoryKind
from colonnade.drafting.models import Draft
from colonnade.people.actions import grant_role, register_person
from colonnade.people.models import Organisation, Person, Role, Signature
from colonnade.plumbing.languages import choose
from colonnade.plumbing.permissions import System
from colonnade.plumbing.search import outbox
from colonnade.portal.demo import steering, world
from colonnade.portal.demo.reader import NAME
from colonnade.portal.demo.signs import PASSWORD

BY = System("colonnade demo")
NETWORK = UUID("c0100000-0000-4000-8000-00000000de30")  # the invented network that roles of networks hold in
INVENTED = "invented for the demo world"
FEED = "Demo world (invented)"
ROLES = {
    "coordinator": "coordinator",
    "provider": "provider_keeper",
    "mayor": "mayor",
    "statistics_officer": "statistics_officer",
    "council_member": "council_member",
    "national_commission": "commission_officer",
    "network_secretariat": "secretariat",
    "jury": "juror",
    "operator": "operator",
}


def build(at: datetime) -> dict[str, int]:
    """Build the demo world, or bring it up to today; returns counts. Safe to repeat."""
    counts = {"cities": 0, "offers": 0, "people": 0}
    for data in world.cities():
        city = _city(data, at)
        counts["cities"] += 1
        source = keep_source(
            city=city,
            name=FEED,
            by=BY,
            at=at,
            format=NAME,
            licence="CC0-1.0 (invented)",
            is_demo=True,
            redact=False,
        )
        run = harvest(
            source=source,
            stream=io.BytesIO(orjson.dumps(data)),
            name=f"{city.slug}.json",
            by=BY,
            at=at,
            index=False,
        )
        counts["offers"] += run.read - run.rejected
    counts["people"] = _people(at)
    outbox.apply_pending(wait=30)
    define_indicators(by=BY, at=at)
    define_platform_indicators()
    for number, data in enumerate(world.cities()):
        steering.steer(Territory.objects.get(slug=data["slug"]), data, number, at)
    return counts


@transaction.atomic
def remove() -> dict[str, int]:
    """Take everything invented away, and nothing else; returns counts."""
    offers = list(Opportunity.objects.filter(is_demo=True).values_list("id", flat=True))
    cities = list(Territory.objects.filter(is_demo=True).values_list("id", flat=True))
    people = Person.objects.filter(is_demo=True)
    counts = {"cities": len(cities), "offers": len(offers), "people": people.count()}
    places = list(Territory.objects.filter(pk__in=cities).values_list("uuid", flat=True))
    Report.objects.filter(territory__in=cities).delete()
    Draft.objects.filter(scope_id__in=places).delete()
    Signature.objects.filter(scope_id__in=places).delete()
    Territory.objects.filter(pk__in=cities).delete()
    Organisation.objects.filter(is_demo=True).delete()
    people.delete()
    outbox.changed("offers", offers)
    outbox.changed("cities", cities)
    return counts


@transaction.atomic
def _city(data: dict[str, Any], at: datetime) -> Territory:
    held = Territory.objects.filter(slug=data["slug"]).first()
    if held:
        return held
    kind = data["kind"].upper()
    city = found_territory(
        name=choose(data["names"], data["default_language"]).text,
        by=BY,
        at=at,
        is_demo=True,
        kind=kind if kind in TerritoryKind.values else "CITY",
        point_source=INVENTED,
        population_source=INVENTED,
        **{
            name: data[name]
            for name in (
                "slug", "names", "country", "region", "latitude", "longitude", "timezone", "population", "population_year",
                "languages", "default_language", "about",
            )
        },
    )  # fmt: skip
    District.objects.bulk_create(
        [
            District(
                territory=city,
                code=slugify(choose(each["names"], data["default_language"]).text, allow_unicode=True),
                names=each["names"],
                outline=each["outline"],
            )
            for each in data["districts"]
        ]
    )
    TeamMember.objects.bulk_create(
        [
            TeamMember(
                territory=city,
                name=each["name"],
                task=each["role"],
                email=each["email"],
                order=order,
                agreed_at=at,
            )
            for order, each in enumerate(data["team"])
        ]
    )
    for part in data.get("territories", []):
        _part(part, data, city, at)
    return city


def _part(part: dict[str, Any], data: dict[str, Any], whole: Territory, at: datetime) -> None:
    kind = part.get("kind", "district").upper()
    found_territory(
        name=choose(part["names"], data["default_language"]).text,
        country=data["country"],
        by=BY,
        at=at,
        slug=part["slug"],
        names=part["names"],
        about=part.get("about", {}),
        kind=kind if kind in TerritoryKind.values else "DISTRICT",
        parent=whole,
        region=data["region"],
        latitude=part.get("latitude"),
        longitude=part.get("longitude"),
        point_source=INVENTED,
        population=part.get("population"),
        population_year=part.get("population_year"),
        population_source=INVENTED,
        timezone=data["timezone"],
        languages=data["languages"],
        default_language=data["default_language"],
        is_demo=True,
    )


def _people(at: datetime) -> int:
    slugs = {data["slug"]: data for data in world.cities()}
    roles = {role.code: role for role in Role.objects.all()}
    count = 0
    for entry in world.sign_ins():
        count += 1
        if Person.objects.filter(email=entry["email"]).exists():
            continue
        person = _person(entry, slugs.get(entry.get("city") or ""), at)
        role = roles.get(ROLES.get(entry["role"], ""))
        if role is not None:
            grant_role(person=person, role=role, scope_id=_scope(entry, role, slugs), by=BY, at=at)
    return count


def _person(entry: dict[str, Any], city: dict[str, Any] | None, at: datetime) -> Person:
    return register_person(
        email=entry["email"],
        name=entry["name"],
        password=PASSWORD,
        language=city["default_language"] if city else "en",
        is_verified=True,
        is_demo=True,
        by=BY,
        at=at,
    )


def _scope(entry: dict[str, Any], role: Role, cities: dict[str, dict[str, Any]]) -> Any:
    """The uuid of the place a role holds in; a network of its own for roles of networks that come later."""
    if role.scope == "PLATFORM":
        return None
    city = Territory.objects.filter(slug=entry.get("city") or "").first()
    if role.scope == "PROVIDER" and city is not None:
        data = cities[city.slug]
        wanted = next(
            (each for each in data["organisations"] if each["key"] == entry.get("organisation")),
            data["organisations"][0],
        )
        name = choose(wanted["name"], data["default_language"]).text.casefold()
        held = Organisation.objects.filter(home_id=city.uuid, match_key=" ".join(name.split())).first()
        return held.uuid if held else city.uuid
    return city.uuid if city else NETWORK
