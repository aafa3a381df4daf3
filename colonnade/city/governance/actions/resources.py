"""Sharing rooms, equipment, hours and talents; using them; saying what is needed."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from colonnade.city.governance.actions.money import keepable_facts
from colonnade.city.governance.events.resources import NeedMet, ResourceOffered, ResourceShared
from colonnade.city.governance.models import Need, Resource, ResourceUse, Stakeholder
from colonnade.city.governance.queries.resources import fulfilled_of, offers_waiting, used_of
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.resources import CommitmentStatus, Deed, ResourceState
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce

MOST_WAITING = 10  # offers of one person in one city that the team has not answered


class TooManyWaiting(Exception):
    """The team must first answer what this person has offered."""


class NotWaiting(Exception):
    """The team has answered this offer."""


class NotShared(Exception):
    """Only what is shared, and has not been withdrawn, can be used or withdrawn."""


class MoreThanOffered(Exception):
    """Together the uses would exceed what was offered. ``left`` is what remains."""

    def __init__(self, left: Decimal) -> None:
        super().__init__(left)
        self.left = left


class LessThanUsed(Exception):
    """More has been used than would then be offered. ``used`` is how much."""

    def __init__(self, used: Decimal) -> None:
        super().__init__(used)
        self.used = used


class AlreadyWithdrawn(Exception):
    """It is no longer needed."""


@transaction.atomic
def share_resource(*, territory: Territory, by: Any, at: datetime, **facts: Any) -> Resource:
    """Write down what somebody shares with the learning city. Announces ``ResourceShared``.

    Refused to anybody but the city's team.
    """
    permissions.require(by, Permission.RESOURCE_KEEP, territory)
    resource = Resource.objects.create(
        territory=territory,
        state=ResourceState.SHARED,
        created_at=at,
        **keepable_facts(facts, territory),
    )
    audit.record(by=by, verb=Permission.RESOURCE_KEEP, thing=resource, at=at, kind=str(resource.kind))
    announce(ResourceShared(resource_id=resource.uuid, territory_id=territory.uuid))
    return resource


@transaction.atomic
def change_resource(*, resource: Resource, by: Any, at: datetime, **facts: Any) -> Resource:
    """Set fields of a resource. Refused to anybody but the city's team. :raises LessThanUsed:"""
    permissions.require(by, Permission.RESOURCE_KEEP, resource)
    changed = _changes(resource, facts)
    quantity = changed.get("quantity")
    if quantity is not None and quantity < (used := used_of(resource)):
        raise LessThanUsed(used)
    if changed:
        for name, value in changed.items():
            setattr(resource, name, value)
        resource.save(update_fields=list(changed))
        audit.record(by=by, verb=Permission.RESOURCE_KEEP, thing=resource, at=at, fields=sorted(changed))
    return resource


@transaction.atomic
def withdraw_resource(*, resource: Resource, on: date | None, by: Any, at: datetime) -> Resource:
    """End the sharing of a resource on a day; ``None`` shares it again. What was used stays on record.

    Refused to anybody but the city's team. :raises NotShared:
    """
    permissions.require(by, Permission.RESOURCE_KEEP, resource)
    if resource.state != ResourceState.SHARED:
        raise NotShared(resource.pk)
    resource.withdrawn_on = on
    resource.save(update_fields=["withdrawn_on"])
    audit.record(by=by, verb=Permission.RESOURCE_KEEP, thing=resource, at=at, withdrawn=on is not None)
    return resource


@transaction.atomic
def offer_resource(*, territory: Territory, by: Person, at: datetime, **facts: Any) -> Resource:
    """Offer something to the learning city; it is not shown before the team has taken it up.

    Anybody with an account may. Announces ``ResourceOffered``. :raises TooManyWaiting:
    """
    if not by.is_authenticated:
        raise permissions.NotAllowed(Deed.RESOURCE_OFFER)
    if offers_waiting(territory).filter(offered_here_by=by).count() >= MOST_WAITING:
        raise TooManyWaiting(by.pk)
    resource = Resource.objects.create(
        territory=territory,
        state=ResourceState.OFFERED,
        offered_here_by=by,
        is_public=False,
        created_at=at,
        **keepable_facts(facts, territory),
    )
    audit.record(by=by, verb=Deed.RESOURCE_OFFER, thing=resource, at=at, kind=str(resource.kind))
    announce(ResourceOffered(resource_id=resource.uuid, territory_id=territory.uuid))
    return resource


@transaction.atomic
def answer_offer(
    *,
    resource: Resource,
    is_taken: bool,
    answer: str = "",
    is_public: bool = True,
    offered_by: Stakeholder | None = None,
    by: Any,
    at: datetime,
) -> Resource:
    """Take up what somebody offered, or decline it, with a word to them. Announces ``ResourceShared`` if taken up.

    Refused to anybody but the city's team. :raises NotWaiting:
    """
    permissions.require(by, Permission.RESOURCE_KEEP, resource)
    if resource.state != ResourceState.OFFERED:
        raise NotWaiting(resource.pk)
    facts = keepable_facts({"offered_by": offered_by, "answer": answer}, resource.territory)
    resource.state = ResourceState.SHARED if is_taken else ResourceState.DECLINED
    resource.is_public = is_taken and is_public
    resource.offered_by, resource.answer = facts["offered_by"], facts["answer"]
    resource.save(update_fields=["state", "is_public", "offered_by", "answer"])
    audit.record(by=by, verb=Permission.RESOURCE_KEEP, thing=resource, at=at, state=str(resource.state))
    if is_taken:
        announce(ResourceShared(resource_id=resource.uuid, territory_id=resource.territory.uuid))
    return resource


