"""What the charter tells: names of its places to the modules below, and mails to those whom a step concerns."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import override

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

# To whom a step is told beside the city: the state it goes to -> the side that has to do something now.
_NEXT = {
    ApplicationState.SUBMITTED: Permission.APPLICATION_ENDORSE,
    ApplicationState.RECEIVED: Permission.APPLICATION_DECIDE,
}
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


def people_with(permission: Permission, scope_id: UUID) -> list[Person]:
    """Everybody who holds this permission in this place, each once."""
    found: dict[int, Person] = {}
    for holding in holders_in(scope_id):
        if permission in holding.role.permissions and holding.person.is_active:
            found[holding.person_id] = holding.person
    return list(found.values())


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
    reason = step.reason if step else ""
    told = set()
    if state not in _QUIET:
        told = {*people_with(Permission.APPLICATION_WRITE, row.territory.uuid)}
        told |= {*people_with(Permission.APPLICATION_SUBMIT, row.territory.uuid)}
        _mail("charter/mail/step", told, row, state=state, reason=reason)
    permission = _NEXT.get(state)
    scope = row.commission.uuid if permission == Permission.APPLICATION_ENDORSE and row.commission else None
    scope = row.call.network.uuid if permission == Permission.APPLICATION_DECIDE else scope
    if permission and scope:
        _mail(
            "charter/mail/waiting",
            set(people_with(permission, scope)) - told,
            row,
            state=state,
            reason=reason,
        )


def _mail(
    template: str, people: Iterable[Person], row: Application, *, state: ApplicationState, reason: str
) -> None:
    for person in sorted(people, key=lambda each: each.pk):
        with override(person.language):
            context = {
                "name": person.name,
                "call": str(row.call.title),
                "city": str(row.territory.name),
                "state": str(state.label),
                "reason": reason,
                "url": address(person.language, "charter:application", row.uuid),
            }
        send(template, person.email, person.language, context)


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
            people |= {*people_with(Permission.APPLICATION_WRITE, row.territory.uuid)}
        if row.commission and stage.kind == StageKind.ENDORSEMENT:
            people |= {*people_with(Permission.APPLICATION_ENDORSE, row.commission.uuid)}
    for person in sorted(people, key=lambda each: each.pk):
        with override(person.language):
            context = {
                "name": person.name,
                "call": str(call.title),
                "stage": str(StageKind(stage.kind).label),
                "when": in_zone(stage.closes_at, call) if stage.closes_at else "",
                "url": address(person.language, "charter:call", call.network.slug, call.slug),
            }
        send("charter/mail/extended", person.email, person.language, context)


@on(ReviewAsked)
def ask_reviewer(event: ReviewAsked) -> None:
    """Tell a reviewer how many applications were given to them, and until when."""
    row = Reviewer.objects.select_related("person", "call__network").filter(pk=event.reviewer_id).first()
    if row is None or row.call.is_demo or not row.person.is_active:
        return
    stage = stage_of(row.call, StageKind.REVIEW)
    with override(row.person.language):
        context = {
            "name": row.person.name,
            "call": str(row.call.title),
            "number": event.number,
            "when": in_zone(stage.closes_at, row.call) if stage and stage.closes_at else "",
            "url": address(row.person.language, "charter:reviews"),
        }
    send("charter/mail/review_asked", row.person.email, row.person.language, context)


@on(ReviewReturned)
def tell_returned(event: ReviewReturned) -> None:
    """Tell a reviewer that a review came back to them, and why."""
    rows = Assignment.objects.select_related(
        "reviewer__person", "application__call", "application__territory"
    )
    row = rows.filter(pk=event.assignment_id).first()
    if row is None or row.application.call.is_demo:
        return
    person = row.reviewer.person
    with override(person.language):
        context = {
            "name": person.name,
            "call": str(row.application.call.title),
            "city": str(row.application.territory.name),
            "reason": event.reason,
            "url": address(person.language, "charter:review", row.pk),
        }
    send("charter/mail/review_returned", person.email, person.language, context)


@on(LetterSent)
def send_letter(event: LetterSent) -> None:
    """Send decision and feedback to the team of the city, each person once."""
    rows = Application.objects.select_related("call__network", "territory").filter(pk=event.application_id)
    row = rows.first()
    if row is None or row.is_demo:
        return
    team = {*people_with(Permission.APPLICATION_WRITE, row.territory.uuid)}
    team |= {*people_with(Permission.APPLICATION_SUBMIT, row.territory.uuid)}
    for person in sorted(team, key=lambda each: each.pk):
        with override(person.language):
            context = {
                "name": person.name,
                "call": str(row.call.title),
                "city": str(row.territory.name),
                "letter": str(row.letter),
                "url": address(person.language, "charter:application", row.uuid),
            }
        send("charter/mail/review_letter", person.email, person.language, context)
