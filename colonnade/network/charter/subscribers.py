"""What the charter tells: names of its places to the modules below, and mails to those whom a step concerns."""

from collections.abc import Callable, Collection, Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import override

from colonnade.city.profile.models import Territory
from colonnade.network.charter.events import (
    ApplicationMoved,
    LetterSent,
    ReviewAsked,
    ReviewReturned,
    StageExtended,
)
from colonnade.network.charter.models import (
    Application,
    Assignment,
    Commission,
    Network,
    Reviewer,
    Stage,
)
from colonnade.network.charter.queries.calls import in_zone, stage_of
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import ApplicationState, StageKind
from colonnade.people.models import Person
from colonnade.people.queries import holders_in, register_scope_label
from colonnade.people.vocabulary import Scope, ScopeFacts
from colonnade.plumbing.events import on
from colonnade.plumbing.notify import address, send

# What is told at publication of the decisions, with a letter, and not when it is decided.
_QUIET = {
    ApplicationState.ACCEPTED,
    ApplicationState.DEFERRED,
    ApplicationState.DECLINED,
    ApplicationState.UNDER_REVIEW,
}


@register_scope_label
def networks(ids: Collection[UUID]) -> dict[UUID, ScopeFacts]:
    """Name and address of the networks among these places, in the reader's language."""
    found = Network.objects.filter(uuid__in=list(ids))
    return {
        row.uuid: ScopeFacts(kind=Scope.NETWORK, name=str(row.name), url=row.get_absolute_url())
        for row in found
    }


@register_scope_label
def commissions(ids: Collection[UUID]) -> dict[UUID, ScopeFacts]:
    """Name of the National Commissions among these places, in the reader's language."""
    found = Commission.objects.filter(uuid__in=list(ids))
    return {row.uuid: ScopeFacts(kind=Scope.COMMISSION, name=str(row.name)) for row in found}


def people_with(scope_id: UUID, *permissions: Permission) -> set[Person]:
    """Everybody who holds one of these permissions in this place."""
    return {
        holding.person
        for holding in holders_in(scope_id)
        if holding.person.is_active and not {*permissions}.isdisjoint(holding.role.permissions)
    }


def _team(city: Territory) -> set[Person]:
    return people_with(city.uuid, Permission.APPLICATION_WRITE, Permission.APPLICATION_SUBMIT)


def _tell(template: str, people: Iterable[Person], facts: Callable[[str], dict[str, Any]]) -> None:
    """Write to each in their language; ``facts`` are asked for while it is the active one, and are given its tag."""
    for person in sorted(people, key=lambda each: each.pk):
        with override(person.language):
            context = {"name": person.name, **facts(person.language)}
        send(template, person.email, person.language, context)


@on(ApplicationMoved)
def tell_step(event: ApplicationMoved) -> None:
    """Tell the city what became of its application, and whoever has to act now."""
    row = (
        Application.objects.select_related("call__network", "territory", "commission")
        .filter(pk=event.application_id)
        .first()
    )
    if row is None or row.is_demo:
        return
    state = ApplicationState(event.after)
    step = row.steps.order_by("-at", "-pk").first()

    def facts(language: str) -> dict[str, Any]:
        return {
            "call": str(row.call.title),
            "city": str(row.territory.name),
            "state": str(state.label),
            "reason": step.reason if step else "",
            "url": address(language, "charter:application", row.uuid),
        }

    told = set() if state in _QUIET else _team(row.territory)
    _tell("charter/mail/step", told, facts)
    if state == ApplicationState.SUBMITTED and row.commission:
        waiting = people_with(row.commission.uuid, Permission.APPLICATION_ENDORSE)
    elif state == ApplicationState.RECEIVED:
        waiting = people_with(row.call.network.uuid, Permission.APPLICATION_DECIDE)
    else:
        waiting = set()
    _tell("charter/mail/waiting", waiting - told, facts)


@on(StageExtended)
def tell_extension(event: StageExtended) -> None:
    """Tell every city that has begun, and every Commission that waits, that there is more time."""
    stage = Stage.objects.select_related("call__network").filter(pk=event.stage_id).first()
    if stage is None or stage.call.is_demo:
        return
    call = stage.call
    rows = Application.objects.filter(call=call).select_related("territory", "commission")
    people: set[Person] = set()
    for row in rows:
        if row.is_writable and stage.kind == StageKind.OPEN:
            people |= people_with(row.territory.uuid, Permission.APPLICATION_WRITE)
        if row.commission and stage.kind == StageKind.ENDORSEMENT:
            people |= people_with(row.commission.uuid, Permission.APPLICATION_ENDORSE)

    def facts(language: str) -> dict[str, Any]:
        return {
            "call": str(call.title),
            "stage": str(StageKind(stage.kind).label),
            "when": in_zone(stage.closes_at, call) if stage.closes_at else "",
            "url": address(language, "charter:call", call.network.slug, call.slug),
        }

    _tell("charter/mail/extended", people, facts)


@on(ReviewAsked)
def ask_reviewer(event: ReviewAsked) -> None:
    """Tell a reviewer how many applications were given to them, and until when."""
    row = Reviewer.objects.select_related("person", "call__network").filter(pk=event.reviewer_id).first()
    if row is None or row.call.is_demo or not row.person.is_active:
        return
    stage = stage_of(row.call, StageKind.REVIEW)

    def facts(language: str) -> dict[str, Any]:
        return {
            "call": str(row.call.title),
            "number": event.number,
            "when": in_zone(stage.closes_at, row.call) if stage and stage.closes_at else "",
            "url": address(language, "charter:reviews"),
        }

    _tell("charter/mail/review_asked", [row.person], facts)


@on(ReviewReturned)
def tell_returned(event: ReviewReturned) -> None:
    """Tell a reviewer that a review came back to them, and why."""
    rows = Assignment.objects.select_related(
        "reviewer__person", "application__call", "application__territory"
    )
    row = rows.filter(pk=event.assignment_id).first()
    if row is None or row.application.call.is_demo:
        return

    def facts(language: str) -> dict[str, Any]:
        return {
            "call": str(row.application.call.title),
            "city": str(row.application.territory.name),
            "reason": event.reason,
            "url": address(language, "charter:review", row.pk),
        }

    _tell("charter/mail/review_returned", [row.reviewer.person], facts)


@on(LetterSent)
def send_letter(event: LetterSent) -> None:
    """Send decision and feedback to the team of the city, each person once."""
    rows = Application.objects.select_related("call__network", "territory").filter(pk=event.application_id)
    row = rows.first()
    if row is None or row.is_demo:
        return

    def facts(language: str) -> dict[str, Any]:
        return {
            "call": str(row.call.title),
            "city": str(row.territory.name),
            "letter": str(row.letter),
            "url": address(language, "charter:application", row.uuid),
        }

    _tell("charter/mail/review_letter", _team(row.territory), facts)
