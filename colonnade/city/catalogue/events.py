"""What the catalogue announces."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class HarvestEnded:
    """A run over one source has ended, well or not."""

    run_id: int
    source_id: int
    city_id: UUID
    state: str


@dataclass(frozen=True)
class OfferCorrected:
    """Somebody corrected an offer by hand."""

    offer_id: UUID
    field: str


@dataclass(frozen=True)
class HarvestWanted:
    """A harvest waits to be done in the background."""

    run_id: int
