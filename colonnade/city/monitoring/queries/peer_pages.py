"""A city beside its peers as the page tells it: numbers in words, and a picture of dot and range."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from colonnade.city.monitoring.queries.computing import number
from colonnade.city.monitoring.queries.peers import Beside, Spread
from colonnade.city.monitoring.queries.units import unit_name
from colonnade.plumbing.languages import Text, direction

WIDTH, EDGE = 320, 10


@dataclass(frozen=True)
class Mark:
    """One named city on the line."""

    x: float
    name: Text


@dataclass(frozen=True)
class Picture:
    """The range as a line, the middle half as a bar, the middle as a stroke, the city as a dot."""

    least: float
    quarter: float
    middle: float
    three_quarters: float
    most: float
    own: float | None
    marks: tuple[Mark, ...]
    width: int = WIDTH

    @property
    def bar_x(self) -> float:
        """Where the bar begins, whichever way the page is read."""
        return min(self.quarter, self.three_quarters)

    @property
    def bar_width(self) -> float:
        """How wide the bar is; a hair where half of the group has one value."""
        return max(abs(self.three_quarters - self.quarter), 1.0)


@dataclass(frozen=True)
class Row:
    """One measure with everything the table says of it."""

    name: Text
    unit: str
    own: str
    period: str
    least: str
    quarter: str
    middle: str
    three_quarters: str
    most: str
    known: int
    missing: int
    has_spread: bool
    named: tuple[tuple[Text, str], ...]
    picture: Picture | None


def rows(found: list[Beside]) -> list[Row]:
    """Rows of the table, in the order in which they were found."""
    return [_row(each, get_language() or "en") for each in found]


def picture_of(beside: Beside, language: str) -> Picture | None:
    """The picture, drawn the way the page is read; ``None`` where the group is too small to be shown."""
    spread = beside.spread
    if spread is None:
        return None
    own = beside.own.exact if beside.own else None
    low = min([spread.least, *([own] if own is not None else [])])
    high = max([spread.most, *([own] if own is not None else [])])
    mirrored = direction(language) == "rtl"

    def x(value: Decimal) -> float:
        share = float((value - low) / (high - low)) if high > low else 0.5
        return round(EDGE + (1 - share if mirrored else share) * (WIDTH - 2 * EDGE), 1)

    return Picture(
        x(spread.least),
        x(spread.quarter),
        x(spread.middle),
        x(spread.three_quarters),
        x(spread.most),
        x(own) if own is not None else None,
        tuple(Mark(x(value), name) for name, value in beside.named),
    )


def _row(beside: Beside, language: str) -> Row:
    def say(value: Any) -> str:
        return "" if value is None else number(value, language)

    spread: Spread | None = beside.spread
    return Row(
        name=beside.indicator.name,
        unit=unit_name(beside.unit, language),
        own=say(beside.own.exact) if beside.own else "",
        period=beside.own.period if beside.own else "",
        least=say(spread and spread.least),
        quarter=say(spread and spread.quarter),
        middle=say(spread and spread.middle),
        three_quarters=say(spread and spread.three_quarters),
        most=say(spread and spread.most),
        known=beside.known,
        missing=beside.missing,
        has_spread=spread is not None,
        named=tuple((name, say(value)) for name, value in beside.named),
        picture=picture_of(beside, language),
    )
