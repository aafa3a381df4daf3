"""The five steps of the scale in plain words, with examples for each area. The scale is our own proposal."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import orjson

from colonnade.city.monitoring.vocabulary.assessing import Level
from colonnade.plumbing.languages import Text, choose


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what it means, and what it can look like in an area (empty where we have no example)."""

    level: Level
    plain: Text
    example: Text


def rubric(area: str = "", language: str | None = None) -> tuple[Step, ...]:
    """The scale from 0 to 4 for readers of ``language``, with the examples of an area of the default framework."""
    data = _data()
    examples = data["areas"].get(area, {})
    return tuple(
        Step(
            level,
            choose(data["levels"][str(level.value)], language),
            choose(examples.get(str(level.value), {}), language),
        )
        for level in Level
    )


@cache
def _data() -> dict[str, Any]:
    text = files("colonnade.city.monitoring").joinpath("data", "rubrics.json").read_bytes()
    read: dict[str, Any] = orjson.loads(text)
    return read
