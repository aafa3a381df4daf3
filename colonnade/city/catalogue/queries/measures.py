"""What the catalogue itself can count of a city, by building block: for the doors and the living temple.

A column's level is the *reach* of its offers: the share of the city's known districts in which at least one
offer of the block is coming. It is counted, hence evidenced. Where no district is known, or no offer of the
block is placed in one, nothing can be said about reach, and the column stays "not measured yet" beside its
count. The other areas need the governance and monitoring modules and stay unmeasured.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from colonnade.city.catalogue.search import day_number
from colonnade.city.catalogue.vocabulary import Block
from colonnade.city.profile.models import Territory
from colonnade.plumbing.search import Question, engine


@dataclass(frozen=True)
class BlockCount:
    """Coming offers of one block, and how many of the known districts they reach."""

    code: str
    offers: int
    districts_reached: int | None
    districts_known: int

    @property
    def reach(self) -> float | None:
        """Share of the known districts with at least one offer, 0 to 1; ``None`` where nothing is known."""
        if not self.districts_known or self.districts_reached is None:
            return None
        return self.districts_reached / self.districts_known


def counts_by_block(city: Territory, now: datetime) -> dict[str, BlockCount]:
    """Count coming and undated offers of the city by block, from the search index."""
    known = city.districts.count()  # no query where the page has fetched them
    today = day_number(now.astimezone(UTC).date())
    counted = {}
    for code in Block.values:
        chosen = {"city": (city.slug,), "block": (code,)}
        question = Question(
            chosen=chosen,
            at_least={"last_day": today},
            facets=("district",),
            limit=1,
            values_per_facet=500,
        )
        answer = engine.ask("offers", question)
        reached = len(answer.facets["district"])
        counted[code] = BlockCount(
            code=code,
            offers=answer.total,
            districts_reached=reached if known and (reached or not answer.total) else None,
            districts_known=known,
        )
    return counted


def free_count(city: Territory, now: datetime) -> int:
    """How many coming and undated offers of a city are stated to be free; an offer in two blocks counts once."""
    chosen = {"city": (city.slug,), "free": ("YES",)}
    today = day_number(now.astimezone(UTC).date())
    return engine.ask("offers", Question(chosen=chosen, at_least={"last_day": today}, limit=1)).total
