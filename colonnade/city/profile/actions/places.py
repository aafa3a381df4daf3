"""Keeping the venues and districts that feeds name."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import slugify

from colonnade.city.profile.models import District, Place, Territory

FIELDS = (
    "names",
    "street",
    "postal_code",
    "locality",
    "country",
    "latitude",
    "longitude",
    "accessibility",
    "url",
)
LONGEST_CODE = 80


def keep_places(*, territory: Territory, places: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """Make sure that each venue is known, and return its primary key by ``match_key``.

    ``places`` holds plain facts as ``catalogue.harvest`` checked them. A venue that is known keeps what it
    has; a point it lacked is added. Asks no permission: the harvest that calls it has.
    """
    known = {
        place.match_key: place
        for place in Place.objects.filter(territory=territory, match_key__in=list(places)).only(
            "id", "match_key", "latitude"
        )
    }
    missing = {key: facts for key, facts in places.items() if key not in known}
    for key, place in known.items():
        if place.latitude is None and places[key]["latitude"] is not None:
            Place.objects.filter(pk=place.pk).update(
                latitude=places[key]["latitude"], longitude=places[key]["longitude"]
            )
    if missing:
        districts = _districts(
            territory, {facts["district"] for facts in missing.values() if facts["district"]}
        )
        made = Place.objects.bulk_create(
            [
                Place(
                    territory=territory,
                    match_key=key,
                    district_id=districts.get(_code(facts["district"])),
                    **{name: facts[name] for name in FIELDS},
                )
                for key, facts in sorted(missing.items())
            ],
            # Another feed of the city may bring the same newcomer at this moment: the database settles it.
            update_conflicts=True,
            unique_fields=["territory", "match_key"],
            update_fields=["match_key"],
        )
        known.update({place.match_key: place for place in made})
    return {key: place.pk for key, place in known.items()}


def _districts(territory: Territory, names: set[str]) -> dict[str, int]:
    """Primary keys of districts by code; a district a feed names for the first time is made, without an outline."""
    if not names:
        return {}
    codes = {_code(name): name for name in sorted(names)}
    known = dict(District.objects.filter(territory=territory, code__in=list(codes)).values_list("code", "id"))
    made = District.objects.bulk_create(
        [
            District(territory=territory, code=code, names={territory.default_language: name})
            for code, name in codes.items()
            if code and code not in known
        ],
        update_conflicts=True,
        unique_fields=["territory", "code"],
        update_fields=["code"],
    )
    return {**known, **{district.code: district.pk for district in made}}


def _code(name: str) -> str:
    return slugify(name, allow_unicode=True)[:LONGEST_CODE]
