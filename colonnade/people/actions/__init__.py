"""Everything that can be done to persons, organisations and roles."""

from colonnade.people.actions.concerns import AlreadyClosed, close_concern, raise_concern
from colonnade.people.actions.erasure import erase_person, forget_expired
from colonnade.people.actions.invitations import (
    InvitationIsClosed,
    accept_invitation,
    invite_person,
    join_by_invitation,
    withdraw_invitation,
)
from colonnade.people.actions.organisations import keep_organisations
from colonnade.people.actions.persons import (
    AddressIsTaken,
    create_operator,
    describe_oneself,
    register_person,
    sign_out_elsewhere,
)
from colonnade.people.actions.roles import (
    AlreadyHeld,
    HasEnded,
    LastOperator,
    RoleDoesNotFit,
    define_roles,
    grant_role,
    revoke_role,
)
from colonnade.people.actions.sign_in import LinkNoLongerWorks, make_sign_in_link, sign_in_by_link

__all__ = [
    "AddressIsTaken",
    "AlreadyClosed",
    "AlreadyHeld",
    "HasEnded",
    "InvitationIsClosed",
    "LastOperator",
    "LinkNoLongerWorks",
    "RoleDoesNotFit",
    "accept_invitation",
    "close_concern",
    "create_operator",
    "define_roles",
    "describe_oneself",
    "erase_person",
    "forget_expired",
    "grant_role",
    "invite_person",
    "join_by_invitation",
    "keep_organisations",
    "make_sign_in_link",
    "raise_concern",
    "register_person",
    "revoke_role",
    "sign_in_by_link",
    "sign_out_elsewhere",
    "withdraw_invitation",
]
