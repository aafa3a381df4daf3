"""What the city promised, and kept."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class DeclarationPublished:
    """A version of the declaration is in force."""

    declaration_id: UUID
    territory_id: UUID


@dataclass(frozen=True)
class PledgeKept:
    """A promise was kept."""

    pledge_id: UUID
    territory_id: UUID
