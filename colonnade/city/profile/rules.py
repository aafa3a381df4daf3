"""Who may found a city here and look after its page."""

from enum import StrEnum
from typing import Any

from colonnade.people import queries as people
from colonnade.plumbing.permissions import rule


class Permission(StrEnum):
    """What can be permitted about a place."""

    TERRITORY_FOUND = "profile:territory:found"
    TERRITORY_EDIT = "profile:territory:edit"


@rule(Permission.TERRITORY_FOUND)
def operator_founds(person: Any, thing: Any) -> bool:
    """Only the operator brings a new city into this installation."""
    return bool(person.is_operator)


@rule(Permission.TERRITORY_EDIT)
def team_edits_its_own(person: Any, territory: Any) -> bool:
    """The city's own team edits the city; the operator helps out."""
    return person.is_operator or people.holds(person, Permission.TERRITORY_EDIT, territory.uuid)
