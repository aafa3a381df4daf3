"""What sources say: of one city, of a network through the years, and where they disagree."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from colonnade.city.profile.models import Territory
from colonnade.network.charter.models import Network
from colonnade.network.membership.models import Fact
from colonnade.network.membership.vocabulary.members import FactKind


@dataclass
class Year:
    """What sources tell of one year of a network."""

    year: int
    joined: int = 0  # cities that a source says joined in this year
    awarded: list[Fact] = field(default_factory=list)
    conferences: list[Fact] = field(default_factory=list)
    counts: list[Fact] = field(default_factory=list)


def facts_of(territory: Territory) -> QuerySet[Fact]:
    """What sources say of a city, the oldest first; facts without a year stand last."""
    rows = Fact.objects.filter(territory=territory).select_related("network")
    return rows.order_by("year", "month", "day", "kind", "pk")


def timeline(network: Network) -> list[Year]:
    """Every year of which a source tells something, the newest first; asks once."""
    years: dict[int, Year] = {}
    rows = Fact.objects.filter(network=network, year__isnull=False).select_related("territory")
    for fact in rows.order_by("year", "month", "day", "pk"):
        year = years.setdefault(fact.year or 0, Year(fact.year or 0))
        if fact.kind == FactKind.JOINED:
            year.joined += 1
        elif fact.kind == FactKind.AWARDED:
            year.awarded.append(fact)
        elif fact.kind == FactKind.CONFERENCE:
            year.conferences.append(fact)
        elif fact.kind == FactKind.COUNT:
            year.counts.append(fact)
    return sorted(years.values(), key=lambda each: -each.year)


def named_without_year(network: Network) -> int:
    """How many cities a source names as members without telling since when."""
    return Fact.objects.filter(network=network, kind=FactKind.LISTED).count()


def conflicts(network: Network) -> list[list[Fact]]:
    """Facts that cannot both be the first joining of a city: several years for one city, an award before it joined."""
    held: dict[int, list[Fact]] = defaultdict(list)
    rows = Fact.objects.filter(network=network, territory__isnull=False, year__isnull=False)
    for fact in rows.filter(kind__in=[FactKind.JOINED, FactKind.AWARDED]).order_by("year", "pk"):
        held[fact.territory_id or 0].append(fact)
    found = []
    for facts in held.values():
        joined = [fact for fact in facts if fact.kind == FactKind.JOINED]
        awarded = [fact for fact in facts if fact.kind == FactKind.AWARDED]
        early = [
            each for each in awarded if joined and (each.year or 0) < min(fact.year or 0 for fact in joined)
        ]
        if len({fact.year for fact in joined}) > 1 or early:
            found.append(facts)
    return found
