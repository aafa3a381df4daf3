"""Who finds which text at its address, and what they may do with it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest

from colonnade.drafting import queries
from colonnade.drafting.models import Comment, Draft, Section
from colonnade.drafting.rules import Permission
from colonnade.drafting.vocabulary import Visibility
from colonnade.plumbing.permissions import NotAllowed, may


@dataclass(frozen=True)
class Rights:
    """What a reader may do with a text besides reading it."""

    permissions: frozenset[Permission] = frozenset()

    @property
    def any(self) -> bool:
        """Whether there is a page on which they can work."""
        return bool(self.permissions)

    @property
    def write(self) -> bool:
        """Whether they may write."""
        return Permission.DRAFT_WRITE in self.permissions

    @property
    def open(self) -> bool:
        """Whether they may open, close and freeze."""
        return Permission.DRAFT_OPEN in self.permissions

    @property
    def answer(self) -> bool:
        """Whether they may answer comments."""
        return Permission.COMMENT_ANSWER in self.permissions


def rights(person: Any, draft: Draft) -> Rights:
    """What the rules let this person do."""
    if not person.is_authenticated:
        return Rights()
    return Rights(frozenset(each for each in Permission if may(person, each, draft)))


def readable(request: HttpRequest, uuid: UUID) -> tuple[Draft, Rights]:
    """The text for a reader; 404 where it is not public and they have no part in it."""
    draft = queries.draft_with(uuid)
    if draft is None:
        raise Http404
    held = rights(request.user, draft)
    if not draft.is_public and not held.any:
        raise Http404
    return draft, held


def working(request: HttpRequest, uuid: UUID, permission: Permission) -> tuple[Draft, Rights]:
    """The text for somebody who may do this to it; 404 to those who may not even know of it, else 403."""
    draft, held = readable(request, uuid)
    if permission not in held.permissions:
        raise NotAllowed(permission)
    return draft, held


def workable(request: HttpRequest, uuid: UUID, permission: Permission) -> Draft:
    """The same, where the page needs to know no more."""
    return working(request, uuid, permission)[0]


def section_of(draft: Draft, key: str) -> Section:
    """The section of the text with this key, or 404."""
    section = queries.section_called(draft, key)
    if section is None:
        raise Http404
    return section


def comment_for(request: HttpRequest, uuid: UUID, *, everything: bool = False) -> Comment:
    """A comment on show, or any for those who answer; 404 otherwise."""
    comment = queries.comment_with(uuid, request.user)
    if comment is None:
        raise Http404
    if comment.draft.is_public and comment.visibility == Visibility.SHOWN:
        return comment
    if everything and request.user.is_authenticated and rights(request.user, comment.draft).answer:
        return comment
    raise Http404
