"""The decision about each application and the letter that tells it: kept back, then published for all at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.network.charter.actions.applying import StageIsClosed
from colonnade.network.charter.actions.endorsing import OverQuota
from colonnade.network.charter.actions.steps import NotThatWay, step
from colonnade.network.charter.events import LetterSent
from colonnade.network.charter.models import Application, Call, Decision
from colonnade.network.charter.queries.calls import clock
from colonnade.network.charter.queries.letters import (
    awaiting_letter,
    decision_room,
    draft_letter,
    letter_language,
    without_letter,
)
from colonnade.network.charter.queries.reviews import READABLE
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import DECISIONS, ApplicationState, StageKind
from colonnade.people.queries import person_of
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.plumbing.languages import UNDETERMINED, tag

__all__ = [
    "LetterIsSent",
    "LettersMissing",
    "decide",
    "draft_letter",
    "draft_letters",
    "publish_decisions",
    "write_letter",
]

LONGEST = 20_000  # characters of a letter


class LetterIsSent(Exception):
    """The letter has gone to the city and does not change any more."""


class LettersMissing(Exception):
    """Decisions are published together; ``applications`` have no decision or no letter yet."""

    def __init__(self, applications: list[Application]) -> None:
        super().__init__("; ".join(each.territory.slug for each in applications))
        self.applications = applications


@transaction.atomic
def decide(
    *, application: Application, outcome: str, reason: str, letters: Mapping[str, str], by: Any, at: datetime
) -> Decision:
    """Accept, defer or decline. Nobody outside the secretariat sees it before :func:`publish_decisions`.

    Until then the application stays in its state, and the decision can be changed by deciding again. ``letters`` is
    a language map; languages it does not name stay as they are. Two decisions at once cannot pass a quota together.

    :raises NotThatWay: it is not before the jury, or was decided and published.
    :raises StageIsClosed: the review is not over and no reason is given for deciding before its end.
    :raises OverQuota: an acceptance that the call's quotas have no room for.
    """
    call = application.call
    permissions.require(by, Permission.APPLICATION_DECIDE, call.network)
    Call.objects.select_for_update().get(pk=call.pk)
    application.refresh_from_db(fields=["state", "letters"])
    if outcome not in DECISIONS or application.state not in READABLE:
        raise NotThatWay(f"{application.state} -> {outcome}")
    review = clock(call, StageKind.REVIEW, at)
    if review.stage is not None and not review.is_over and not reason.strip():
        raise StageIsClosed(review.told)
    if outcome == ApplicationState.ACCEPTED:
        for quota in decision_room(application):
            if quota.is_full:
                raise OverQuota(quota)
    facts = {"outcome": outcome, "reason": reason.strip(), "by": person_of(by), "at": at}
    decision, _made = Decision.objects.update_or_create(application=application, defaults=facts)
    _write(application, letters)
    audit.record(by=by, verb=Permission.APPLICATION_DECIDE, thing=application, at=at, outcome=str(outcome))
    return decision


@transaction.atomic
def write_letter(
    *, application: Application, letters: Mapping[str, str], by: Any, at: datetime
) -> Application:
    """Write the letter of an application in one or more languages; an empty text takes its language away.

    :raises LetterIsSent: it was published.
    """
    permissions.require(by, Permission.APPLICATION_DECIDE, application.call.network)
    Call.objects.select_for_update().get(pk=application.call_id)
    application.refresh_from_db(fields=["state", "letters", "decided_at"])
    if application.decided_at is not None:
        raise LetterIsSent
    _write(application, letters)
    audit.record(
        by=by,
        verb=Permission.APPLICATION_DECIDE,
        thing=application,
        at=at,
        letter=sorted(application.letters),
    )
    return application


def _write(application: Application, letters: Mapping[str, str]) -> None:
    texts = {**application.letters}
    for language, text in letters.items():
        if (code := tag(language)) != UNDETERMINED:
            texts[code] = text.strip()[:LONGEST]
    application.letters = {code: text for code, text in texts.items() if text}
    application.save(update_fields=["letters"])


@transaction.atomic
def draft_letters(*, call: Call, by: Any, at: datetime) -> int:
    """Draft the letter of everybody who is decided and has none, in the city's language; how many were drafted."""
    permissions.require(by, Permission.APPLICATION_DECIDE, call.network)
    Call.objects.select_for_update().get(pk=call.pk)
    drafted = 0
    for application in without_letter(awaiting_letter(call)):
        language = letter_language(application)
        if text := draft_letter(application, language):
            _write(application, {language: text})
            drafted += 1
    audit.record(by=by, verb=Permission.APPLICATION_DECIDE, thing=call, at=at, drafted=drafted)
    return drafted


@transaction.atomic
def publish_decisions(*, call: Call, by: Any, at: datetime) -> list[Application]:
    """Tell every applicant at once: each application moves to its decision, and each city gets its letter.

    Those whom the conditions refused get their letter too. Announces ``LetterSent`` for each, once: whoever has been
    told is not among them again, so a second publication finds nobody left. Announces ``ApplicationMoved`` as well.

    :raises LettersMissing: somebody would be left without a decision or a letter.
    """
    permissions.require(by, Permission.APPLICATION_DECIDE, call.network)
    Call.objects.select_for_update().get(pk=call.pk)
    applications = list(awaiting_letter(call))
    missing = without_letter(applications)
    if missing:
        raise LettersMissing(missing)
    for application in applications:
        if application.state in READABLE:
            decision = application.decision
            step(application=application, to=decision.outcome, by=by, at=at)
            decision.published_at = at
            decision.save(update_fields=["published_at"])
        application.decided_at = at
        application.save(update_fields=["decided_at"])
        announce(LetterSent(application_id=application.pk))
    audit.record(by=by, verb=Permission.APPLICATION_DECIDE, thing=call, at=at, published=len(applications))
    return applications
