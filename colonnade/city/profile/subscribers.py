"""What this module tells the ones below: what a city is called, for teams, invitations and reports."""

from collections.abc import Iterable
from uuid import UUID

from colonnade.city.profile.models import Territory
from colonnade.people.queries import register_scope_label
from colonnade.people.vocabulary import Scope, ScopeFacts


@register_scope_label
def cities(ids: Iterable[UUID]) -> dict[UUID, ScopeFacts]:
    """Name and address of the cities among these places, in the reader's language."""
    found = Territory.objects.filter(uuid__in=list(ids))
    return {
        territory.uuid: ScopeFacts(
            kind=Scope.CITY, name=str(territory.name), url=territory.get_absolute_url()
        )
        for territory in found
    }
