"""The National Commission endorses, ranks, returns and forwards; the secretariat receives and acknowledges."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.network.charter.actions.applying import StageIsClosed, unrank
from colonnade.network.charter.actions.steps import step
from colonnade.network.charter.models import Application, Call, Commission, Remark
from colonnade.network.charter.queries.calls import QuotaLeft, clock, quota_left
from colonnade.network.charter.queries.eligibility import verdicts_of
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import ApplicationState, Side, StageKind
from colonnade.people.queries import person_of
from colonnade.plumbing import audit, permissions


class OverQuota(Exception):
    """The quota is full; ``quota`` says which."""

    def __init__(self, quota: QuotaLeft) -> None:
        super().__init__(f"{quota.per} {quota.used}/{quota.most}")
        self.quota = quota


class ReasonNeeded(Exception):
    """Whoever refuses or returns something says why."""


@transaction.atomic
def endorse_application(*, application: Application, by: Any, at: datetime, reason: str = "") -> Application:
    """The National Commission endorses; within its quota and its time.

    Two officers at once cannot pass the quota together: the call is locked while the room is counted.

    :raises StageIsClosed: the stage of endorsement is over.
    :raises OverQuota: the quota is full.
    """
    permissions.require(by, Permission.APPLICATION_ENDORSE, application.commission)
    _commission_in_time(application.call, at)
    Call.objects.select_for_update().get(pk=application.call_id)
    for quota in quota_left(application.call, StageKind.ENDORSEMENT, application):
        if quota.is_full:
            raise OverQuota(quota)
    step(application=application, to=ApplicationState.ENDORSED, by=by, at=at, reason=reason)
    audit.record(by=by, verb=Permission.APPLICATION_ENDORSE, thing=application, at=at, endorsed=True)
    return application


def _commission_in_time(call: Call, at: datetime) -> None:
    """While cities hand in and while Commissions endorse; a call without the second stage: while it is open."""
    opening, endorsing = clock(call, StageKind.OPEN, at), clock(call, StageKind.ENDORSEMENT, at)
    if opening.is_open or endorsing.is_open:
        return
    if opening.is_over and not endorsing.is_over and endorsing.stage is not None:
        return  # between the two stages: the queue is there, and nothing is lost by working on it
    raise StageIsClosed(endorsing.told or opening.told)


@transaction.atomic
def take_back_endorsement(*, application: Application, reason: str, by: Any, at: datetime) -> Application:
    """Put an endorsed application back into the queue, before it was forwarded."""
    permissions.require(by, Permission.APPLICATION_ENDORSE, application.commission)
    step(application=application, to=ApplicationState.SUBMITTED, by=by, at=at, reason=reason)
    unrank(application)
    audit.record(by=by, verb=Permission.APPLICATION_ENDORSE, thing=application, at=at, endorsed=False)
    return application


@transaction.atomic
def refuse_endorsement(*, application: Application, reason: str, by: Any, at: datetime) -> Application:
    """The National Commission does not endorse, and says why."""
    permissions.require(by, Permission.APPLICATION_ENDORSE, application.commission)
    if not reason.strip():
        raise ReasonNeeded
    step(application=application, to=ApplicationState.NOT_ENDORSED, by=by, at=at, reason=reason)
    audit.record(by=by, verb=Permission.APPLICATION_ENDORSE, thing=application, at=at, refused=True)
    return application


@transaction.atomic
def return_application(*, application: Application, reason: str, by: Any, at: datetime) -> Application:
    """Give it back to the city with comments: the Commission while it holds it, the secretariat afterwards."""
    if not reason.strip():
        raise ReasonNeeded
    if application.state == ApplicationState.RECEIVED:
        permissions.require(by, Permission.APPLICATION_DECIDE, application.call.network)
        verb = Permission.APPLICATION_DECIDE
    else:
        permissions.require(by, Permission.APPLICATION_ENDORSE, application.commission)
        verb = Permission.APPLICATION_ENDORSE
    step(application=application, to=ApplicationState.RETURNED, by=by, at=at, reason=reason)
    audit.record(by=by, verb=verb, thing=application, at=at, returned=True)
    return application


@transaction.atomic
def rank_applications(
    *, call: Call, commission: Commission, order: Collection[int], by: Any, at: datetime
) -> None:
    """Set the Commission's order among those it endorsed: the first pk gets rank 1; others have none."""
    permissions.require(by, Permission.APPLICATION_ENDORSE, commission)
    own = Application.objects.filter(call=call, commission=commission, state=ApplicationState.ENDORSED)
    known = set(own.values_list("pk", flat=True))
    own.update(rank=None)
    for place, key in enumerate((pk for pk in dict.fromkeys(order) if pk in known), start=1):
        Application.objects.filter(pk=key).update(rank=place)
    audit.record(by=by, verb=Permission.APPLICATION_ENDORSE, thing=call, at=at, ranked=len(known))


