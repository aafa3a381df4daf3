"""A city answers a call: it begins, hands in, takes back, lets peers read."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from colonnade.city.profile.models import Territory
from colonnade.network.charter.actions.steps import step
from colonnade.network.charter.models import Application, Call, Step
from colonnade.network.charter.queries.calls import (
    clock,
    questionnaire_of,
    takes_applications,
)
from colonnade.network.charter.queries.eligibility import Verdict, verdict
from colonnade.network.charter.queries.networks import commission_of
from colonnade.network.charter.queries.readiness import missing_answers, missing_signature
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import ApplicationState, CallState, StageKind
from colonnade.people.queries import person_of
from colonnade.plumbing import audit, permissions


class StageIsClosed(Exception):
    """The stage is not open; ``told`` says since when, on the call's clock."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


class NotEligible(Exception):
    """The conditions of the call refuse the city; ``verdict`` says why."""

    def __init__(self, found: Verdict) -> None:
        super().__init__(found.text)
        self.verdict = found


class Incomplete(Exception):
    """Something is missing; ``problems`` holds a sentence for each thing."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class NoCommission(Exception):
    """The call asks for an endorsement, and no National Commission of the country is registered here."""


@transaction.atomic
def begin_application(*, call: Call, territory: Territory, by: Any, at: datetime) -> Application:
    """Begin a city's answer to a call. A colleague who comes second gets the one that is there.

    :raises StageIsClosed: cities cannot hand in now.
    :raises NotEligible: the conditions refuse the city.
    """
    permissions.require(by, Permission.APPLICATION_WRITE, territory)
    there = Application.objects.filter(call=call, territory=territory).exclude(
        state=ApplicationState.WITHDRAWN
    )
    if found := there.first():
        return found
    if not takes_applications(call, at):
        raise StageIsClosed(clock(call, StageKind.OPEN, at).told)
    found_verdict = verdict(call, territory)
    if found_verdict.refuses:
        raise NotEligible(found_verdict)
    questions = questionnaire_of(call)
    if questions is None:
        raise Incomplete(["questions"])
    try:
        with transaction.atomic():
            made = Application.objects.create(
                call=call, territory=territory, questionnaire=questions, is_demo=territory.is_demo,
                commission=commission_of(territory),
                started_by=person_of(by), started_at=at,
            )  # fmt: skip
    except IntegrityError:
        return there.get()
    Step.objects.create(application=made, before="", after=made.state, by=person_of(by), at=at)
    audit.record(by=by, verb=Permission.APPLICATION_WRITE, thing=made, at=at, begun=True)
    return made


@transaction.atomic
def submit_application(*, application: Application, by: Any, at: datetime) -> Application:
    """Hand in: to the National Commission where the call asks for one, else to the secretariat.

    Two who hand in at once: the second is told that it was handed in (``NotThatWay``).

    :raises StageIsClosed: too late, or too early, on the call's clock.
    :raises Incomplete: answers or the signature are missing.
    :raises NotEligible: the conditions refuse the city.
    :raises NoCommission: no National Commission of the country is registered.
    """
    permissions.require(by, Permission.APPLICATION_SUBMIT, application.territory)
    call = application.call
    _in_time(application, at)
    problems = missing_answers(application)
    if call.needs_signature and (unsigned := missing_signature(application)):
        problems.append(unsigned)
    if problems:
        raise Incomplete(problems)
    found = verdict(call, application.territory)
    if found.refuses:
        raise NotEligible(found)
    if call.needs_commission and application.commission is None:
        application.commission = commission_of(application.territory)
        if application.commission is None:
            raise NoCommission(application.territory.country)
    to = ApplicationState.SUBMITTED if call.needs_commission else ApplicationState.RECEIVED
    step(application=application, to=to, by=by, at=at)
    application.submitted_at, application.verdict = at, found.as_data()
    application.save(update_fields=["submitted_at", "verdict", "commission"])
    audit.record(by=by, verb=Permission.APPLICATION_SUBMIT, thing=application, at=at, to=str(to))
    return application


def _in_time(application: Application, at: datetime) -> None:
    """New ones within the open stage; one that was returned also until its stage of endorsement ends."""
    call = application.call
    if call.state != CallState.PUBLISHED:
        raise StageIsClosed("")
    opening = clock(call, StageKind.OPEN, at)
    if opening.is_open:
        return
    if application.state == ApplicationState.RETURNED and clock(call, StageKind.ENDORSEMENT, at).is_open:
        return
    raise StageIsClosed(opening.told)


@transaction.atomic
def withdraw_application(*, application: Application, reason: str, by: Any, at: datetime) -> Application:
    """Take an application back, also while it is reviewed; what was written stays on record."""
    permissions.require(by, Permission.APPLICATION_SUBMIT, application.territory)
    step(application=application, to=ApplicationState.WITHDRAWN, by=by, at=at, reason=reason)
    unrank(application)
    audit.record(by=by, verb=Permission.APPLICATION_SUBMIT, thing=application, at=at, withdrawn=True)
    return application


def unrank(application: Application) -> None:
    """Take away the Commission's rank; the others keep theirs."""
    if application.rank is not None:
        application.rank = None
        application.save(update_fields=["rank"])


@transaction.atomic
def share_application(*, application: Application, is_shared: bool, by: Any, at: datetime) -> Application:
    """Let peers read what was accepted, or no longer."""
    permissions.require(by, Permission.APPLICATION_SUBMIT, application.territory)
    application.is_shared = is_shared
    application.save(update_fields=["is_shared"])
    audit.record(by=by, verb=Permission.APPLICATION_SUBMIT, thing=application, at=at, shared=is_shared)
    return application
