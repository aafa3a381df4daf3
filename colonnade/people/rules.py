"""Who may give roles, invite, look into reports, and erase an account."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from colonnade.people import queries
from colonnade.plumbing.permissions import rule


class Permission(StrEnum):
    """What can be permitted about people."""

    ROLE_GRANT = "people:role:grant"
    PERSON_INVITE = "people:person:invite"
    CONCERN_CLOSE = "people:concern:close"
    PERSON_ERASE = "people:person:erase"
    SIGNATURE_ASK = "people:signature:ask"


@rule(Permission.ROLE_GRANT)
def operator_or_team_lead_grants(person: Any, scope_id: UUID | None) -> bool:
    """Operators give any role; who holds the permission in a place gives roles there and in the places within."""
    return person.is_operator or _holds_here_or_above(person, Permission.ROLE_GRANT, scope_id)


@rule(Permission.PERSON_INVITE)
def operator_or_team_lead_invites(person: Any, scope_id: UUID | None) -> bool:
    """Operators invite anywhere; who holds the permission in a place invites there and to the places within."""
    return person.is_operator or _holds_here_or_above(person, Permission.PERSON_INVITE, scope_id)


@rule(Permission.CONCERN_CLOSE)
def operator_or_team_closes_concern(person: Any, concern: Any) -> bool:
    """The team of the city that a report belongs to closes it; operators close any."""
    return person.is_operator or queries.holds(person, Permission.CONCERN_CLOSE, concern.scope_id)


@rule(Permission.PERSON_ERASE)
def person_erases_their_own(person: Any, other: Any) -> bool:
    """Everybody erases their own account, operators any."""
    return person.is_operator or person.pk == other.pk


@rule(Permission.SIGNATURE_ASK)
def team_asks_for_signatures(person: Any, scope_id: UUID | None) -> bool:
    """The team of the place asks others to sign its texts; operators help out."""
    return person.is_operator or queries.holds(person, Permission.SIGNATURE_ASK, scope_id)


def _holds_here_or_above(person: Any, permission: Permission, scope_id: UUID | None) -> bool:
    """A city's team looks after its providers as after itself."""
    if queries.holds(person, permission, scope_id):
        return True
    facts = queries.scope(scope_id)
    return facts is not None and facts.within is not None and queries.holds(person, permission, facts.within)