@transaction.atomic
def note_use(
    *,
    resource: Resource,
    used_on: date,
    quantity: Decimal,
    used_for: str,
    used_by: Stakeholder | None = None,
    by: Any,
    at: datetime,
) -> ResourceUse:
    """Write down that a resource was used. Refused to anybody but the city's team.

    :raises NotShared: :raises MoreThanOffered: the uses would add up to more than was offered.
    """
    permissions.require(by, Permission.RESOURCE_KEEP, resource)
    locked = Resource.objects.select_for_update().get(pk=resource.pk)
    if locked.state != ResourceState.SHARED:
        raise NotShared(resource.pk)
    keepable_facts({"used_by": used_by}, resource.territory)
    if locked.quantity is not None and quantity > (left := locked.quantity - used_of(locked)):
        raise MoreThanOffered(left)
    use = ResourceUse.objects.create(
        resource=locked,
        used_on=used_on,
        quantity=quantity,
        used_for=keepable(used_for).strip(),
        used_by=used_by,
    )
    audit.record(by=by, verb=Permission.RESOURCE_KEEP, thing=locked, at=at, used=str(quantity))
    return use


@transaction.atomic
def strike_use(*, use: ResourceUse, by: Any, at: datetime) -> None:
    """Take out a use that was written down by mistake. Refused to anybody but the city's team."""
    permissions.require(by, Permission.RESOURCE_KEEP, use.resource)
    audit.record(
        by=by,
        verb=Permission.RESOURCE_KEEP,
        thing=use.resource,
        at=at,
        struck=str(use.quantity),
        used_on=use.used_on.isoformat(),
    )
    use.delete()


@transaction.atomic
def post_need(*, territory: Territory, by: Any, at: datetime, **facts: Any) -> Need:
    """Say what the learning city lacks. Refused to anybody but the city's team."""
    permissions.require(by, Permission.RESOURCE_KEEP, territory)
    need = Need.objects.create(territory=territory, created_at=at, **keepable_facts(facts, territory))
    audit.record(by=by, verb=Permission.RESOURCE_KEEP, thing=need, at=at, kind=str(need.kind))
    return need


@transaction.atomic
def change_need(*, need: Need, by: Any, at: datetime, **facts: Any) -> Need:
    """Set fields of a need; whether it is met is looked at again. Refused to anybody but the city's team."""
    permissions.require(by, Permission.RESOURCE_KEEP, need)
    changed = _changes(need, facts)
    if changed:
        for name, value in changed.items():
            setattr(need, name, value)
        need.save(update_fields=list(changed))
        audit.record(by=by, verb=Permission.RESOURCE_KEEP, thing=need, at=at, fields=sorted(changed))
        settle_need(need, at)
    return need


@transaction.atomic
def withdraw_need(*, need: Need, by: Any, at: datetime) -> Need:
    """Say that something is no longer needed. Refused to anybody but the city's team. :raises AlreadyWithdrawn:"""
    permissions.require(by, Permission.RESOURCE_KEEP, need)
    if need.withdrawn_on is not None:
        raise AlreadyWithdrawn(need.pk)
    need.withdrawn_on = timezone.localdate(at)
    need.save(update_fields=["withdrawn_on"])
    audit.record(by=by, verb=Permission.RESOURCE_KEEP, thing=need, at=at, withdrawn=True)
    return need


@transaction.atomic
def renew_need(*, need: Need, by: Any, at: datetime) -> Need:
    """Say that something withdrawn is needed after all. Refused to anybody but the city's team."""
    permissions.require(by, Permission.RESOURCE_KEEP, need)
    need.withdrawn_on = None
    need.save(update_fields=["withdrawn_on"])
    audit.record(by=by, verb=Permission.RESOURCE_KEEP, thing=need, at=at, withdrawn=False)
    return need


def settle_need(need: Need, at: datetime) -> None:
    """Mark a need as met once what was promised for it and kept reaches it, and as open again where it does not.

    Called by every action that changes a need or what was promised for it. Announces ``NeedMet``.
    """
    if need.quantity is None:
        is_met = need.commitments.filter(status=CommitmentStatus.FULFILLED).exists()
    else:
        is_met = fulfilled_of(need) >= need.quantity
    if is_met == (need.met_on is not None):
        return
    need.met_on = timezone.localdate(at) if is_met else None
    need.save(update_fields=["met_on"])
    if is_met:
        announce(NeedMet(need_id=need.uuid, territory_id=need.territory.uuid))


def _changes(thing: Resource | Need, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in keepable_facts(facts, thing.territory).items()
        if getattr(thing, name) != value
    }
