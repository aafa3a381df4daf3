"""The places in which roles are held. Modules above own them; here they only get a name and a kind."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from colonnade.people.models import Organisation
from colonnade.people.vocabulary import Scope, ScopeFacts

Resolver = Callable[[Collection[UUID]], Mapping[UUID, ScopeFacts]]

_resolvers: list[Resolver] = []


def register_scope_label(resolver: Resolver) -> Resolver:
    """Let a module say what its places are called; called when an app starts, twice does no harm.

    The resolver is given any uuids and answers for those that are its own, in the active language.
    """
    if resolver not in _resolvers:
        _resolvers.append(resolver)
    return resolver


def scopes(ids: Collection[UUID | None]) -> dict[UUID, ScopeFacts]:
    """Return what is known about these places; each module is asked once, places nobody knows are absent."""
    wanted = {each for each in ids if each is not None}
    found: dict[UUID, ScopeFacts] = {}
    for resolver in _resolvers:
        missing = wanted - found.keys()
        if not missing:
            break
        found.update({key: facts for key, facts in resolver(missing).items() if key in missing})
    return found


def scope(scope_id: UUID | None) -> ScopeFacts | None:
    """Return what is known about one place; ``None`` for the platform and for places nobody knows."""
    return scopes([scope_id]).get(scope_id) if scope_id else None


def scope_label(scope_id: UUID | None) -> str:
    """Name of a place in the active language; empty for the platform and for places nobody knows."""
    facts = scope(scope_id)
    return facts.name if facts else ""


@register_scope_label
def providers(ids: Collection[UUID]) -> dict[UUID, ScopeFacts]:
    """Learning providers are places too: their keepers hold a role there, the city's team looks after them."""
    rows = Organisation.objects.filter(uuid__in=ids).only("uuid", "names", "home_id")
    return {row.uuid: ScopeFacts(kind=Scope.PROVIDER, name=str(row.name), within=row.home_id) for row in rows}
