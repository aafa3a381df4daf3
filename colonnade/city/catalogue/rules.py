"""Who may run harvests and correct what they brought."""

from enum import StrEnum
from typing import Any

from colonnade.people import queries as people
from colonnade.plumbing.permissions import rule


class Permission(StrEnum):
    """What can be permitted about the catalogue."""

    SOURCE_MANAGE = "catalogue:source:manage"
    OFFER_CORRECT = "catalogue:offer:correct"


@rule(Permission.SOURCE_MANAGE)
def team_manages_sources(person: Any, city: Any) -> bool:
    """The city's team manages the city's sources; the operator helps out."""
    return person.is_operator or people.holds(person, Permission.SOURCE_MANAGE, city.uuid)


@rule(Permission.OFFER_CORRECT)
def team_or_provider_corrects(person: Any, offer: Any) -> bool:
    """The city's team corrects any of its offers, a provider's keepers the provider's own."""
    if person.is_operator or people.holds(person, Permission.OFFER_CORRECT, offer.city.uuid):
        return True
    return offer.provider is not None and people.holds(person, Permission.OFFER_CORRECT, offer.provider.uuid)
