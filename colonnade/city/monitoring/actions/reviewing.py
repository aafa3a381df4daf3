"""A look from outside at an agreed round: asking for it, declaring interests, scoring, finishing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.city.monitoring.actions.assessing import Said, keep_score
from colonnade.city.monitoring.events.assessing import ReviewFinished, ReviewWanted
from colonnade.city.monitoring.models import Agreement, Assessment, OutsideReview, Score
from colonnade.city.monitoring.queries.assessments import scores_of
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.assessing import ScoreKind
from colonnade.people import queries as people
from colonnade.people.models import Person
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce
from colonnade.temple.queries import UnknownPart


class RoundIsStillOpen(Exception):
    """Only what is agreed can be reviewed."""


class NotFromOutside(Exception):
    """Whoever scored in the round, or may score in the city, does not look at it from outside."""


class NoReviewer(Exception):
    """The person does not hold the role of an outside reviewer in the city."""


class AskedAlready(Exception):
    """The person has been asked for this review before."""


class InterestIsNotDeclared(Exception):
    """No declaration, no score."""


class InterestIsNotNamed(Exception):
    """Whoever has an interest says which."""


class ReviewIsFinished(Exception):
    """A finished review does not change any more."""


class SummaryIsMissing(Exception):
    """A review ends with a few sentences."""


@transaction.atomic
def ask_for_review(*, assessment: Assessment, reviewer: Person, by: Any, at: datetime) -> OutsideReview:
    """Ask somebody from outside to look at an agreed round. Announces ``ReviewWanted``."""
    permissions.require(by, Permission.ASSESSMENT_LEAD, assessment)
    if assessment.is_open:
        raise RoundIsStillOpen(assessment.pk)
    city = assessment.territory.uuid
    if not people.holds(reviewer, Permission.ASSESSMENT_REVIEW, city):
        raise NoReviewer(reviewer.pk)
    scored = scores_of(assessment).filter(person=reviewer).exists()
    if scored or people.holds(reviewer, Permission.ASSESSMENT_SCORE, city):
        raise NotFromOutside(reviewer.pk)
    review, made = OutsideReview.objects.get_or_create(
        assessment=assessment, reviewer=reviewer, defaults={"asked_at": at}
    )
    if not made:
        raise AskedAlready(review.pk)
    audit.record(by=by, verb=Permission.ASSESSMENT_LEAD, thing=assessment, at=at, deed="ask for review")
    announce(ReviewWanted(assessment_id=assessment.uuid, reviewer_id=reviewer.uuid))
    return review


@transaction.atomic
def call_off_review(*, review: OutsideReview, by: Any, at: datetime) -> None:
    """Take back the request for a review that is not finished; what was scored in it goes with it."""
    permissions.require(by, Permission.ASSESSMENT_LEAD, review)
    review = _unfinished(review)
    Score.objects.filter(
        assessment=review.assessment, person=review.reviewer, kind=ScoreKind.REVIEWER
    ).delete()
    audit.record(
        by=by, verb=Permission.ASSESSMENT_LEAD, thing=review.assessment, at=at, deed="call off review"
    )
    review.delete()


@transaction.atomic
def declare_interest(
    *, review: OutsideReview, has_interest: bool, interest: str, by: Any, at: datetime
) -> OutsideReview:
    """Say whether one has an interest in the city's result, and which. Can be set right until the review is finished.

    Scores of a reviewer with an interest are shown, but do not count as verification.
    """
    _own(review, by)
    review = _unfinished(review)
    if has_interest and not interest.strip():
        raise InterestIsNotNamed(review.pk)
    review.has_interest, review.declared_at = has_interest, at
    review.interest = keepable(interest.strip()) if has_interest else ""
    review.save(update_fields=["has_interest", "interest", "declared_at"])
    audit.record(
        by=by,
        verb=Permission.ASSESSMENT_REVIEW,
        thing=review,
        at=at,
        deed="declare",
        has_interest=has_interest,
    )
    return review


@transaction.atomic
def give_review_scores(
    *, review: OutsideReview, said: Mapping[str, Said | None], by: Any, at: datetime
) -> int:
    """Keep what a reviewer finds about some features; returns how many were kept. No declaration, no score."""
    _own(review, by)
    review = _unfinished(review)
    if review.has_interest is None:
        raise InterestIsNotDeclared(review.pk)
    agreed = set(review.assessment.agreements.values_list("feature", flat=True))
    if strangers := sorted(set(said) - agreed):
        raise UnknownPart(f"Nothing is agreed about {', '.join(strangers)}")
    taken_back = [feature for feature, each in said.items() if each is None]
    Score.objects.filter(assessment=review.assessment, person_id=by.pk, feature__in=taken_back).delete()
    for feature, each in said.items():
        if each is not None:
            keep_score(review.assessment, feature, each, by, at, ScoreKind.REVIEWER)
    kept = len(said) - len(taken_back)
    audit.record(by=by, verb=Permission.ASSESSMENT_REVIEW, thing=review, at=at, deed="score", kept=kept)
    return kept


@transaction.atomic
def finish_review(*, review: OutsideReview, summary: str, by: Any, at: datetime) -> OutsideReview:
    """End the review with a summary. Without an interest its scores become what the temple takes as verified.

    Where several reviewers looked, the lowest of their levels counts. Announces ``ReviewFinished``.
    """
    _own(review, by)
    review = _unfinished(review)
    if review.has_interest is None:
        raise InterestIsNotDeclared(review.pk)
    if not summary.strip():
        raise SummaryIsMissing(review.pk)
    review.summary, review.finished_at = keepable(summary.strip()), at
    review.save(update_fields=["summary", "finished_at"])
    if review.verifies:
        _take_as_verified(review)
    audit.record(
        by=by, verb=Permission.ASSESSMENT_REVIEW, thing=review, at=at, deed="finish", verifies=review.verifies
    )
    announce(
        ReviewFinished(
            assessment_id=review.assessment.uuid, city_id=review.territory.uuid, verifies=review.verifies
        )
    )
    return review


def _take_as_verified(review: OutsideReview) -> None:
    """Lower or set the reviewed level of each feature; an earlier reviewer's lower word stays, account or not."""
    scores = Score.objects.filter(
        assessment=review.assessment, person=review.reviewer, kind=ScoreKind.REVIEWER
    )
    found = {score.feature: score.level for score in scores if score.level is not None}
    changed = []
    for agreement in Agreement.objects.filter(assessment=review.assessment, feature__in=found):
        held = agreement.reviewed_level
        agreement.reviewed_level = (
            found[agreement.feature] if held is None else min(held, found[agreement.feature])
        )
        changed.append(agreement)
    Agreement.objects.bulk_update(changed, ["reviewed_level"])


def _own(review: OutsideReview, by: Any) -> None:
    """Only the reviewer, and only while they hold the role."""
    permissions.require(by, Permission.ASSESSMENT_REVIEW, review)
    if review.reviewer_id != by.pk:
        raise permissions.NotAllowed(Permission.ASSESSMENT_REVIEW)


def _unfinished(review: OutsideReview) -> OutsideReview:
    held = OutsideReview.objects.select_for_update(of=("self",)).select_related(
        "assessment__territory", "reviewer"
    )
    now = held.get(pk=review.pk)
    if now.finished_at is not None:
        raise ReviewIsFinished(now.pk)
    return now
