"""What to do next: a concrete step for every feature, by how far it has come.

The rule: the step belongs to the weakest evidenced feature, which ``standing.weakest_evidenced`` (rule 7) names. Its
share of the whole is put on the scale from 0 to 4, rounded down; 0 and 1 ask for a beginning, 2 and 3 for making it
reliable and better. A feature at 4 needs none. The sentences are ours (data/next-steps.json), not UNESCO's.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import floor
from typing import Any

import orjson

from colonnade.city.monitoring.queries.standing import Standing, facts_of, reckon, weakest_evidenced
from colonnade.city.monitoring.vocabulary.standing import REACH
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import Text, choose
from colonnade.temple.queries import Framework, Words, default_framework, names

TOP = 4
FIRST_BAND, SECOND_BAND = "0-1", "2-3"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next: for which feature of which area, where it stands now (0 to 3), and the step itself."""

    area: str
    feature: str
    level: int
    words: Words | None
    text: Text

    @property
    def is_reach(self) -> bool:
        """Whether it is about the reach of an area's offers and not about a feature."""
        return self.feature == REACH


def step_for(feature: str, level: int, language: str | None = None) -> Text:
    """The step for a feature that stands at ``level``; an empty text at 4, and for features we have no words for."""
    if level >= TOP:
        return Text("", "", False)
    band = FIRST_BAND if level < 2 else SECOND_BAND
    return choose(_data()["features"].get(feature, {}).get(band, {}), language)


def step_from(standing: Standing, language: str | None = None) -> NextStep | None:
    """The next step that a standing asks for; ``None`` where nothing is known, or everything is done."""
    weakest = weakest_evidenced(standing)
    if weakest is None:
        return None
    area, member = weakest
    level = on_the_scale(member.level or Fraction(0))
    words = None if member.code == REACH else names(standing.framework, language).features[member.code]
    return NextStep(area.area.code, member.code, level, words, step_for(member.code, level, language))


def next_step(
    territory: Territory, today: date, framework: Framework | None = None, language: str | None = None
) -> NextStep | None:
    """The next step for a city as it stands today."""
    framework = framework or default_framework()
    facts = facts_of([territory], framework)[territory.pk]
    return step_from(reckon(facts, framework, today.year, today), language)


def on_the_scale(share: Fraction) -> int:
    """A share of the whole as a step of the scale, rounded down: 0 to 4."""
    return floor(share * TOP)


@cache
def _data() -> dict[str, Any]:
    text = files("colonnade.city.monitoring").joinpath("data", "next-steps.json").read_bytes()
    read: dict[str, Any] = orjson.loads(text)
    return read
