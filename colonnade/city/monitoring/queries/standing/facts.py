"""What the rules of the temple are applied to: plain facts, the same from the database and from the open export."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """One value for the whole city. ``member`` is the feature it measures, or ``reach`` of a building block.

    ``baseline`` and ``target`` are those the city set for the indicator; ``minimum`` and ``maximum`` bound its unit.
    """

    code: str
    area: str
    member: str
    value: Decimal
    unit: str
    period: str
    starts_on: date
    ends_on: date
    status: str
    sure: str
    direction: str
    minimum: Decimal | None
    maximum: Decimal | None
    baseline: Decimal | None
    target: Decimal | None
    source: str
    uuid: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a group agreed about one feature. ``level`` is empty where the feature does not apply to the city.

    ``backed_on`` lists, for every item of evidence, from which day to which it counts.
    """

    feature: str
    year: int
    level: int | None
    reviewed: int | None
    backed_on: tuple[tuple[date, date], ...]
    uuid: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that may count for one city under one framework."""

    city: str
    framework: str
    figures: tuple[Figure, ...]
    agreed: tuple[Agreed, ...]


def facts_as_data(facts: Facts) -> dict[str, Any]:
    """The facts as plain JSON values: the open export. Numbers are text, so that nothing is rounded."""
    return {
        "format": FORMAT,
        "city": facts.city,
        "framework": facts.framework,
        "figures": [
            {
                "indicator": each.code,
                "area": each.area,
                "member": each.member,
                "value": _text(each.value),
                "unit": each.unit,
                "period": each.period,
                "starts_on": each.starts_on.isoformat(),
                "ends_on": each.ends_on.isoformat(),
                "status": each.status,
                "sure": each.sure,
                "direction": each.direction,
                "minimum": _text(each.minimum),
                "maximum": _text(each.maximum),
                "baseline": _text(each.baseline),
                "target": _text(each.target),
                "source": each.source,
                "uuid": each.uuid,
            }
            for each in facts.figures
        ],
        "agreed": [
            {
                "feature": each.feature,
                "year": each.year,
                "level": each.level,
                "reviewed": each.reviewed,
                "backed_on": [[start.isoformat(), end.isoformat()] for start, end in each.backed_on],
                "uuid": each.uuid,
            }
            for each in facts.agreed
        ],
    }


def facts_from(data: Mapping[str, Any]) -> Facts:
    """Read facts back from the open export.

    :raises ValueError: the data is of another format, or a field is missing or is not what it should be.
    """
    if data.get("format") != FORMAT:
        raise ValueError(f"This is not an export of the temple in format {FORMAT}.")
    try:
        return Facts(
            city=str(data["city"]),
            framework=str(data["framework"]),
            figures=tuple(_figure(each) for each in data["figures"]),
            agreed=tuple(_agreed(each) for each in data["agreed"]),
        )
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"A field of the export is missing or is not what it should be: {error}") from error


def _figure(raw: Mapping[str, Any]) -> Figure:
    return Figure(
        code=raw["indicator"],
        area=raw["area"],
        member=raw["member"],
        value=Decimal(raw["value"]),
        unit=raw["unit"],
        period=raw["period"],
        starts_on=date.fromisoformat(raw["starts_on"]),
        ends_on=date.fromisoformat(raw["ends_on"]),
        status=raw["status"],
        sure=raw["sure"],
        direction=raw["direction"],
        minimum=_number(raw["minimum"]),
        maximum=_number(raw["maximum"]),
        baseline=_number(raw["baseline"]),
        target=_number(raw["target"]),
        source=raw["source"],
        uuid=raw["uuid"],
    )


def _agreed(raw: Mapping[str, Any]) -> Agreed:
    return Agreed(
        feature=raw["feature"],
        year=int(raw["year"]),
        level=raw["level"],
        reviewed=raw["reviewed"],
        backed_on=tuple(
            (date.fromisoformat(start), date.fromisoformat(end)) for start, end in raw["backed_on"]
        ),
        uuid=raw["uuid"],
    )


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
