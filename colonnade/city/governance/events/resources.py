"""What happened to money, resources, needs and commitments."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class BudgetChanged:
    """Lines of a city's budget were written, taken out or brought back."""

    territory_id: UUID
    years: tuple[int, ...]


@dataclass(frozen=True)
class ResourceOffered:
    """Somebody offered a resource; it waits for the city's team."""

    resource_id: UUID
    territory_id: UUID


@dataclass(frozen=True)
class ResourceShared:
    """A resource became available to the learning city."""

    resource_id: UUID
    territory_id: UUID


@dataclass(frozen=True)
class NeedMet:
    """What was promised for a need and kept has reached what was needed."""

    need_id: UUID
    territory_id: UUID


@dataclass(frozen=True)
class CommitmentMade:
    """An organisation or a person has promised something."""

    commitment_id: UUID
    territory_id: UUID


@dataclass(frozen=True)
class CommitmentReported:
    """Somebody said how a commitment stands."""

    commitment_id: UUID
    territory_id: UUID
    status: str
