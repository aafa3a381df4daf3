"""How far a city has come, and how sure that is: the facts, the rules, and what they give.

``facts_of`` gathers, ``reckon`` applies the rules (docs/explanation/temple-rules.md), ``measures`` shows.
"""

from colonnade.city.monitoring.queries.standing.changes import Change, changes
from colonnade.city.monitoring.queries.standing.facts import Agreed, Facts, Figure, facts_as_data, facts_from
from colonnade.city.monitoring.queries.standing.gathering import facts_of, years_known
from colonnade.city.monitoring.queries.standing.reckoning import (
    AreaStanding,
    Basis,
    Member,
    Standing,
    reckon,
    weakest_evidenced,
)
from colonnade.city.monitoring.queries.standing.showing import measures

__all__ = [
    "Agreed",
    "AreaStanding",
    "Basis",
    "Change",
    "Facts",
    "Figure",
    "Member",
    "Standing",
    "changes",
    "facts_as_data",
    "facts_from",
    "facts_of",
    "measures",
    "reckon",
    "weakest_evidenced",
    "years_known",
]
