"""What can be learned: search it, read it, keep a copy of it up to date."""

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router

from colonnade.city.catalogue.models import HarvestRun, Opportunity, Session, SourceRecord
from colonnade.city.catalogue.queries.finding import DEEPEST
from colonnade.city.catalogue.queries.offers import PUBLIC, offers_on_show
from colonnade.city.catalogue.vocabulary import OfferStatus, RunState
from colonnade.city.profile.models import Territory
from colonnade.plumbing.search import Question, engine
from colonnade.portal.api import paging, schemas, shapes
from colonnade.portal.api.filters import OpportunityFilters, Span
from colonnade.portal.api.opening import Unanswerable, answer
from colonnade.portal.api.prepared import Prepared, rows

MOST_SESSIONS = 200
SETTLED = timedelta(seconds=2)
LONGEST_HARVEST = timedelta(hours=6)

_KEY = SourceRecord._meta.get_field("opportunity").target_field
_NO_UUID, _NO_KEY = UUID(int=1), -1
_one = Prepared(
    shapes.OPPORTUNITY,
    Opportunity._meta.get_field("uuid"),
    _NO_UUID,
    lambda uuid: Opportunity.objects.filter(uuid=uuid),
)
_sources_of = Prepared(
    shapes.SOURCE, _KEY, _NO_KEY,
    lambda key: SourceRecord.objects.filter(opportunity_id=key, withdrawn_at__isnull=True).order_by("-is_lead", "id"),
)  # fmt: skip
_dates_of = Prepared(
    shapes.DATE,
    _KEY,
    _NO_KEY,
    lambda key: Session.objects.filter(opportunity_id=key).order_by("start", "id"),
)

router = Router(tags=["Opportunities"])
Errors = schemas.ErrorAnswer


@router.get(
    "/opportunities",
    response={
        200: schemas.Page[schemas.Opportunity | schemas.Tombstone],
        400: Errors,
        404: Errors,
        422: Errors,
    },
    summary="List opportunities",
    operation_id="list_opportunities",
)
def list_opportunities(request: HttpRequest, filters: Query[OpportunityFilters]) -> HttpResponse:
    """Opportunities on show, in order of their keys; or, with `updated_since`, everything that changed."""
    paging.known_parameters_only(request, filters)
    if filters.updated_since:
        return answer(_changes(request, filters, filters.updated_since))
    found = rows(shapes.OPPORTUNITY, paging.by_id(_wanted(filters), filters))
    items = _whole(found[: filters.limit], with_sessions=filters.include == "sessions")
    return answer(paging.page(request, found, items, filters.limit))


