"""Roles are defined, given and ended."""

import json
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from colonnade.people import queries
from colonnade.people.events import RoleGranted, RoleRevoked
from colonnade.people.models import Person, Role, RoleHolding
from colonnade.people.rules import Permission
from colonnade.people.vocabulary import OPERATOR, Deed, Scope
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce

Actor = Person | permissions.System


class RoleDoesNotFit(Exception):
    """The role belongs to another kind of place."""


class AlreadyHeld(Exception):
    """The person holds this role in this place."""


class HasEnded(Exception):
    """The person no longer holds this role."""


class LastOperator(Exception):
    """Nobody else runs the platform; somebody else must be given the role first."""


@transaction.atomic
def define_roles(*, by: permissions.System | None = None, at: datetime | None = None) -> int:
    """Bring the roles up to what ``data/roles.json`` says; return how many were new or different.

    Can be run any number of times. Roles that the file does not name are left alone. Asks no permission:
    it is part of setting up, and the file is part of the program.
    """
    by, at = by or permissions.System("colonnade setup"), at or timezone.now()
    text = files("colonnade.people").joinpath("data/roles.json").read_text(encoding="utf-8")
    known = {role.code: role for role in Role.objects.all()}
    changed = 0
    for wanted in json.loads(text)["roles"]:
        role = known.get(wanted["code"]) or Role(code=wanted["code"])
        facts = {name: wanted[name] for name in ("scope", "names", "descriptions", "permissions")}
        if role.pk and all(getattr(role, name) == value for name, value in facts.items()):
            continue
        for name, value in facts.items():
            setattr(role, name, value)
        role.save()
        audit.record(by=by, verb=Deed.ROLES_DEFINE, thing=role, at=at, permissions=role.permissions)
        changed += 1
    return changed


@transaction.atomic
def grant_role(*, person: Person, role: Role, scope_id: UUID | None, by: Actor, at: datetime) -> RoleHolding:
    """Give a person a role in a place, or on the platform when ``scope_id`` is ``None``.

    Refused to anyone who may not give roles there. Whoever gets the role of operator becomes one.
    Announces ``RoleGranted``.
    """
    permissions.require(by, Permission.ROLE_GRANT, scope_id)
    check_fit(role=role, scope_id=scope_id, by=by)
    held = hold(person=person, role=role, scope_id=scope_id, granted_by=by, at=at)
    audit.record(
        by=by,
        verb=Permission.ROLE_GRANT,
        thing=held,
        at=at,
        role=role.code,
        scope=_plain(scope_id),
        person=person.pk,
    )
    return held


@transaction.atomic
def revoke_role(*, holding: RoleHolding, by: Actor, at: datetime) -> RoleHolding:
    """End a person's role. It stays on record that they held it, and until when.

    Refused to anyone who may not give roles there, except that everybody may lay down their own.
    The last operator stays one. Announces ``RoleRevoked``.
    """
    if holding.person_id != by.pk:
        permissions.require(by, Permission.ROLE_GRANT, holding.scope_id)
    person, role = holding.person, holding.role
    runs_platform = role.code == OPERATOR and holding.scope_id is None
    if runs_platform and queries.last_operator(person):
        raise LastOperator(person.pk)
    ended = RoleHolding.objects.filter(pk=holding.pk, until__isnull=True).update(until=at)
    if not ended:
        raise HasEnded(holding.pk)
    holding.until = at
    if runs_platform:
        person.is_operator = False
        person.save(update_fields=["is_operator"])
    audit.record(
        by=by, verb=Deed.ROLE_REVOKE, thing=holding, at=at,
        role=role.code, scope=_plain(holding.scope_id), person=person.pk,
    )  # fmt: skip
    announce(RoleRevoked(person_id=person.pk, role=role.code, scope_id=holding.scope_id))
    return holding


def check_fit(*, role: Role, scope_id: UUID | None, by: Any) -> None:
    """Raise ``RoleDoesNotFit`` unless the role can be held in this place.

    Only operators give roles in places that no module here knows; commands such as the demo give any role
    in any place, but never a role of the platform in a part of it.
    """
    if (role.scope == Scope.PLATFORM) != (scope_id is None):
        raise RoleDoesNotFit(role.code)
    if scope_id is None or isinstance(by, permissions.System):
        return
    facts = queries.scope(scope_id)
    fits = by.is_operator if facts is None else facts.kind == role.scope
    if not fits:
        raise RoleDoesNotFit(role.code)


def hold(
    *, person: Person, role: Role, scope_id: UUID | None, granted_by: Actor, at: datetime
) -> RoleHolding:
    """Write the holding; part of the actions that give roles, which have asked and which record."""
    present = RoleHolding.objects.filter(person=person, role=role, scope_id=scope_id, until__isnull=True)
    if present.exists():
        raise AlreadyHeld(role.code)
    giver = granted_by if isinstance(granted_by, Person) else None
    held = RoleHolding.objects.create(person=person, role=role, scope_id=scope_id, since=at, granted_by=giver)
    if role.code == OPERATOR and scope_id is None and not person.is_operator:
        person.is_operator = True
        person.save(update_fields=["is_operator"])
    announce(RoleGranted(person_id=person.pk, role=role.code, scope_id=scope_id))
    return held


def _plain(scope_id: UUID | None) -> str | None:
    return str(scope_id) if scope_id else None
