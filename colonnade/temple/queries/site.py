"""Where each part of the building goes, and what a part brings with it when it is laid."""

from dataclasses import dataclass

from colonnade.temple.queries.lettering import Setting
from colonnade.temple.queries.measures import Measure
from colonnade.temple.queries.plan import Plan
from colonnade.temple.queries.shapes import Line, Shape, tidy
from colonnade.temple.vocabulary import State

_SLIVER = 0.02
LEADING = 1.2


def drawn(share: float) -> float:
    """How much of a stone is filled for a share: whatever is more than zero can be seen."""
    return max(share, _SLIVER) if share else 0.0


@dataclass(frozen=True, slots=True)
class Tenant:
    """What one place in the building has to say: its label, its mark, its measure."""

    label: str
    letter: str
    value: str
    measure: Measure | None

    @property
    def state(self) -> State:
        """The state of its measure; neutral where the picture is not about one city."""
        return self.measure.state if self.measure else State.NEUTRAL

    @property
    def count(self) -> str:
        """What can be counted, in words."""
        return self.measure.count_label if self.measure else ""

    @property
    def level(self) -> float:
        """How much of it is filled."""
        return drawn(self.measure.level or 0.0) if self.measure else 0.0

    @property
    def evidence(self) -> float:
        """How much of it is solid."""
        return drawn(self.measure.evidence) if self.measure else 0.0


@dataclass(frozen=True, slots=True)
class Stones:
    """A part as laid: shapes from back to front, lettering, its axis, and how long its filling came out."""

    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    x: float
    filled: float = 0.0
    solid: float = 0.0


@dataclass(frozen=True, slots=True)
class Site:
    """A plan, how many of each part stand on it, and from which side one reads."""

    plan: Plan
    benefits: int
    blocks: int
    conditions: int
    right_to_left: bool = False

    @property
    def height(self) -> float:
        """Height of the picture."""
        return self.plan.height(self.conditions)

    @property
    def pitch(self) -> float:
        """Distance from column to column."""
        return (self.plan.width - 2 * self.plan.wall) / max(1, self.blocks)

    def slot(self, index: int, count: int) -> int:
        """The place from the left of the part that is read as number ``index``."""
        return count - 1 - index if self.right_to_left else index

    def axis(self, slot: int) -> float:
        """Middle of the column at a place from the left."""
        return self.plan.wall + (slot + 0.5) * self.pitch

    def walls(self) -> list[float]:
        """Where the field of the pediment is divided, its two ends included."""
        plan = self.plan
        half = (plan.tympanum_floor - plan.apex - plan.rake) / plan.slope
        if self.benefits == 3:
            return [plan.centre - half, plan.width * 0.385, plan.width * 0.615, plan.centre + half]
        return [plan.centre - half + 2 * half * i / self.benefits for i in range(self.benefits + 1)]


def set_lines(role: str, setting: Setting, x: float, middle: float) -> tuple[Line, ...]:
    """Set lines of text around the height ``middle``."""
    leading = setting.size * LEADING
    first = middle - (len(setting.lines) - 1) * leading / 2 + setting.size * 0.35
    return tuple(
        Line(role, text, tidy(x), tidy(first + i * leading), setting.size)
        for i, text in enumerate(setting.lines)
    )