@router.get(
    "/opportunities/{uuid:id}",
    response={200: schemas.Opportunity, 404: Errors, 410: Errors},
    summary="One opportunity with its dates",
    operation_id="read_opportunity",
)
def read_opportunity(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the name it has in the address
    """One opportunity with its sources and up to 200 dates; 410 once it was withdrawn."""
    found = _one(id)
    if not found or found[0]["status"] == OfferStatus.DRAFT:
        raise Unanswerable("There is no opportunity with this identifier.", "not_found", 404)
    if not _is_public(found[0]):
        raise Unanswerable(
            f"This opportunity was withdrawn, at {found[0]['modified_at']:%Y-%m-%dT%H:%M:%SZ}.", "gone", 410
        )
    told = shapes.opportunity(found[0], _sources_of(found[0]["pk"]))
    told["sessions"] = _dates(found[0], _dates_of(found[0]["pk"]))
    return answer(told)


def city_with(slug: str | None) -> Territory | None:
    """The city to narrow a list to; a slug that no city has is an error, not an empty list."""
    if not slug:
        return None
    city = Territory.objects.filter(slug=slug).only("id", "uuid", "slug").first()
    if city is None:
        raise Unanswerable(f"No city has the slug {slug!r}.", "not_found", 404)
    return city


def within(filters: Span) -> Q:
    """Sessions that take place in the span asked for."""
    wanted = Q()
    if filters.first:
        wanted &= Q(ends_at__gte=datetime.combine(filters.first, time.min, UTC))
    if filters.last:
        wanted &= Q(start__lte=datetime.combine(filters.last, time.max, UTC))
    return wanted


def _wanted(filters: OpportunityFilters) -> QuerySet[Opportunity]:
    city = city_with(filters.city)
    found = offers_on_show()
    if city:
        found = found.filter(city_id=city.pk)
    if filters.q and filters.q.strip():
        chosen = {"city": (city.slug,)} if city else {}
        found = found.filter(
            id__in=engine.ask("offers", Question(text=filters.q, chosen=chosen, limit=DEEPEST)).ids
        )
    if filters.block:  # SQLite cannot look inside a list, so the list is read as text
        found = found.alias(blocks=Cast("building_blocks", TextField())).filter(
            blocks__contains=f'"{filters.block}"'
        )
    if filters.first or filters.last:
        found = found.filter(
            Exists(
                Session.objects.filter(within(filters), opportunity_id=OuterRef("pk"), start__isnull=False)
            )
        )
    return found


def _changes(request: HttpRequest, filters: OpportunityFilters, since: datetime) -> dict[str, Any]:
    """Changes in order, as OpenActive's paged exchange has them: who follows `next` for ever has a true copy."""
    if filters.q or filters.first or filters.last:
        raise Unanswerable(
            "updated_since goes with city and block only: of other filters nobody could tell what left them.",
            "filters_exclude",
        )
    wanted = Opportunity.objects.filter(modified_at__lt=_horizon(timezone.now()))
    if city := city_with(filters.city):
        wanted = wanted.filter(city_id=city.pk)
    found = rows(shapes.OPPORTUNITY, paging.by_change(wanted, filters, since))
    alive = [
        row
        for row in found
        if _is_public(row) and (not filters.block or filters.block in row["building_blocks"])
    ]
    told = {
        item["id"]: {**item, "state": "updated"}
        for item in _whole(alive, with_sessions=filters.include == "sessions")
    }
    items = [told.get(row["uuid"]) or shapes.tombstone(row) for row in found]
    last = paging.cursor(found[-1]["modified_at"], found[-1]["pk"]) if found else filters.cursor
    return {"items": items, "next": paging.onward(request, last) if last else request_again(request)}


def request_again(request: HttpRequest) -> str:
    """The same address: nothing changed since, but something may."""
    return paging.onward(request, "") or ""


def _horizon(now: datetime) -> datetime:
    """Up to when changes are complete: a harvest under way stamps what it writes with its own beginning."""
    running = HarvestRun.objects.filter(state=RunState.RUNNING, started_at__gte=now - LONGEST_HARVEST)
    begun = running.aggregate(first=Min("started_at"))["first"]
    return min(now - SETTLED, begun) if begun else now - SETTLED


def _is_public(row: shapes.Row) -> bool:
    return row["deleted_at"] is None and row["status"] in PUBLIC


def _whole(found: list[dict[str, Any]], *, with_sessions: bool) -> list[dict[str, Any]]:
    """Opportunities with their sources, and their dates if wanted: one more query for each."""
    ids = [row["pk"] for row in found]
    sources = _grouped(
        shapes.SOURCE,
        SourceRecord.objects.filter(opportunity_id__in=ids, withdrawn_at__isnull=True).order_by(
            "-is_lead", "id"
        ),
    )
    items = [shapes.opportunity(row, sources[row["pk"]]) for row in found]
    if with_sessions:
        dates = _grouped(shapes.DATE, Session.objects.filter(opportunity_id__in=ids).order_by("start", "id"))
        for row, item in zip(found, items, strict=True):
            item["sessions"] = _dates(row, dates[row["pk"]])
    return items


def _dates(row: shapes.Row, dates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [shapes.session(each, row["uuid"], row["facts"]) for each in dates[:MOST_SESSIONS]]


def _grouped(fields: Collection[str], found: QuerySet[Any]) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows(tuple(fields), found):
        grouped[row["opportunity_id"]].append(row)
    return grouped
