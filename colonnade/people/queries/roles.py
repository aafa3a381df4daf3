"""Roles: what exists, who holds what, who is invited."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from colonnade.people.models import Invitation, Person, Role, RoleHolding
from colonnade.people.vocabulary import Scope


def holds(person: Any, permission: str, scope_id: UUID | None) -> bool:
    """Say whether one of the person's present roles in this place (or on the whole platform) allows it."""
    return str(permission) in permissions_in(person, scope_id)


def permissions_in(person: Any, scope_id: UUID | None) -> set[str]:
    """Every permission that the person's present roles in this place (or on the whole platform) give them."""
    if person is None or person.pk is None:
        return set()
    holdings = RoleHolding.objects.filter(person_id=person.pk, until__isnull=True).filter(
        Q(scope_id=scope_id) | Q(scope_id__isnull=True, role__scope=Scope.PLATFORM)
    )
    return {each for held in holdings.values_list("role__permissions", flat=True) for each in held}


def places_where_allowed(person: Any, permission: str) -> set[UUID]:
    """Return the uuids of the places in which the person holds a role with this permission."""
    rows = RoleHolding.objects.filter(person_id=person.pk, until__isnull=True).values_list(
        "scope_id", "role__permissions"
    )
    return {scope_id for scope_id, permissions in rows if scope_id and str(permission) in permissions}


def role(code: str) -> Role:
    """Return the role with this code; ``Role.DoesNotExist`` otherwise."""
    return Role.objects.get(code=code)


def roles_of_kind(kind: str) -> QuerySet[Role]:
    """Roles that can be held in a place of this kind."""
    return Role.objects.filter(scope=kind).order_by("code")


def holders_in(scope_id: UUID | None) -> QuerySet[RoleHolding]:
    """Present holders of roles in a place (``None``: on the platform), with person and role."""
    holdings = RoleHolding.objects.filter(scope_id=scope_id, until__isnull=True)
    return holdings.select_related("person", "role").order_by("role__code", "since", "pk")


def holding(pk: int) -> RoleHolding:
    """Return a present holding with person and role; ``RoleHolding.DoesNotExist`` when it has ended."""
    return RoleHolding.objects.select_related("person", "role").get(pk=pk, until__isnull=True)


def roles_held_by(person: Person) -> QuerySet[RoleHolding]:
    """What the person holds now, oldest first."""
    holdings = RoleHolding.objects.filter(person=person, until__isnull=True)
    return holdings.select_related("role").order_by("since", "pk")


def last_operator(person: Person) -> bool:
    """Say whether nobody else could run the platform if this person no longer did."""
    others = Person.objects.filter(is_operator=True, is_active=True).exclude(pk=person.pk)
    return person.is_operator and not others.exists()


def invitations_to(scope_id: UUID | None, at: datetime) -> QuerySet[Invitation]:
    """Invitations to roles in a place that can still be accepted, newest first."""
    waiting = Invitation.objects.filter(
        scope_id=scope_id, accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    return waiting.select_related("role", "invited_by").order_by("-made_at", "-pk")


def invitation_to(uuid: UUID) -> Invitation:
    """Return one invitation with its role; ``Invitation.DoesNotExist`` otherwise."""
    return Invitation.objects.select_related("role", "invited_by").get(uuid=uuid)
