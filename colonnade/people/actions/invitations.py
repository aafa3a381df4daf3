"""People are invited to roles, and accept."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import override

from colonnade.people import queries
from colonnade.people.actions.persons import register_person
from colonnade.people.actions.roles import Actor, AlreadyHeld, check_fit, hold
from colonnade.people.events import InvitationAccepted, InvitationMade
from colonnade.people.models import Invitation, Person, Role, RoleHolding
from colonnade.people.rules import Permission
from colonnade.people.vocabulary import INVITATION_LIVES, Deed
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce


class InvitationIsClosed(Exception):
    """The invitation was accepted, withdrawn, or is older than fourteen days."""


@transaction.atomic
def invite_person(
    *,
    email: str,
    role: Role,
    scope_id: UUID | None,
    language: str,
    by: Actor,
    at: datetime,
    scope_name: str = "",
) -> Invitation:
    """Invite whoever reads this address to take on a role. An older open invitation to the same is replaced.

    Refused to anyone who may not invite there, and to those who would give away more than they may do
    themselves. Announces ``InvitationMade``, after which the mail goes out.
    """
    permissions.require(by, Permission.PERSON_INVITE, scope_id)
    check_fit(role=role, scope_id=scope_id, by=by)
    if not permissions.may(by, Permission.ROLE_GRANT, scope_id):
        for allowed in role.permissions:
            if not queries.holds(by, allowed, scope_id):
                raise permissions.NotAllowed(allowed)
    email = email.strip().lower()
    person = queries.person_with_address(email)
    if person and queries.roles_held_by(person).filter(role=role, scope_id=scope_id).exists():
        raise AlreadyHeld(role.code)
    for older in queries.invitations_to(scope_id, at).filter(email__iexact=email, role=role):
        _close(older, withdrawn_at=at)
    with override(language):
        scope_name = scope_name or queries.scope_label(scope_id)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        role=role,
        scope_id=scope_id,
        scope_name=scope_name[:300],
        language=language,
        secret_hash=queries.secret_hash(secret),
        invited_by=queries.person_of(by),
        made_at=at,
        expires_at=at + INVITATION_LIVES,
    )
    audit.record(
        by=by, verb=Permission.PERSON_INVITE, thing=invitation, at=at,
        role=role.code, scope=str(scope_id) if scope_id else None,
    )  # fmt: skip
    announce(InvitationMade(invitation_id=invitation.pk, secret=secret))
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, at: datetime) -> None:
    """Close an open invitation and forget whom it went to.

    Done by those who may invite there; or by the person invited, who thereby declines.
    """
    if not _is_addressed(invitation, by):
        permissions.require(by, Permission.PERSON_INVITE, invitation.scope_id)
    if not invitation.is_open(at):
        raise InvitationIsClosed(invitation.pk)
    _close(invitation, withdrawn_at=at)
    audit.record(by=by, verb=Deed.INVITATION_WITHDRAW, thing=invitation, at=at)


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, by: Person, at: datetime, secret: str = ""
) -> RoleHolding | None:
    """Take on the role one was invited to; ``None`` when one held it already.

    Refused to anyone who neither has the secret from the mail nor signs in with the address it went to.
    The address is forgotten. Announces ``RoleGranted`` and ``InvitationAccepted``.
    """
    knows_secret = secret and queries.secret_hash(secret) == invitation.secret_hash
    if not knows_secret and not _is_addressed(invitation, by):
        raise permissions.NotAllowed(Deed.INVITATION_ACCEPT)
    if not invitation.is_open(at):
        raise InvitationIsClosed(invitation.pk)
    _close(invitation, accepted_at=at)
    giver = invitation.invited_by or permissions.System("invitation")
    role, scope_id = invitation.role, invitation.scope_id
    held: RoleHolding | None = None
    if not queries.roles_held_by(by).filter(role=role, scope_id=scope_id).exists():
        held = hold(person=by, role=role, scope_id=scope_id, granted_by=giver, at=at)
    audit.record(by=by, verb=Deed.INVITATION_ACCEPT, thing=invitation, at=at, role=role.code)
    announce(InvitationAccepted(invitation_id=invitation.pk, person_id=by.pk))
    return held


@transaction.atomic
def join_by_invitation(
    *, invitation: Invitation, secret: str, name: str, language: str, at: datetime
) -> Person:
    """Make an account for the address an invitation went to, and accept it.

    The secret proves that the address is theirs. ``AddressIsTaken`` where there is an account: a mail that
    lives for two weeks must not open one, so its owner signs in first.
    """
    if queries.secret_hash(secret) != invitation.secret_hash:
        raise permissions.NotAllowed(Deed.INVITATION_ACCEPT)
    if not invitation.is_open(at):
        raise InvitationIsClosed(invitation.pk)
    person = register_person(email=invitation.email, name=name, language=language, is_verified=True, at=at)
    accept_invitation(invitation=invitation, by=person, at=at, secret=secret)
    return person


def _is_addressed(invitation: Invitation, by: Actor) -> bool:
    return isinstance(by, Person) and invitation.email.lower() in queries.addresses_of(by)


def _close(
    invitation: Invitation, *, accepted_at: datetime | None = None, withdrawn_at: datetime | None = None
) -> None:
    invitation.accepted_at, invitation.withdrawn_at, invitation.email = accepted_at, withdrawn_at, ""
    still_open = Invitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    if not still_open.update(accepted_at=accepted_at, withdrawn_at=withdrawn_at, email=""):
        raise InvitationIsClosed(invitation.pk)
