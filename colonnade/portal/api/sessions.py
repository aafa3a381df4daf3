"""When and where it takes place."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from colonnade.city.catalogue.models import Session
from colonnade.city.catalogue.queries.offers import PUBLIC
from colonnade.portal.api import paging, schemas, shapes
from colonnade.portal.api.filters import SessionFilters
from colonnade.portal.api.opening import Unanswerable, answer
from colonnade.portal.api.opportunities import city_with, within
from colonnade.portal.api.prepared import rows

router = Router(tags=["Sessions"])
Errors = schemas.ErrorAnswer


@router.get(
    "/sessions",
    response={200: schemas.Page[schemas.Session], 400: Errors, 404: Errors, 422: Errors},
    summary="List sessions",
    operation_id="list_sessions",
)
def list_sessions(request: HttpRequest, filters: Query[SessionFilters]) -> HttpResponse:
    """The dates of opportunities on show, cancelled ones included, in order of their keys."""
    paging.known_parameters_only(request, filters)
    wanted = _on_show().filter(within(filters))
    if city := city_with(filters.city):
        wanted = wanted.filter(opportunity__city_id=city.pk)
    if filters.opportunity:
        wanted = wanted.filter(opportunity__uuid=filters.opportunity)
    found = rows(shapes.SESSION, paging.by_id(wanted, filters))
    return answer(
        paging.page(request, found, [_session(row) for row in found[: filters.limit]], filters.limit)
    )


@router.get(
    "/sessions/{uuid:id}",
    response={200: schemas.Session, 404: Errors},
    summary="One session",
    operation_id="read_session",
)
def read_session(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the name it has in the address
    """One date of an opportunity on show."""
    found = rows(shapes.SESSION, _on_show().filter(uuid=id))
    if not found:
        raise Unanswerable("There is no session with this identifier.", "not_found", 404)
    return answer(_session(found[0]))


def _on_show() -> QuerySet[Session]:
    return Session.objects.filter(opportunity__status__in=PUBLIC, opportunity__deleted_at__isnull=True)


def _session(row: shapes.Row) -> dict[str, Any]:
    return shapes.session(row, row["opportunity__uuid"], row["opportunity__facts"])
