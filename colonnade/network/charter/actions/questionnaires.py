"""The secretariat writes what a call asks; what was answered is never lost by it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.network.charter.actions.calls import CallIsClosed
from colonnade.network.charter.models import Answer, Application, Call, Questionnaire
from colonnade.network.charter.queries.calls import questionnaire_of
from colonnade.network.charter.queries.questionnaire import parse
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import WRITABLE
from colonnade.people.queries import person_of
from colonnade.plumbing import audit, permissions


@transaction.atomic
def keep_questionnaire(*, call: Call, definition: dict[str, Any], by: Any, at: datetime) -> Questionnaire:
    """Keep the questions of a call.

    While nobody has answered, the newest version is replaced. Afterwards a new version is made: applications that are
    still being written move to it with all their answers; what was handed in keeps the version it answered.

    :raises DefinitionInvalid: it cannot be used.
    :raises CallIsClosed: the call is a record of the past.
    """
    permissions.require(by, Permission.CALL_KEEP, call.network)
    if call.is_record:
        raise CallIsClosed(call.slug)
    parse(definition)
    newest = questionnaire_of(call)
    if newest is not None and newest.definition == definition:
        return newest
    person = person_of(by)
    answered = newest is not None and Answer.objects.filter(application__questionnaire=newest).exists()
    if newest is not None and not answered:
        newest.definition, newest.made_at, newest.made_by = definition, at, person
        newest.save(update_fields=["definition", "made_at", "made_by"])
        kept = newest
    else:
        version = newest.version + 1 if newest else 1
        kept = Questionnaire.objects.create(
            call=call, version=version, definition=definition, made_at=at, made_by=person
        )
        Application.objects.filter(call=call, state__in=WRITABLE).update(questionnaire=kept)
    audit.record(by=by, verb=Permission.CALL_KEEP, thing=call, at=at, questionnaire=kept.version)
    return kept
