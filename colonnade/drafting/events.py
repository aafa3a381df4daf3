"""What drafting announces: the public is asked, somebody says something, it is answered, the text is final."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class ConsultationOpened:
    """A text is open for comments until a day."""

    draft_id: UUID
    scope_id: UUID
    kind: str
    opens_on: date
    closes_on: date


@dataclass(frozen=True)
class ConsultationClosed:
    """Comments on a text are no longer taken; those that came are being answered."""

    draft_id: UUID
    scope_id: UUID
    kind: str


@dataclass(frozen=True)
class CommentMade:
    """Somebody has commented; ``is_shown`` when it need not be looked at first."""

    comment_id: UUID
    draft_id: UUID
    scope_id: UUID
    is_shown: bool


@dataclass(frozen=True)
class CommentAnswered:
    """A comment has its official answer."""

    comment_id: UUID
    draft_id: UUID
    scope_id: UUID
    outcome: str


@dataclass(frozen=True)
class DraftFrozen:
    """A text is final; nothing in it changes any more."""

    draft_id: UUID
    scope_id: UUID
    kind: str
    subject_id: UUID | None
