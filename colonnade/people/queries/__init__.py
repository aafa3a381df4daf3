"""Who is who, who holds which role where, what is waiting, and what is kept about whom."""

from colonnade.people.queries.concerns import concern, concerns_everywhere, concerns_waiting_in
from colonnade.people.queries.desks import waiting_for
from colonnade.people.queries.persons import (
    addresses_of,
    devices_of,
    invitation_behind,
    invitations_for,
    link_behind,
    person_of,
    person_with_address,
    recovery_codes_of,
    secret_hash,
    ways_to_sign_in,
)
from colonnade.people.queries.roles import (
    holders_in,
    holding,
    holds,
    invitation_to,
    invitations_to,
    last_operator,
    permissions_in,
    places_where_allowed,
    role,
    roles_held_by,
    roles_of_kind,
)
from colonnade.people.queries.scopes import register_scope_label, scope, scope_label, scopes
from colonnade.people.queries.traces import Trace, export_person, traces_of

__all__ = [
    "Trace",
    "addresses_of",
    "concern",
    "concerns_everywhere",
    "concerns_waiting_in",
    "devices_of",
    "export_person",
    "holders_in",
    "holding",
    "holds",
    "invitation_behind",
    "invitation_to",
    "invitations_for",
    "invitations_to",
    "last_operator",
    "link_behind",
    "permissions_in",
    "person_of",
    "person_with_address",
    "places_where_allowed",
    "recovery_codes_of",
    "register_scope_label",
    "role",
    "roles_held_by",
    "roles_of_kind",
    "scope",
    "scope_label",
    "scopes",
    "secret_hash",
    "traces_of",
    "waiting_for",
    "ways_to_sign_in",
]
