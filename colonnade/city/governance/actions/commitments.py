"""What organisations and people promise: written down, matched to needs, reported on until it is kept."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.city.governance.actions.money import keepable_facts
from colonnade.city.governance.actions.resources import settle_need
from colonnade.city.governance.events.resources import CommitmentMade, CommitmentReported
from colonnade.city.governance.models import Commitment, CommitmentStep, Need
from colonnade.city.governance.queries.resources import measures_alike
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.resources import REPORTED, CommitmentStatus
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce


class NobodyPromised(Exception):
    """A commitment names who makes it: an entry of the register, or a name."""


class DoesNotFit(Exception):
    """Need and commitment are of different kinds or count different things."""


class NeedIsWithdrawn(Exception):
    """Nothing is promised for what is no longer needed."""


class NotForTheGiver(Exception):
    """Whoever promised says that it is under way, kept, not kept or withdrawn; agreeing is the team's word."""


class NothingSaid(Exception):
    """A report changes the status, or says something, or brings evidence."""


@transaction.atomic
def make_commitment(
    *,
    territory: Territory,
    by: Any,
    at: datetime,
    status: str = CommitmentStatus.OFFERED,
    note: str = "",
    **facts: Any,
) -> Commitment:
    """Write down what somebody promised. Announces ``CommitmentMade``.

    Refused to anybody but the city's team. :raises NobodyPromised:
    """
    permissions.require(by, Permission.COMMITMENT_KEEP, territory)
    commitment = Commitment(
        territory=territory, status=status, modified_at=at, **keepable_facts(facts, territory)
    )
    _named(commitment)
    if commitment.need is not None:
        _still_needed(commitment.need)
        _fitting(commitment, commitment.need)
    commitment.save()
    CommitmentStep.objects.create(
        commitment=commitment, status=status, note=keepable(note).strip(), at=at, is_from_giver=False
    )
    if commitment.need is not None:
        settle_need(commitment.need, at)
    audit.record(
        by=by, verb=Permission.COMMITMENT_KEEP, thing=commitment, at=at, kind=str(commitment.kind), made=True
    )
    announce(CommitmentMade(commitment_id=commitment.uuid, territory_id=territory.uuid))
    return commitment


@transaction.atomic
def change_commitment(*, commitment: Commitment, by: Any, at: datetime, **facts: Any) -> Commitment:
    """Set right how a commitment was written down; its status changes by reports alone.

    Refused to anybody but the city's team. :raises NobodyPromised: :raises DoesNotFit: it would no longer
    fit the need it serves.
    """
    permissions.require(by, Permission.COMMITMENT_KEEP, commitment)
    changed = {
        name: value
        for name, value in keepable_facts(facts, commitment.territory).items()
        if getattr(commitment, name) != value
    }
    if not changed:
        return commitment
    for name, value in changed.items():
        setattr(commitment, name, value)
    _named(commitment)
    if commitment.need is not None:
        _fitting(commitment, commitment.need)
    commitment.modified_at = at
    commitment.save()
    if commitment.need is not None:
        settle_need(commitment.need, at)
    audit.record(by=by, verb=Permission.COMMITMENT_KEEP, thing=commitment, at=at, fields=sorted(changed))
    return commitment


