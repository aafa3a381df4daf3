"""What sources tell of cities on a day, for the conditions of a call."""

from collections.abc import Collection
from datetime import date

from colonnade.network.charter.queries.eligibility import Award, CityFacts, Span, register_facts
from colonnade.network.membership.models import Fact
from colonnade.network.membership.vocabulary.members import FactKind


@register_facts
def city_facts(network_id: int, territory_ids: Collection[int], on: date) -> dict[int, CityFacts]:
    """Membership and awards of these cities as sources show them on a day; cities of which none tells are left out.

    A fact that may have happened after the day, because only its year is known, still counts with its interval.
    """
    rows = Fact.objects.filter(
        network_id=network_id,
        territory_id__in=list(territory_ids),
        kind__in=[FactKind.JOINED, FactKind.LISTED, FactKind.AWARDED],
    ).order_by("year", "pk")
    held: dict[int, list[Fact]] = {}
    for fact in rows:
        span = span_of(fact)
        if span.first is None or span.first <= on:
            held.setdefault(fact.territory_id or 0, []).append(fact)
    return {key: _told(facts, on) for key, facts in held.items()}


def span_of(fact: Fact) -> Span:
    """The days on which it can have happened."""
    if fact.year is None:
        return Span(None, None)
    first = date(fact.year, fact.month or 1, fact.day or 1)
    if fact.day:
        return Span(first, first)
    after = date(fact.year + (fact.month in (None, 12)), 1 if fact.month in (None, 12) else fact.month + 1, 1)
    return Span(first, date.fromordinal(after.toordinal() - 1))


def _told(facts: list[Fact], on: date) -> CityFacts:
    joined = [span_of(fact) for fact in facts if fact.kind == FactKind.JOINED]
    awards = tuple(
        Award(fact.code, fact.year or 0, fact.source) for fact in facts if fact.kind == FactKind.AWARDED
    )
    proofs = [date(award.year, 12, 31) for award in awards]
    return CityFacts(
        member_since=joined[-1] if joined else None,  # who joined twice counts from the last time
        member_by=min(proofs) if proofs else None,
        is_member=True,
        awards=awards,
    )
