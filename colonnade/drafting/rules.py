"""Who may write a text, open it to the public, and answer what people say."""

from enum import StrEnum
from typing import Any

from colonnade.people import queries as people
from colonnade.plumbing.permissions import rule


class Permission(StrEnum):
    """What can be permitted about a text."""

    DRAFT_WRITE = "drafting:draft:write"
    DRAFT_OPEN = "drafting:draft:open"
    COMMENT_ANSWER = "drafting:comment:answer"


@rule(Permission.DRAFT_WRITE)
def team_writes(person: Any, draft: Any) -> bool:
    """Who holds the permission in the place that the text belongs to writes it; operators help out."""
    return person.is_operator or people.holds(person, Permission.DRAFT_WRITE, draft.scope_id)


@rule(Permission.DRAFT_OPEN)
def team_opens(person: Any, draft: Any) -> bool:
    """Who holds the permission in the place of the text opens it to the public, closes and freezes it."""
    return person.is_operator or people.holds(person, Permission.DRAFT_OPEN, draft.scope_id)


@rule(Permission.COMMENT_ANSWER)
def team_answers(person: Any, draft: Any) -> bool:
    """Who holds the permission in the place of the text gives the official answer."""
    return person.is_operator or people.holds(person, Permission.COMMENT_ANSWER, draft.scope_id)
