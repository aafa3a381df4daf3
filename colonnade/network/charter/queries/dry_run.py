"""What a set of conditions would have said in every past round, beside what happened."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from colonnade.city.profile.models import Territory
from colonnade.network.charter.models import Call
from colonnade.network.charter.queries.calls import calls_of
from colonnade.network.charter.queries.eligibility import Verdict, city_facts, day_of, verdicts
from colonnade.network.charter.vocabulary.calls import CallKind, Outcome


@dataclass
class Round:
    """One past round: how many cities the conditions would have let in, and where that contradicts history."""

    call: Call
    on: date
    met: int = 0
    failed: int = 0
    unknown: int = 0
    contradictions: list[Verdict] = field(default_factory=list)  # succeeded then, refused by these conditions
    successes: int = 0


def dry_run(call: Call, rules: list[dict[str, Any]]) -> list[Round]:
    """Run conditions over the past rounds of the same kind in this network; rounds without a day are left out."""
    cities = list(Territory.objects.filter(is_demo=call.network.is_demo).order_by("pk"))
    rounds = []
    for past in calls_of(call.network):
        on = day_of(past)
        if past.pk == call.pk or past.kind != call.kind or on is None:
            continue
        rounds.append(_round(past, on, rules, cities))
    return sorted(rounds, key=lambda each: each.on)


def _round(past: Call, on: date, rules: list[dict[str, Any]], cities: list[Territory]) -> Round:
    found = Round(past, on)
    succeeded = _succeeded(past, on, cities)
    for each in verdicts(past.network_id, rules, cities, on):
        outcome = each.outcome
        found.met += outcome == Outcome.MET
        found.failed += outcome == Outcome.FAILED
        found.unknown += outcome == Outcome.UNKNOWN
        if each.city.pk in succeeded:
            found.successes += 1
            if outcome == Outcome.FAILED:
                found.contradictions.append(each)
    return found


def _succeeded(past: Call, on: date, cities: list[Territory]) -> set[int]:
    """Cities that a source names as successful in that round: awarded in its year, or accepted here."""
    accepted = set(past.applications.filter(state="ACCEPTED").values_list("territory_id", flat=True))
    if past.kind != CallKind.AWARD:
        return accepted
    later = date(on.year + 1, 12, 31)
    facts = city_facts(past.network_id, [city.pk for city in cities], later)
    years = award_years(past) or {on.year}
    won = {pk for pk, known in facts.items() if any(award.year in years for award in known.awards)}
    return accepted | won


def award_years(past: Call) -> set[int]:
    """The years whose awardees came out of this round, as its record says."""
    return {int(fact["award_year"]) for fact in past.facts if fact.get("award_year")}
