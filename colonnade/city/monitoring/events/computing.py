"""What counting, peers and the chain announce."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class IndicatorsComputed:
    """The automatic indicators of a city were counted; ``changed`` says how many values are new or different."""

    city_id: UUID
    year: int
    changed: int


@dataclass(frozen=True)
class PeerConsentChanged:
    """A city agreed to be named beside its values, or took that back."""

    city_id: UUID
    stands: bool


@dataclass(frozen=True)
class ReachSaid:
    """The team said, or took back, which offers an action of the plan brings about."""

    action_id: UUID
    city_id: UUID
