"""What happened to the plan."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PlanAdopted:
    """A plan is in force."""

    plan_id: UUID
    territory_id: UUID


@dataclass(frozen=True)
class ActionDone:
    """An action of the plan is done."""

    action_id: UUID
    territory_id: UUID
