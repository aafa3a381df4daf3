"""Who offers learning, and the places where it happens."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from colonnade.city.catalogue.queries.offers import offers_on_show
from colonnade.city.profile.models import Place
from colonnade.people.models import Organisation
from colonnade.portal.api import paging, schemas, shapes
from colonnade.portal.api.addresses import href
from colonnade.portal.api.filters import ByCity
from colonnade.portal.api.opening import Unanswerable, answer
from colonnade.portal.api.opportunities import city_with
from colonnade.portal.api.prepared import rows

ORGANISATION = (
    "id",
    "uuid",
    "names",
    "type",
    "is_informal",
    "url",
    "email",
    "phone",
    "identifiers",
    "is_demo",
    "modified_at",
)
PLACE = (
    "id", "uuid", "names", "street", "postal_code", "locality", "country", "latitude", "longitude", "district__code",
    "district__names", "part_of__uuid", "accessibility", "url", "territory__uuid", "territory__slug", "territory__names",
)  # fmt: skip

router = Router(tags=["Organisations and places"])
Errors = schemas.ErrorAnswer


@router.get(
    "/organisations",
    response={200: schemas.Page[schemas.Organisation], 400: Errors, 404: Errors, 422: Errors},
    summary="List organisations",
    operation_id="list_organisations",
)
def list_organisations(request: HttpRequest, filters: Query[ByCity]) -> HttpResponse:
    """Who offers learning; with `city`, those at home or on show there. In order of their keys."""
    paging.known_parameters_only(request, filters)
    wanted = Organisation.objects.all()
    if city := city_with(filters.city):
        wanted = wanted.filter(
            Q(home_id=city.uuid)
            | Exists(offers_on_show().filter(provider_id=OuterRef("pk"), city_id=city.pk))
        )
    found = rows(ORGANISATION, paging.by_id(wanted, filters))
    return answer(
        paging.page(request, found, [_organisation(row) for row in found[: filters.limit]], filters.limit)
    )


@router.get(
    "/organisations/{uuid:id}",
    response={200: schemas.Organisation, 404: Errors},
    summary="One organisation",
    operation_id="read_organisation",
)
def read_organisation(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the name it has in the address
    """One body, or one informal group."""
    found = rows(ORGANISATION, Organisation.objects.filter(uuid=id))
    if not found:
        raise Unanswerable("There is no organisation with this identifier.", "not_found", 404)
    return answer(_organisation(found[0]))


@router.get(
    "/places",
    response={200: schemas.Page[schemas.Place], 400: Errors, 404: Errors, 422: Errors},
    summary="List places",
    operation_id="list_places",
)
def list_places(request: HttpRequest, filters: Query[ByCity]) -> HttpResponse:
    """Venues and rooms, in order of their keys."""
    paging.known_parameters_only(request, filters)
    wanted = Place.objects.all()
    if city := city_with(filters.city):
        wanted = wanted.filter(territory_id=city.pk)
    found = rows(PLACE, paging.by_id(wanted, filters))
    return answer(paging.page(request, found, [_place(row) for row in found[: filters.limit]], filters.limit))


@router.get(
    "/places/{uuid:id}",
    response={200: schemas.Place, 404: Errors},
    summary="One place",
    operation_id="read_place",
)
def read_place(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the name it has in the address
    """One venue or room."""
    found = rows(PLACE, Place.objects.filter(uuid=id))
    if not found:
        raise Unanswerable("There is no place with this identifier.", "not_found", 404)
    return answer(_place(found[0]))


def _organisation(row: shapes.Row) -> dict[str, Any]:
    """An informal group's contact may be somebody's own: it stays on the page, and out of bulk data."""
    informal = row["is_informal"]
    return {
        "id": row["uuid"],
        "href": href("organisations", row["uuid"]),
        "name": row["names"],
        "type": row["type"].lower(),
        "is_informal": informal,
        "url": row["url"] or None,
        "email": None if informal else row["email"] or None,
        "phone": None if informal else row["phone"] or None,
        "identifiers": row["identifiers"],
        "is_demo": row["is_demo"],
        "modified": row["modified_at"],
    }


def _place(row: shapes.Row) -> dict[str, Any]:
    return {
        **shapes.place_ref(row, ""),
        "city": shapes.city_ref(row, "territory"),
        "country": row["country"] or None,
        "part_of": row["part_of__uuid"],
        "accessibility": row["accessibility"],
        "url": row["url"] or None,
    }
