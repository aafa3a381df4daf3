"""What happened around the table."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class MeetingCalled:
    """A meeting was called."""

    meeting_id: UUID
    territory_id: UUID


@dataclass(frozen=True)
class TaskGiven:
    """Somebody was given something to do."""

    task_id: UUID
    person_id: int | None
