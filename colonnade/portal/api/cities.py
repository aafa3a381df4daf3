"""The territories of this installation."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from colonnade.city.profile.models import Territory
from colonnade.plumbing.search import Question, engine
from colonnade.portal.api import paging, schemas, shapes
from colonnade.portal.api.addresses import href, of
from colonnade.portal.api.filters import CityFilters
from colonnade.portal.api.opening import Unanswerable, answer
from colonnade.portal.api.prepared import rows

MOST_FOUND = 5_000
FIELDS = (
    "id", "uuid", "slug", "kind", "names", "about", "country", "region", "latitude", "longitude", "point_source", "population",
    "population_year", "population_source", "timezone", "languages", "default_language", "parent__uuid", "url", "joined_year",
    "membership_source", "is_demo", "modified_at",
)  # fmt: skip

router = Router(tags=["Cities"])
Errors = schemas.ErrorAnswer


@router.get(
    "/cities",
    response={200: schemas.Page[schemas.City], 400: Errors, 422: Errors},
    summary="List cities",
    operation_id="list_cities",
)
def list_cities(request: HttpRequest, filters: Query[CityFilters]) -> HttpResponse:
    """Every territory with a public page, in order of their keys."""
    paging.known_parameters_only(request, filters)
    wanted = Territory.objects.all()
    if filters.country:
        wanted = wanted.filter(country=filters.country.upper())
    if filters.region:
        wanted = wanted.filter(region=filters.region)
    if filters.q and filters.q.strip():
        wanted = wanted.filter(id__in=engine.ask("cities", Question(text=filters.q, limit=MOST_FOUND)).ids)
    found = rows(FIELDS, paging.by_id(wanted, filters))
    return answer(paging.page(request, found, [_city(row) for row in found[: filters.limit]], filters.limit))


@router.get(
    "/cities/{uuid:id}",
    response={200: schemas.City, 404: Errors},
    summary="One city",
    operation_id="read_city",
)
def read_city(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the name it has in the address
    """One territory."""
    found = rows(FIELDS, Territory.objects.filter(uuid=id))
    if not found:
        raise Unanswerable("There is no city with this identifier.", "not_found", 404)
    return answer(_city(found[0]))


def _city(row: shapes.Row) -> dict[str, Any]:
    return {
        "id": row["uuid"],
        "href": href("cities", row["uuid"]),
        "page": of("profile:city", row["slug"]),
        "slug": row["slug"],
        "kind": row["kind"].lower(),
        "name": row["names"],
        "about": row["about"],
        "country": row["country"],
        "region": row["region"] or None,
        "lat": row["latitude"],
        "lon": row["longitude"],
        "point_source": row["point_source"] or None,
        "population": row["population"],
        "population_year": row["population_year"],
        "population_source": row["population_source"] or None,
        "timezone": row["timezone"] or None,
        "languages": row["languages"],
        "default_language": row["default_language"],
        "parent": row["parent__uuid"],
        "url": row["url"] or None,
        "joined_year": row["joined_year"],
        "membership_source": row["membership_source"] or None,
        "is_demo": row["is_demo"],
        "modified": row["modified_at"],
    }
