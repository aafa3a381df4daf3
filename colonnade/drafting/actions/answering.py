"""What the team does with comments: look at those without an account, hide what harms, answer officially."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.drafting.actions.opening import still_open
from colonnade.drafting.events import CommentAnswered
from colonnade.drafting.models import Comment
from colonnade.drafting.rules import Permission
from colonnade.drafting.vocabulary import Outcome, Visibility
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce


class AnswerIsMissing(Exception):
    """What became of a comment is said and explained, or not at all."""


@transaction.atomic
def show_comment(*, comment: Comment, by: Any, at: datetime) -> Comment:
    """Let everybody read a comment that was waiting or hidden."""
    return _see(comment, Visibility.SHOWN, by, at)


@transaction.atomic
def hide_comment(*, comment: Comment, by: Any, at: datetime) -> Comment:
    """Keep a comment from being read: it is hateful, an advertisement, or names somebody. Its number stays public."""
    return _see(comment, Visibility.HIDDEN, by, at)


@transaction.atomic
def answer_comment(*, comment: Comment, outcome: str, answer: str, by: Any, at: datetime) -> Comment:
    """Say officially what becomes of a comment, and why; may be corrected until the text is final.

    Announces ``CommentAnswered``.

    :raises AnswerIsMissing: without words, or with the outcome "not answered yet".
    :raises TextIsFixed: the text is final.
    """
    permissions.require(by, Permission.COMMENT_ANSWER, comment.draft)
    still_open(comment.draft)
    answer = str(keepable(answer)).replace("\r\n", "\n").strip()
    if not answer or outcome == Outcome.OPEN or outcome not in Outcome.values:
        raise AnswerIsMissing(comment.pk)
    comment.outcome, comment.answer, comment.answered_at = outcome, answer, at
    comment.save(update_fields=["outcome", "answer", "answered_at"])
    audit.record(by=by, verb=Permission.COMMENT_ANSWER, thing=comment, at=at, outcome=str(outcome))
    announce(
        CommentAnswered(
            comment_id=comment.uuid,
            draft_id=comment.draft.uuid,
            scope_id=comment.draft.scope_id,
            outcome=str(outcome),
        )
    )
    return comment


def _see(comment: Comment, visibility: Visibility, by: Any, at: datetime) -> Comment:
    permissions.require(by, Permission.COMMENT_ANSWER, comment.draft)
    if comment.visibility != visibility:
        comment.visibility = visibility
        comment.save(update_fields=["visibility"])
        audit.record(by=by, verb=Permission.COMMENT_ANSWER, thing=comment, at=at, visibility=str(visibility))
    return comment