@transaction.atomic
def report_commitment(
    *,
    commitment: Commitment,
    status: str,
    note: str = "",
    evidence_url: str = "",
    evidence_note: str = "",
    by: Any,
    at: datetime,
) -> Commitment:
    """Say how a commitment stands, with what proves it; every word is kept. A need it serves may be met by it.

    Refused to anybody but who promised and the city's team. Announces ``CommitmentReported``.
    :raises NotForTheGiver: :raises NothingSaid:
    """
    permissions.require(by, Permission.COMMITMENT_REPORT, commitment)
    is_team = permissions.may(by, Permission.COMMITMENT_KEEP, commitment)
    if not is_team and status != commitment.status and status not in REPORTED:
        raise NotForTheGiver(status)
    note, evidence_note = keepable(note).strip(), keepable(evidence_note).strip()
    has_evidence = (evidence_url, evidence_note) != (commitment.evidence_url, commitment.evidence_note)
    if status == commitment.status and not note and not has_evidence:
        raise NothingSaid(commitment.pk)
    commitment.status = status
    commitment.evidence_url, commitment.evidence_note = evidence_url, evidence_note
    commitment.modified_at = at
    commitment.save(update_fields=["status", "evidence_url", "evidence_note", "modified_at"])
    CommitmentStep.objects.create(
        commitment=commitment, status=status, note=note, at=at, is_from_giver=_is_giver(by, commitment)
    )
    if commitment.need is not None:
        settle_need(commitment.need, at)
    audit.record(by=by, verb=Permission.COMMITMENT_REPORT, thing=commitment, at=at, status=str(status))
    announce(
        CommitmentReported(
            commitment_id=commitment.uuid, territory_id=commitment.territory.uuid, status=str(status)
        )
    )
    return commitment


@transaction.atomic
def match_commitment(*, commitment: Commitment, need: Need, by: Any, at: datetime) -> Commitment:
    """Let a commitment serve a need, instead of the one it served before; it takes over the need's action.

    Refused to anybody but the city's team. :raises DoesNotFit: :raises NeedIsWithdrawn: :raises FromAnotherCity:
    """
    permissions.require(by, Permission.COMMITMENT_KEEP, commitment)
    keepable_facts({"need": need}, commitment.territory)
    _still_needed(need)
    _fitting(commitment, need)
    before = commitment.need
    commitment.need = need
    commitment.action = commitment.action or need.action
    commitment.modified_at = at
    commitment.save(update_fields=["need", "action", "modified_at"])
    for each in (before, need):
        if each is not None:
            settle_need(each, at)
    audit.record(by=by, verb=Permission.COMMITMENT_KEEP, thing=commitment, at=at, need=str(need.uuid))
    return commitment


@transaction.atomic
def part_commitment(*, commitment: Commitment, by: Any, at: datetime) -> Commitment:
    """Take a commitment off the need it serves. Refused to anybody but the city's team."""
    permissions.require(by, Permission.COMMITMENT_KEEP, commitment)
    before = commitment.need
    if before is None:
        return commitment
    commitment.need = None
    commitment.modified_at = at
    commitment.save(update_fields=["need", "modified_at"])
    settle_need(before, at)
    audit.record(by=by, verb=Permission.COMMITMENT_KEEP, thing=commitment, at=at, need="")
    return commitment


@transaction.atomic
def forget_giver(*, commitment: Commitment, by: Any, at: datetime) -> Commitment:
    """Erase the name of a giver who is in no register, as they may ask; what was promised stays.

    Refused to anybody but the city's team.
    """
    permissions.require(by, Permission.COMMITMENT_KEEP, commitment)
    commitment.name = ""
    commitment.modified_at = at
    commitment.save(update_fields=["name", "modified_at"])
    audit.record(by=by, verb=Permission.COMMITMENT_KEEP, thing=commitment, at=at, forgotten="name")
    return commitment


def _is_giver(person: Any, commitment: Commitment) -> bool:
    giver = commitment.stakeholder
    return giver is not None and person.pk is not None and giver.person_id == person.pk


def _named(commitment: Commitment) -> None:
    """Who is in the register needs no name of their own."""
    if commitment.stakeholder is not None:
        commitment.name = ""
    elif not commitment.name:
        raise NobodyPromised


def _still_needed(need: Need) -> None:
    if need.withdrawn_on is not None:
        raise NeedIsWithdrawn(need.pk)


def _fitting(commitment: Commitment, need: Need) -> None:
    if need.kind != commitment.kind or not measures_alike(commitment, need):
        raise DoesNotFit(need.pk)
