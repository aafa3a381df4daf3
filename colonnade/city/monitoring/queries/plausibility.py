"""What looks odd about a figure, and why. Nothing here refuses: it warns, and whoever gives the figure decides.

The rules are few and published (docs/how-to/bring-figures.md): a value outside the range of its unit; a unit other than
before; a jump against the period before; periods that overlap; another source that says something else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from colonnade.city.monitoring.queries.units import PERCENT, family

JUMP_TIMES = 3  # a value more than three times the one before, or less than a third of it
JUMP_POINTS = 30  # percent: more than thirty points up or down
_YEAR = 366


@dataclass(frozen=True, slots=True)
class Warning:
    """One thing that looks odd: a key of ``books.REASONS`` and what belongs into its sentence."""

    code: str
    details: dict[str, Any] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """As it is kept with an observation."""
        return {"code": self.code, "details": self.details}


@dataclass(frozen=True, slots=True)
class Point:
    """A value of one series at one time; ``tag`` is whatever the caller recognises it by."""

    starts_on: date
    ends_on: date
    value: Decimal | None
    unit: str
    text: str
    tag: Any = None


def outside(value: Decimal, minimum: float | None, maximum: float | None) -> Warning | None:
    """Warn of a value that its unit cannot have."""
    if maximum is not None and value > Decimal(str(maximum)):
        return Warning("above_maximum", {"value": plain(value), "bound": plain(Decimal(str(maximum)))})
    if minimum is not None and value < Decimal(str(minimum)):
        return Warning("below_minimum", {"value": plain(value), "bound": plain(Decimal(str(minimum)))})
    return None


def jump(before: Point, after: Point) -> Warning | None:
    """Warn of a value far from the one of the period before, in the same unit."""
    if before.value is None or after.value is None or family(before.unit) != family(after.unit):
        return None
    if family(after.unit) == PERCENT:
        is_far = abs(after.value - before.value) > JUMP_POINTS
    else:
        is_far = before.value > 0 and (
            after.value > before.value * JUMP_TIMES or after.value * JUMP_TIMES < before.value
        )
    if not is_far:
        return None
    return Warning(
        "jump", {"value": plain(after.value), "before": plain(before.value), "period": before.text}
    )


def other_unit(unit: str, usual: Iterable[str]) -> Warning | None:
    """Warn of a unit that this measure is not usually counted in."""
    known = [each for each in usual if each]
    if not known or any(family(unit) == family(each) for each in known):
        return None
    return Warning("other_unit", {"unit": unit, "usual": known[0]})


def overlap(first: Point, second: Point) -> Warning | None:
    """Warn of two periods of one series that share days; a quarter or month within a year is no overlap."""
    if first.ends_on < second.starts_on or second.ends_on < first.starts_on:
        return None
    if (first.starts_on, first.ends_on) == (second.starts_on, second.ends_on):
        return None
    short, long = sorted((first, second), key=lambda each: each.ends_on - each.starts_on)
    lies_within = long.starts_on <= short.starts_on and short.ends_on <= long.ends_on
    if lies_within and (short.ends_on - short.starts_on).days < _YEAR - 2:
        return None
    return Warning("overlap", {"period": second.text, "other": first.text})


def oddities(series: Sequence[Point]) -> Iterator[tuple[Any, Warning]]:
    """Go through one series in time and yield what looks odd, with the tag of the later point."""
    line = sorted(series, key=lambda each: (each.starts_on, each.ends_on))
    goes_below_zero = any(
        each.value is not None and each.value < 0 for each in line
    )  # a rate of change jumps by nature
    reaching: Point | None = None
    before: dict[int, Point] = {}  # the value before, for years, quarters and months each
    for point in line:
        if reaching is not None and (warning := overlap(reaching, point)):
            yield point.tag, warning
        length = round((point.ends_on - point.starts_on).days / 30)
        last = before.get(length)
        is_next = last is not None and last.ends_on < point.ends_on and not goes_below_zero
        if last is not None and is_next and (warning := jump(last, point)):
            yield point.tag, warning
        if reaching is None or point.ends_on > reaching.ends_on:
            reaching = point
        if point.value is not None:
            before[length] = point


def looks_like_shares(values: Sequence[Decimal], unit: str) -> bool:
    """Say whether figures said to be percent are rather shares of one: spreadsheets show 0.83 as 83 %."""
    return (
        family(unit) == PERCENT
        and len(values) > 2
        and all(0 <= value <= 1 for value in values)
        and any(values)
    )


def plain(value: Decimal) -> str:
    """A number as it is kept beside a reason: no exponent, no zeros at its end."""
    return format(value.normalize(), "f") if value else "0"
