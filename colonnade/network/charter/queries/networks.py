"""Networks, how they nest, and who fills their offices."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from colonnade.city.profile.models import Territory
from colonnade.network.charter.models import Commission, Network, Office


@dataclass
class Branch:
    """A network and those that lie inside it."""

    network: Network
    parts: list["Branch"] = field(default_factory=list)


def network_called(slug: str) -> Network | None:
    """The network at this address, with the one above it, or ``None``."""
    return Network.objects.select_related("parent").filter(slug=slug).first()


def network_tree() -> list[Branch]:
    """All networks, those that lie inside another one below it; one question."""
    rows = {row.pk: Branch(row) for row in Network.objects.order_by("kind", "slug")}
    tops: list[Branch] = []
    for branch in rows.values():
        above = rows.get(branch.network.parent_id or 0)
        (above.parts if above else tops).append(branch)
    return tops


def offices_on(network: Network, on: date) -> QuerySet[Office]:
    """Who fills the offices of a network on a day; an unknown beginning or end counts as open."""
    rows = network.offices.filter(Q(since__isnull=True) | Q(since__lte=on))
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=on))
    return rows.select_related("territory").order_by("kind", "pk")


def offices_before(network: Network, on: date) -> QuerySet[Office]:
    """Terms that have ended, the last one first."""
    return network.offices.filter(until__lt=on).select_related("territory").order_by("-until", "pk")


def commission_of(territory: Territory) -> Commission | None:
    """The National Commission of a city's country; invented cities have invented ones."""
    return Commission.objects.filter(country=territory.country, is_demo=territory.is_demo).first()
