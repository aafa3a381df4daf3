"""What the public does with a text that is open: comment, support, take back."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from colonnade.drafting.actions.opening import ConsultationIsNotOpen
from colonnade.drafting.events import CommentMade
from colonnade.drafting.models import Comment, Draft, Section, Support
from colonnade.drafting.queries.comments import comments_since, comments_to_look_at
from colonnade.drafting.vocabulary import (
    LONGEST_COMMENT,
    MOST_COMMENTS_AN_HOUR,
    MOST_WAITING,
    CommentKind,
    Deed,
    Visibility,
)
from colonnade.people.models import Person
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable, line
from colonnade.plumbing.events import announce
from colonnade.plumbing.languages import tag


class NothingSaid(Exception):
    """A comment has no words, or a change of wording proposes none."""


class CommentIsTooLong(Exception):
    """A comment has at most ``LONGEST_COMMENT`` characters, and so has the wording it proposes."""


class TooManyComments(Exception):
    """One person comments too often, or too many comments without an account wait to be looked at."""


class NotTheirs(permissions.NotAllowed):
    """People take back their own comments and support those of others."""


class AlreadyAnswered(Exception):
    """A comment that has an official answer stays, since others rely on the answer."""


@transaction.atomic
def make_comment(
    *,
    draft: Draft,
    text: str,
    language: str,
    by: Person | None,
    at: datetime,
    section: Section | None = None,
    kind: str = CommentKind.COMMENT,
    proposal: str = "",
    name: str = "",
    today: date | None = None,
) -> Comment:
    """Say something to a text or one of its sections. Anybody may while it is open, with or without an account.

    A comment without an account waits until the team has looked at it; one with an account is shown at once. Words
    are kept as they were typed and never read as markup. ``today`` is the day where the text belongs, if that is
    another than this site's. Announces ``CommentMade``.

    :raises ConsultationIsNotOpen: the text is not open for comments on this day.
    :raises NothingSaid, CommentIsTooLong, TooManyComments: see there.
    """
    if not draft.takes_comments(today or timezone.localdate(at)):
        raise ConsultationIsNotOpen(draft.pk)
    text, proposal = _plain(text), _plain(proposal)
    is_amendment = kind == CommentKind.AMENDMENT
    if not text or (is_amendment and not proposal):
        raise NothingSaid(draft.pk)
    if max(len(text), len(proposal)) > LONGEST_COMMENT:
        raise CommentIsTooLong(len(text))
    _not_too_many(draft, by, at)
    comment = Comment.objects.create(
        draft=draft,
        section=section,
        kind=kind,
        text=text,
        proposal=proposal if is_amendment else "",
        language=tag(language),
        person=by,
        name=line(str(keepable(name)))[:200],
        visibility=Visibility.SHOWN if by else Visibility.WAITING,
        made_at=at,
    )
    audit.record(
        by=by or permissions.System("visitor"), verb=Deed.COMMENT_MAKE, thing=comment, at=at, kind=str(kind)
    )
    announce(
        CommentMade(
            comment_id=comment.uuid, draft_id=draft.uuid, scope_id=draft.scope_id, is_shown=by is not None
        )
    )
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: Person, at: datetime) -> Comment:
    """Take back one's own comment: its words, proposal and name are erased; that something was said remains.

    :raises NotTheirs: it is somebody else's, or was made without an account.
    :raises AlreadyAnswered: it has its official answer; erasing one's account erases the words even then.
    """
    if comment.person_id is None or comment.person_id != by.pk:
        raise NotTheirs(comment.pk)
    if comment.answer:
        raise AlreadyAnswered(comment.pk)
    comment.text = comment.proposal = comment.name = ""
    comment.person = None
    comment.save(update_fields=["text", "proposal", "name", "person"])
    audit.record(by=by, verb=Deed.COMMENT_WITHDRAW, thing=comment, at=at)
    return comment


@transaction.atomic
def support_comment(*, comment: Comment, by: Person, at: datetime) -> Support:
    """Support what somebody else said, once.

    :raises ConsultationIsNotOpen: the text is not open, or the comment is not on show.
    :raises NotTheirs: it is one's own comment.
    """
    _open_for_support(comment, at)
    if comment.person_id == by.pk:
        raise NotTheirs(comment.pk)
    support, is_new = Support.objects.get_or_create(comment=comment, person=by, defaults={"made_at": at})
    if is_new:
        audit.record(by=by, verb=Deed.COMMENT_SUPPORT, thing=comment, at=at, supported=True)
    return support


@transaction.atomic
def withdraw_support(*, comment: Comment, by: Person, at: datetime) -> None:
    """No longer support a comment; where one did not, nothing happens.

    :raises ConsultationIsNotOpen: the text is not open any more, and the count stands.
    """
    _open_for_support(comment, at)
    gone, _details = Support.objects.filter(comment=comment, person=by).delete()
    if gone:
        audit.record(by=by, verb=Deed.COMMENT_SUPPORT, thing=comment, at=at, supported=False)


def _open_for_support(comment: Comment, at: datetime) -> None:
    is_open = comment.draft.takes_comments(timezone.localdate(at))
    if not is_open or comment.visibility != Visibility.SHOWN or comment.is_withdrawn:
        raise ConsultationIsNotOpen(comment.draft_id)


def _not_too_many(draft: Draft, by: Person | None, at: datetime) -> None:
    if by is None:
        too_many = comments_to_look_at(draft).count() >= MOST_WAITING
    else:
        too_many = comments_since(draft, by, at - timedelta(hours=1)) >= MOST_COMMENTS_AN_HOUR
    if too_many:
        raise TooManyComments(draft.pk)


def _plain(text: str) -> str:
    return str(keepable(text)).replace("\r\n", "\n").replace("\r", "\n").strip()
