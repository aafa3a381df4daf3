"""Making a text final."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.drafting.actions.opening import still_open
from colonnade.drafting.events import DraftFrozen
from colonnade.drafting.models import Draft
from colonnade.drafting.queries.drafts import Missing, missing
from colonnade.drafting.rules import Permission
from colonnade.drafting.vocabulary import DraftState
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce


class NotReady(Exception):
    """Something is missing; ``missing`` says what, each with a ``sentence``."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__([(each.code, each.key) for each in missing])
        self.missing = missing


@transaction.atomic
def freeze_draft(*, draft: Draft, by: Any, at: datetime) -> Draft:
    """Make a text final: nothing in it changes any more. Announces ``DraftFrozen``.

    Refused to anybody who may not open the texts of the place.

    :raises TextIsFixed: it is final already, or was put away.
    :raises NotReady: a required section is empty, one is too long or not merged, or the public has no answer yet.
    """
    permissions.require(by, Permission.DRAFT_OPEN, draft)
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    still_open(held)
    if found := missing(held):
        raise NotReady(found)
    draft.state, draft.frozen_at, draft.modified_at = DraftState.FROZEN, at, at
    draft.save(update_fields=["state", "frozen_at", "modified_at"])
    audit.record(by=by, verb=Permission.DRAFT_OPEN, thing=draft, at=at, frozen=True)
    announce(
        DraftFrozen(
            draft_id=draft.uuid, scope_id=draft.scope_id, kind=draft.kind, subject_id=draft.subject_id
        )
    )
    return draft