@transaction.atomic
def forward_applications(*, call: Call, commission: Commission, by: Any, at: datetime) -> list[Application]:
    """Send everything that was endorsed to the secretariat, all at once, in the Commission's order.

    :raises StageIsClosed: the stage of endorsement is over.
    """
    permissions.require(by, Permission.APPLICATION_ENDORSE, commission)
    _commission_in_time(call, at)
    endorsed = Application.objects.filter(
        call=call, commission=commission, state=ApplicationState.ENDORSED
    ).select_related("territory")
    sent = [
        step(application=each, to=ApplicationState.RECEIVED, by=by, at=at)
        for each in endorsed.order_by("rank", "pk")
    ]
    audit.record(by=by, verb=Permission.APPLICATION_ENDORSE, thing=call, at=at, forwarded=len(sent))
    return sent


@transaction.atomic
def begin_review(*, call: Call, by: Any, at: datetime) -> list[Application]:
    """Put everything that was received before the jury; what the rules refuse becomes ineligible, with its reason."""
    permissions.require(by, Permission.APPLICATION_DECIDE, call.network)
    received = Application.objects.filter(call=call, state=ApplicationState.RECEIVED).select_related(
        "territory"
    )
    rows = list(received.order_by("pk"))
    moved = []
    for each, found in zip(rows, verdicts_of(call, [row.territory for row in rows]), strict=True):
        to = ApplicationState.INELIGIBLE if found.refuses else ApplicationState.UNDER_REVIEW
        moved.append(step(application=each, to=to, by=by, at=at, reason=found.text if found.refuses else ""))
    audit.record(by=by, verb=Permission.APPLICATION_DECIDE, thing=call, at=at, reviewed=len(moved))
    return moved


@transaction.atomic
def acknowledge_report(*, application: Application, by: Any, at: datetime, reason: str = "") -> Application:
    """The secretariat says that a report was read and stands."""
    permissions.require(by, Permission.APPLICATION_DECIDE, application.call.network)
    step(application=application, to=ApplicationState.ACCEPTED, by=by, at=at, reason=reason)
    application.decided_at = at
    application.save(update_fields=["decided_at"])
    audit.record(by=by, verb=Permission.APPLICATION_DECIDE, thing=application, at=at, acknowledged=True)
    return application


@transaction.atomic
def remark_on(
    *, application: Application, text: str, side: str, by: Any, at: datetime, question: str = "",
    is_internal: bool = False,
) -> Remark:  # fmt: skip
    """Say something about an application to those who work on it; internal remarks stay on one's own side.

    :raises ReasonNeeded: there is no text.
    """
    allowed = {
        Side.CITY: (Permission.APPLICATION_WRITE, application.territory),
        Side.COMMISSION: (Permission.APPLICATION_ENDORSE, application.commission),
        Side.SECRETARIAT: (Permission.APPLICATION_DECIDE, application.call.network),
    }
    permission, thing = allowed[Side(side)]
    permissions.require(by, permission, thing)
    if not text.strip():
        raise ReasonNeeded
    remark = Remark.objects.create(
        application=application, text=text.strip()[:4000], side=side, question=question,
        is_internal=is_internal, by=person_of(by), at=at,
    )  # fmt: skip
    audit.record(by=by, verb=permission, thing=application, at=at, remark=remark.pk)
    return remark
