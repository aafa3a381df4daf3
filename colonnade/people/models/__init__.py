"""Persons, organisations, roles, and what one person says to another about them."""

from colonnade.people.models.concern import Concern
from colonnade.people.models.organisation import Organisation
from colonnade.people.models.person import OneTimeLink, Person, PersonManager
from colonnade.people.models.role import Invitation, Role, RoleHolding
from colonnade.people.models.signature import Signature

__all__ = [
    "Concern",
    "Invitation",
    "OneTimeLink",
    "Organisation",
    "Person",
    "PersonManager",
    "Role",
    "RoleHolding",
    "Signature",
]
