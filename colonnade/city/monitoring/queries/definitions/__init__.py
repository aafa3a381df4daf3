"""The registry of automatic indicators: executable, versioned definitions of what this site counts by itself."""

from functools import cache

from colonnade.city.monitoring.queries.definitions.basis import Basis
from colonnade.city.monitoring.queries.definitions.learning import LEARNING
from colonnade.city.monitoring.queries.definitions.offers import OFFERS
from colonnade.city.monitoring.queries.definitions.shape import Count, Definition, value_of
from colonnade.city.monitoring.queries.definitions.spending import SPENDING
from colonnade.city.monitoring.queries.definitions.together import TOGETHER

__all__ = ["Basis", "Count", "Definition", "definition", "definitions", "value_of"]


@cache
def _by_code() -> dict[str, Definition]:
    held: dict[str, Definition] = {}
    for each in (*OFFERS, *LEARNING, *TOGETHER, *SPENDING):
        if each.code in held:
            raise ValueError(f"Two definitions are called {each.code}.")
        held[each.code] = each
    return held


def definitions() -> tuple[Definition, ...]:
    """Every definition, in the order in which they are shown."""
    return tuple(_by_code().values())


def definition(code: str) -> Definition | None:
    """The definition of this code, or ``None``."""
    return _by_code().get(code)
