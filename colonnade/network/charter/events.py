"""What calls and applications announce; a membership, an award or a conference reacts above."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CallPublished:
    """A call can be seen."""

    call_id: int


@dataclass(frozen=True)
class StageExtended:
    """A stage of a call closes later than was said."""

    stage_id: int


@dataclass(frozen=True)
class ApplicationMoved:
    """An application went from one state to another."""

    application_id: int
    before: str
    after: str


@dataclass(frozen=True)
class ReviewAsked:
    """A reviewer was given applications to read."""

    reviewer_id: int
    number: int


@dataclass(frozen=True)
class ReviewReturned:
    """The secretariat gave a submitted review back to its reviewer."""

    assignment_id: int
    reason: str


@dataclass(frozen=True)
class LetterSent:
    """The decision about an application was published, and its letter goes to the city."""

    application_id: int
