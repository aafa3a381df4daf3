"""Putting a text to the public, closing it for comments, and saying what became of them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from colonnade.drafting.actions.commenting import make_comment, support_comment
from colonnade.drafting.actions.opening import ConsultationIsNotOpen, still_open, tidied
from colonnade.drafting.events import ConsultationClosed, ConsultationOpened
from colonnade.drafting.models import Draft
from colonnade.drafting.rules import Permission
from colonnade.drafting.vocabulary import DraftState
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce

__all__ = [
    "ClosesTooEarly",
    "ConsultationIsNotOpen",
    "NothingToRead",
    "WasNotPutToThePublic",
    "close_consultation",
    "make_comment",
    "open_consultation",
    "summarise_outcome",
    "support_comment",
]


class NothingToRead(Exception):
    """No section has a text."""


class ClosesTooEarly(Exception):
    """The last day for comments is before the first, or has passed."""


class WasNotPutToThePublic(Exception):
    """Only what the public was asked about can have become something."""


@transaction.atomic
def open_consultation(
    *, draft: Draft, intro: str, opens_on: date, closes_on: date, by: Any, at: datetime
) -> Draft:
    """Put a text to the public from a day to a day, both included; or change the days while it is open.

    What the sections say at this moment is what the public reads until the text is final; the team can go on
    writing. A closed consultation can be opened once more, with the text as it is then. Announces
    ``ConsultationOpened``, not when only the days change.

    :raises ClosesTooEarly: the days are in the wrong order, or over.
    :raises NothingToRead: no section has a text.
    :raises TextIsFixed: it is final or was put away.
    """
    permissions.require(by, Permission.DRAFT_OPEN, draft)
    draft = _held(draft)
    still_open(draft)
    if closes_on < opens_on or closes_on < timezone.localdate(at):
        raise ClosesTooEarly(closes_on)
    if not draft.sections.exclude(text="").exists():
        raise NothingToRead(draft.pk)
    is_new = draft.state != DraftState.CONSULTING
    draft.state, draft.intro = DraftState.CONSULTING, tidied(intro)
    draft.opens_on, draft.closes_on, draft.modified_at = opens_on, closes_on, at
    draft.save(update_fields=["state", "intro", "opens_on", "closes_on", "modified_at"])
    if is_new:
        draft.sections.update(public_number=F("number"))
        announce(
            ConsultationOpened(
                draft_id=draft.uuid,
                scope_id=draft.scope_id,
                kind=draft.kind,
                opens_on=opens_on,
                closes_on=closes_on,
            )
        )
    audit.record(
        by=by, verb=Permission.DRAFT_OPEN, thing=draft, at=at, opens=str(opens_on), closes=str(closes_on)
    )
    return draft


@transaction.atomic
def close_consultation(*, draft: Draft, by: Any, at: datetime) -> Draft:
    """Take no more comments; those that came are answered now. Announces ``ConsultationClosed``.

    :raises ConsultationIsNotOpen: there is nothing to close.
    """
    permissions.require(by, Permission.DRAFT_OPEN, draft)
    draft = _held(draft)
    if draft.state != DraftState.CONSULTING:
        raise ConsultationIsNotOpen(draft.pk)
    today = timezone.localdate(at)
    draft.state, draft.modified_at = DraftState.CLOSED, at
    if draft.closes_on is None or draft.closes_on > today:
        draft.closes_on = today
    if draft.opens_on is not None and draft.opens_on > draft.closes_on:
        draft.opens_on = draft.closes_on
    draft.save(update_fields=["state", "opens_on", "closes_on", "modified_at"])
    audit.record(by=by, verb=Permission.DRAFT_OPEN, thing=draft, at=at, closed=str(draft.closes_on))
    announce(ConsultationClosed(draft_id=draft.uuid, scope_id=draft.scope_id, kind=draft.kind))
    return draft


@transaction.atomic
def summarise_outcome(*, draft: Draft, outcome: str, by: Any, at: datetime) -> Draft:
    """Say in a few words what became of the comments as a whole; shown with the text.

    :raises WasNotPutToThePublic: the public was not asked yet, or can still comment.
    :raises TextIsFixed: it is final.
    """
    permissions.require(by, Permission.DRAFT_OPEN, draft)
    draft = _held(draft)
    still_open(draft)
    if draft.state != DraftState.CLOSED:
        raise WasNotPutToThePublic(draft.pk)
    draft.outcome, draft.modified_at = tidied(outcome), at
    draft.save(update_fields=["outcome", "modified_at"])
    audit.record(by=by, verb=Permission.DRAFT_OPEN, thing=draft, at=at, summarised=bool(draft.outcome))
    return draft


def _held(draft: Draft) -> Draft:
    """Bring the caller's row up to date, and lock it until the transaction ends."""
    draft.refresh_from_db(from_queryset=Draft.objects.select_for_update())
    return draft
