"""News about figures."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class FiguresChanged:
    """Figures of a city are new or corrected: one by hand, or a whole file. What rests on them can be reckoned anew."""

    territory_id: int
    territory_uuid: UUID
    number: int


@dataclass(frozen=True)
class FiguresWanted:
    """Somebody has looked at a file of figures and wants it kept."""

    batch_id: int


@dataclass(frozen=True)
class TargetChanged:
    """A city set what an indicator shall become, or took that back."""

    territory_id: int
    indicator_id: int
