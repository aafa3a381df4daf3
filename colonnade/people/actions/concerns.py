"""Somebody reports a thing that is wrong or harmful, and a team looks into it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from colonnade.people.actions.roles import Actor
from colonnade.people.events import ConcernClosed, ConcernRaised
from colonnade.people.models import Concern, Person
from colonnade.people.rules import Permission
from colonnade.people.vocabulary import ConcernState, Deed
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce


class AlreadyClosed(Exception):
    """Somebody has looked into this report."""


@transaction.atomic
def raise_concern(
    *,
    thing_type: str,
    thing_id: UUID,
    thing_title: str,
    kind: str,
    at: datetime,
    thing_url: str = "",
    scope_id: UUID | None = None,
    note: str = "",
    reply_to: str = "",
    language: str = "en",
    by: Person | None = None,
) -> Concern:
    """Report a thing to the team of its place, or to the operators where it belongs to none.

    Anybody may, with or without an account; an account is not written beside the report itself, and
    somebody without one leaves no trace but what they write. Announces ``ConcernRaised``.
    """
    concern = Concern.objects.create(
        thing_type=thing_type,
        thing_id=thing_id,
        thing_title=thing_title[:300],
        thing_url=thing_url[:500],
        scope_id=scope_id,
        kind=kind,
        note=note.strip(),
        reply_to=reply_to.strip().lower(),
        language=language,
        made_at=at,
    )
    actor = by or permissions.System("visitor")
    audit.record(by=actor, verb=Deed.CONCERN_RAISE, thing=concern, at=at, kind=str(kind), about=thing_type)
    announce(
        ConcernRaised(concern_id=concern.pk, scope_id=scope_id, thing_type=thing_type, thing_id=thing_id)
    )
    return concern


@transaction.atomic
def close_concern(*, concern: Concern, is_upheld: bool, answer: str = "", by: Actor, at: datetime) -> Concern:
    """Say what came of a report. Whoever left an address is answered by mail.

    Refused to anyone outside the team of the place. What the report complains of is changed elsewhere,
    by the module that owns it. Announces ``ConcernClosed``.
    """
    permissions.require(by, Permission.CONCERN_CLOSE, concern)
    state = ConcernState.UPHELD if is_upheld else ConcernState.DISMISSED
    closed = Concern.objects.filter(pk=concern.pk, state=ConcernState.OPEN).update(
        state=state, answer=answer.strip(), closed_at=at, closed_by_id=by.pk
    )
    if not closed:
        raise AlreadyClosed(concern.pk)
    concern.refresh_from_db()
    audit.record(by=by, verb=Permission.CONCERN_CLOSE, thing=concern, at=at, state=str(state))
    announce(
        ConcernClosed(
            concern_id=concern.pk, upheld=is_upheld, thing_type=concern.thing_type, thing_id=concern.thing_id
        )
    )
    return concern
