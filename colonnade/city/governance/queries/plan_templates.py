"""Plans to begin with, by how far a city has come; they come with the program as data, one file each.

A file holds ``code order names about goals``; a goal ``titles`` and ``actions``; an action ``titles descriptions
features``, and ``months``: in which month of the plan it begins and after which it is due.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from colonnade.plumbing.languages import LanguageMap, Text, choose


@dataclass(frozen=True)
class Step:
    """One action of a template."""

    titles: LanguageMap
    descriptions: LanguageMap
    features: tuple[str, ...]
    months: tuple[int, int]


@dataclass(frozen=True)
class TemplateGoal:
    """One goal of a template with its actions."""

    titles: LanguageMap
    actions: tuple[Step, ...]


@dataclass(frozen=True)
class PlanTemplate:
    """A plan to begin with."""

    code: str
    names: LanguageMap
    about: LanguageMap
    goals: tuple[TemplateGoal, ...]

    @property
    def name(self) -> Text:
        """The name in the reader's language."""
        return choose(self.names)

    @property
    def explained(self) -> Text:
        """For whom it is, in the reader's language."""
        return choose(self.about)

    @property
    def size(self) -> int:
        """How many actions it has."""
        return sum(len(goal.actions) for goal in self.goals)


@cache
def plan_templates() -> tuple[PlanTemplate, ...]:
    """All templates, the one for a beginning first."""
    shelf = files("colonnade.city.governance").joinpath("data", "plan-templates")
    raw: list[dict[str, Any]] = [
        orjson.loads(each.read_bytes()) for each in shelf.iterdir() if each.name.endswith(".json")
    ]
    return tuple(
        PlanTemplate(
            code=each["code"],
            names=each["names"],
            about=each["about"],
            goals=tuple(
                TemplateGoal(
                    goal["titles"],
                    tuple(
                        Step(
                            step["titles"],
                            step["descriptions"],
                            tuple(step["features"]),
                            (step["months"][0], step["months"][1]),
                        )
                        for step in goal["actions"]
                    ),
                )
                for goal in each["goals"]
            ),
        )
        for each in sorted(raw, key=lambda each: each["order"])
    )


def plan_template(code: str) -> PlanTemplate | None:
    """The template with this code; ``None`` where there is none."""
    return next((each for each in plan_templates() if each.code == code), None)
