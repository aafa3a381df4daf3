"""The jury: who reads for a call, which files each is given, what they declare first, and what they give."""

from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from colonnade.network.charter.actions.applying import StageIsClosed
from colonnade.network.charter.actions.endorsing import ReasonNeeded
from colonnade.network.charter.events import ReviewAsked, ReviewReturned
from colonnade.network.charter.models import (
    Application,
    Assignment,
    Call,
    Deliberation,
    Reviewer,
    Score,
)
from colonnade.network.charter.queries.assigning import Proposal, is_own_country, propose_assignments
from colonnade.network.charter.queries.calls import clock
from colonnade.network.charter.queries.reviews import READABLE, criteria_of, scale_of
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import Deed, Interest, StageKind
from colonnade.people import queries as people
from colonnade.people.actions import invite_person
from colonnade.people.models import Invitation
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.plumbing.languages import UNDETERMINED, tag

JUROR = "juror"


class OwnCountry(Exception):
    """The city lies in the reviewer's own country."""


class HasEnough(Exception):
    """The reviewer has as many applications as they take on."""


class NotToBeRead(Exception):
    """The application is not with the secretariat or the jury, or belongs to another call."""


class NoCriteria(Exception):
    """The call has no criteria, so there is nothing to score."""


class GivenAlready(Exception):
    """The reviewer has this application, or has declared a tie to it."""


class NoLongerReviews(Exception):
    """The reviewer's work has ended."""


class InterestFirst(Exception):
    """The reviewer has not declared their interests, or has declared a tie; the file stays closed."""


class IsTied(Exception):
    """A tie once declared is not taken back by the reviewer."""


class SubmittedAlready(Exception):
    """The review was submitted and does not change, unless the secretariat returns it."""


class OutsideScale(Exception):
    """A score lies outside the scale of the call, or is broken where it must be whole; ``criterion`` says which."""

    def __init__(self, criterion: str) -> None:
        super().__init__(criterion)
        self.criterion = criterion


class ScoresMissing(Exception):
    """Not every criterion is scored; ``titles`` names those that are not."""

    def __init__(self, titles: list[str]) -> None:
        super().__init__("; ".join(titles))
        self.titles = titles


@transaction.atomic
def name_reviewer(
    *, call: Call, email: str, languages: Collection[str], country: str, most: int, language: str, by: Any,
    at: datetime,
) -> Reviewer | Invitation:  # fmt: skip
    """Name a reviewer of a call, or change what they read in; somebody whose work had ended begins again.

    Whoever has no account is invited in ``language`` to be a juror of the network, and can be named once they
    have accepted: then the answer is the invitation.
    """
    permissions.require(by, Permission.CALL_KEEP, call.network)
    person = people.person_with_address(email)
    if person is None:
        role, scope_id = people.role(JUROR), call.network.uuid
        return invite_person(email=email, role=role, scope_id=scope_id, language=language, by=by, at=at)
    tags = [each for each in dict.fromkeys(map(tag, languages)) if each != UNDETERMINED]
    facts = {"languages": tags, "country": country.strip().upper(), "most": most, "ended_at": None}
    reviewer, _made = Reviewer.objects.update_or_create(call=call, person=person, defaults=facts)
    audit.record(by=by, verb=Permission.CALL_KEEP, thing=call, at=at, reviewer=reviewer.pk, most=most)
    return reviewer


@transaction.atomic
def end_reviewer(*, reviewer: Reviewer, by: Any, at: datetime) -> Reviewer:
    """End a reviewer's work: what they submitted stays and counts, what they did not is free for another."""
    permissions.require(by, Permission.CALL_KEEP, reviewer.call.network)
    reviewer.ended_at = reviewer.ended_at or at
    reviewer.save(update_fields=["ended_at"])
    audit.record(by=by, verb=Permission.CALL_KEEP, thing=reviewer.call, at=at, ended=reviewer.pk)
    return reviewer


