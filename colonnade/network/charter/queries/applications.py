"""Applications as their city, its Commission and the secretariat see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colonnade.city.profile.models import Territory
from colonnade.network.charter.models import Application, Call, Commission, Remark, Step
from colonnade.network.charter.queries.calls import clock, room_of, stage_of
from colonnade.network.charter.vocabulary.calls import (
    APPLICATION_DECIDE,
    APPLICATION_ENDORSE,
    APPLICATION_SUBMIT,
    APPLICATION_WRITE,
    AT_COMMISSION,
    WRITABLE,
    ApplicationState,
    CallState,
    Side,
    StageKind,
)
from colonnade.people import queries as people
from colonnade.people.models import Person
from colonnade.plumbing.desks import DeskItem


@dataclass(frozen=True)
class CommissionQueue:
    """One call on a National Commission's desk."""

    call: Call
    waiting: list[Application]
    endorsed: list[Application]
    others: list[Application]
    used: int
    most: int | None  # none: no limit
    told: str  # the clock of endorsement
    may_endorse: bool


def applications_of_city(territory: Territory) -> QuerySet[Application]:
    """Everything a city has begun, the newest first."""
    rows = Application.objects.filter(territory=territory).select_related("call__network", "territory")
    return rows.order_by("-started_at", "-pk")


def queues_of(commission: Commission, at: datetime) -> list[CommissionQueue]:
    """The calls for which the Commission holds something or could, the one that closes first on top."""
    rows = (
        Application.objects.filter(commission=commission, submitted_at__isnull=False)
        .exclude(call__is_record=True)
        .select_related("call__network", "territory")
        .prefetch_related("call__stages")
        .order_by("rank", "submitted_at", "pk")
    )
    by_call: dict[int, list[Application]] = {}
    for row in rows:
        by_call.setdefault(row.call_id, []).append(row)
    queues = [_queue(held[0].call, commission, held, at) for held in by_call.values()]
    return sorted(queues, key=lambda queue: (not queue.may_endorse, -queue.call.pk))


def _queue(call: Call, commission: Commission, held: list[Application], at: datetime) -> CommissionQueue:
    room = room_of(call, commission)
    opening, endorsing = clock(call, StageKind.OPEN, at), clock(call, StageKind.ENDORSEMENT, at)
    last = endorsing if endorsing.stage else opening
    return CommissionQueue(
        call=call,
        waiting=[row for row in held if row.state == ApplicationState.SUBMITTED],
        endorsed=[row for row in held if row.state == ApplicationState.ENDORSED],
        others=[row for row in held if row.state not in AT_COMMISSION],
        used=room.used if room else sum(row.state == ApplicationState.ENDORSED for row in held),
        most=room.most if room else None,
        told=last.told,
        may_endorse=not last.is_over,
    )


def received(
    call: Call, *, state: str = "", country: str = "", region: str = "", text: str = ""
) -> QuerySet[Application]:
    """What reached the secretariat, filtered; the Commissions' queues are theirs and are not listed."""
    rows = Application.objects.filter(call=call).exclude(state__in=[*WRITABLE, *AT_COMMISSION])
    if state:
        rows = rows.filter(state=state)
    if country:
        rows = rows.filter(territory__country=country)
    if region:
        rows = rows.filter(territory__region=region)
    if text:
        rows = rows.filter(territory__slug__icontains=text)
    return rows.select_related("territory", "commission").order_by("territory__country", "rank", "pk")


def numbers_of(call: Call) -> list[tuple[str, int]]:
    """How many applications stand where, those still with cities and Commissions too; only numbers."""
    rows = Application.objects.filter(call=call).values_list("state").annotate(number=Count("pk"))
    counts: dict[str, int] = dict(rows)
    return [
        (str(ApplicationState(state).label), counts[state])
        for state in ApplicationState.values
        if counts.get(state)
    ]


def steps_of(application: Application) -> QuerySet[Step]:
    """The way it went, from the beginning."""
    return application.steps.select_related("by").order_by("at", "pk")


def remarks_for(application: Application, side: str) -> QuerySet[Remark]:
    """What one side may read: everything said openly, and its own internal remarks."""
    own = Q(is_internal=False) | Q(side=side)
    return application.remarks.filter(own).select_related("by").order_by("at", "pk")


def side_of(person: Any, application: Application) -> str:
    """On whose side a person works on an application; empty for nobody's."""
    if people.holds(person, APPLICATION_WRITE, application.territory.uuid):
        return Side.CITY
    if people.holds(person, APPLICATION_SUBMIT, application.territory.uuid):
        return Side.CITY
    commission = application.commission
    if commission and people.holds(person, APPLICATION_ENDORSE, commission.uuid):
        return Side.COMMISSION
    if person.is_operator or people.holds(person, APPLICATION_DECIDE, application.call.network.uuid):
        return Side.SECRETARIAT
    return ""


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """What waits for this person: applications to finish, to endorse, to receive."""
    return [*_for_cities(person), *_for_commissions(person, at), *_for_networks(person)]


def _for_cities(person: Person) -> Iterator[DeskItem]:
    cities = people.places_where_allowed(person, APPLICATION_WRITE)
    rows = Application.objects.filter(
        territory__uuid__in=cities, state__in=WRITABLE, call__state=CallState.PUBLISHED
    )
    for row in rows.select_related("call__network", "territory").prefetch_related("call__stages"):
        returned = row.state == ApplicationState.RETURNED
        title = _("Look at the comments: %(call)s") if returned else _("Finish: %(call)s")
        stage = stage_of(row.call, StageKind.OPEN)
        yield DeskItem(
            title % {"call": f"{row.call.title} · {row.territory.name}"},
            row.get_absolute_url(),
            by_when=stage.closes_at if stage else None,
            since=row.started_at,
        )


def _for_commissions(person: Person, at: datetime) -> Iterator[DeskItem]:
    held = people.places_where_allowed(person, APPLICATION_ENDORSE)
    for commission in Commission.objects.filter(uuid__in=held).order_by("pk"):
        for queue in queues_of(commission, at):
            number = len(queue.waiting) + len(queue.endorsed)
            if not number or not queue.may_endorse:
                continue
            stage = stage_of(queue.call, StageKind.ENDORSEMENT) or stage_of(queue.call, StageKind.OPEN)
            title = ngettext(
                "%(number)d application to check or forward: %(call)s",
                "%(number)d applications to check or forward: %(call)s",
                number,
            ) % {"number": number, "call": queue.call.title}
            yield DeskItem(
                title,
                reverse("charter:commission", args=[commission.uuid]),
                by_when=stage.closes_at if stage else None,
            )


def _for_networks(person: Person) -> Iterator[DeskItem]:
    held = people.places_where_allowed(person, APPLICATION_DECIDE)
    waiting = Count("applications", filter=Q(applications__state=ApplicationState.RECEIVED))
    calls = Call.objects.filter(network__uuid__in=held).select_related("network").annotate(waiting=waiting)
    for call in calls.filter(waiting__gt=0).order_by("pk"):
        title = ngettext(
            "%(number)d application to receive: %(call)s",
            "%(number)d applications to receive: %(call)s",
            call.waiting,
        ) % {"number": call.waiting, "call": call.title}
        yield DeskItem(title, reverse("charter:call-work", args=[call.network.slug, call.slug]))