@transaction.atomic
def assign(*, reviewer: Reviewer, application: Application, by: Any, at: datetime) -> Assignment:
    """Give one application to one reviewer, by hand. Announces ``ReviewAsked``.

    Languages are not asked here: the secretariat knows its people.

    :raises NotToBeRead: it is not with the secretariat or the jury, or of another call.
    :raises NoCriteria: there is nothing to score.
    :raises NoLongerReviews: their work has ended.
    :raises OwnCountry: the city lies in their country.
    :raises GivenAlready: they have it, or are tied to it.
    :raises HasEnough: they have as many as they take on.
    """
    call = application.call
    permissions.require(by, Permission.APPLICATION_DECIDE, call.network)
    if reviewer.call_id != call.pk or application.state not in READABLE:
        raise NotToBeRead(application.state)
    if not call.criteria:
        raise NoCriteria(call.slug)
    if reviewer.ended_at is not None:
        raise NoLongerReviews
    if is_own_country(reviewer, application):
        raise OwnCountry(reviewer.country)
    Reviewer.objects.select_for_update().get(pk=reviewer.pk)
    if reviewer.assignments.filter(application=application).exists():
        raise GivenAlready
    if reviewer.assignments.exclude(interest=Interest.TIED).count() >= reviewer.most:
        raise HasEnough(reviewer.most)
    made = _give(reviewer, application, by, at)
    announce(ReviewAsked(reviewer_id=reviewer.pk, number=1))
    return made


def _give(reviewer: Reviewer, application: Application, by: Any, at: datetime) -> Assignment:
    made = Assignment.objects.create(reviewer=reviewer, application=application, assigned_at=at)
    audit.record(
        by=by, verb=Permission.APPLICATION_DECIDE, thing=application, at=at, assigned=made.pk,
        reviewer=reviewer.pk,
    )  # fmt: skip
    return made


@transaction.atomic
def assign_all(*, call: Call, by: Any, at: datetime) -> Proposal:
    """Do what :func:`propose_assignments` proposes now; done twice, the second finds nothing left to give.

    Announces ``ReviewAsked`` once for each reviewer.
    """
    permissions.require(by, Permission.APPLICATION_DECIDE, call.network)
    Call.objects.select_for_update().get(pk=call.pk)
    proposal = propose_assignments(call)
    numbers: dict[int, int] = {}
    for pair in proposal.pairs:
        _give(pair.reviewer, pair.application, by, at)
        numbers[pair.reviewer.pk] = numbers.get(pair.reviewer.pk, 0) + 1
    for reviewer, number in numbers.items():
        announce(ReviewAsked(reviewer_id=reviewer, number=number))
    return proposal


@transaction.atomic
def unassign(*, assignment: Assignment, reason: str, by: Any, at: datetime) -> None:
    """Take an application back from a reviewer, with what they had drafted; the audit trail keeps the reason.

    :raises SubmittedAlready: their review counts; it is never dropped.
    :raises ReasonNeeded: no reason is given.
    """
    application = assignment.application
    permissions.require(by, Permission.APPLICATION_DECIDE, application.call.network)
    held = _locked(assignment)
    if held.submitted_at is not None:
        raise SubmittedAlready
    if not reason.strip():
        raise ReasonNeeded
    audit.record(
        by=by, verb=Permission.APPLICATION_DECIDE, thing=application, at=at, unassigned=held.pk,
        reviewer=held.reviewer_id, reason=reason.strip()[:500],
    )  # fmt: skip
    held.delete()


@transaction.atomic
def declare_interest(
    *, assignment: Assignment, interest: str, by: Any, at: datetime, note: str = ""
) -> Assignment:
    """Say whether one is tied to the city, before the file is opened, or later when a tie comes to mind.

    A tie closes the file for good, drops what was drafted, and frees the application for another reviewer.

    :raises ReasonNeeded: a tie is declared without saying which.
    :raises IsTied: a tie was declared before.
    :raises SubmittedAlready: the review was submitted.
    """
    permissions.require(by, Permission.REVIEW_GIVE, assignment)
    held = _locked(assignment)
    if held.submitted_at is not None:
        raise SubmittedAlready
    if held.interest == Interest.TIED:
        raise IsTied
    tied = Interest(interest) == Interest.TIED
    if tied and not note.strip():
        raise ReasonNeeded
    held.interest, held.interest_note, held.declared_at = interest, note.strip()[:500] if tied else "", at
    if tied:
        held.scores.all().delete()
        held.comment = held.feedback = ""
    held.save(update_fields=["interest", "interest_note", "declared_at", "comment", "feedback"])
    audit.record(by=by, verb=Deed.INTEREST_DECLARE, thing=held, at=at, interest=str(interest))
    return held


@transaction.atomic
def save_scores(
    *, assignment: Assignment, scores: Mapping[str, Decimal | None], comments: Mapping[str, str], comment: str,
    feedback: str, by: Any, at: datetime,
) -> Assignment:  # fmt: skip
    """Keep a draft: a score or none for each criterion, a remark beside it, the comment and the feedback.

    A remark without a score is not kept, because there is nothing yet that it explains.

    :raises InterestFirst: no interest was declared, or a tie was.
    :raises SubmittedAlready: the review was submitted.
    :raises StageIsClosed: the review is over.
    :raises NotToBeRead: the application was withdrawn or decided in the meantime.
    :raises OutsideScale: a score or its criterion is not of this call.
    """
    held = _open_review(assignment, by, at)
    call = held.application.call
    scale, codes = scale_of(call), {criterion.code for criterion in criteria_of(call)}
    for code, value in scores.items():
        if code not in codes or (value is not None and not scale.holds(value)):
            raise OutsideScale(code)
    for code, value in scores.items():
        if value is None:
            held.scores.filter(criterion=code).delete()
            continue
        facts = {"value": value, "comment": comments.get(code, "").strip()}
        Score.objects.update_or_create(assignment=held, criterion=code, defaults=facts)
    held.comment, held.feedback = comment.strip(), feedback.strip()
    held.save(update_fields=["comment", "feedback"])
    audit.record(by=by, verb=Permission.REVIEW_GIVE, thing=held, at=at, scored=held.scores.count())
    return held


@transaction.atomic
def submit_review(*, assignment: Assignment, by: Any, at: datetime) -> Assignment:
    """Hand the review in; from now on it counts and does not change.

    :raises ScoresMissing: a criterion is not scored, or its score no longer fits a scale that was changed.
    :raises InterestFirst, SubmittedAlready, StageIsClosed, NotToBeRead: as for :func:`save_scores`.
    """
    held = _open_review(assignment, by, at)
    call = held.application.call
    scale = scale_of(call)
    given = {score.criterion for score in held.scores.all() if scale.holds(score.value)}
    missing = [str(criterion.title) for criterion in criteria_of(call) if criterion.code not in given]
    if missing:
        raise ScoresMissing(missing)
    held.submitted_at = at
    held.save(update_fields=["submitted_at"])
    audit.record(by=by, verb=Permission.REVIEW_GIVE, thing=held, at=at, submitted=True)
    return held


def _open_review(assignment: Assignment, by: Any, at: datetime) -> Assignment:
    permissions.require(by, Permission.REVIEW_GIVE, assignment)
    held = _locked(assignment)
    if held.interest != Interest.NONE:
        raise InterestFirst
    if held.submitted_at is not None:
        raise SubmittedAlready
    if held.application.state not in READABLE:
        raise NotToBeRead(held.application.state)
    review = clock(held.application.call, StageKind.REVIEW, at)
    if review.is_over:
        raise StageIsClosed(review.told)
    return held


def _locked(assignment: Assignment) -> Assignment:
    """The row as it stands now; two windows of one reviewer cannot both pass."""
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("application__call__network")
    return rows.get(pk=assignment.pk)


@transaction.atomic
def return_review(*, assignment: Assignment, reason: str, by: Any, at: datetime) -> Assignment:
    """Give a submitted review back to its reviewer, who may change it again. Announces ``ReviewReturned``.

    :raises ReasonNeeded: no reason is given.
    :raises NotToBeRead: it was not submitted, or the application has been decided and published.
    """
    application = assignment.application
    permissions.require(by, Permission.APPLICATION_DECIDE, application.call.network)
    if not reason.strip():
        raise ReasonNeeded
    held = _locked(assignment)
    if held.submitted_at is None or held.application.state not in READABLE:
        raise NotToBeRead(held.application.state)
    held.submitted_at = None
    held.save(update_fields=["submitted_at"])
    audit.record(
        by=by, verb=Permission.APPLICATION_DECIDE, thing=application, at=at, returned=held.pk,
        reason=reason.strip()[:500],
    )  # fmt: skip
    announce(ReviewReturned(assignment_id=held.pk, reason=reason.strip()))
    return held


@transaction.atomic
def open_deliberation(*, call: Call, by: Any, at: datetime) -> Deliberation:
    """Let the reviewers of a blind call see what the others gave, each after submitting their own. Not undone."""
    permissions.require(by, Permission.APPLICATION_DECIDE, call.network)
    facts = {"opened_by": people.person_of(by), "opened_at": at}
    made, is_new = Deliberation.objects.get_or_create(call=call, defaults=facts)
    if is_new:
        audit.record(by=by, verb=Permission.APPLICATION_DECIDE, thing=call, at=at, deliberation=True)
    return made
