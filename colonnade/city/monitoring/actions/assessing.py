"""A round of self-assessment: opening it, scoring, agreeing, and closing it for good."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from colonnade.city.monitoring.events.assessing import AssessmentAgreed, AssessmentOpened
from colonnade.city.monitoring.models import Agreement, Assessment, Evidence, Score
from colonnade.city.monitoring.queries.assessments import framework_of, round_before, scores_of, unsettled
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.assessing import AssessmentState, Level, ScoreKind
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce
from colonnade.temple.queries import UnknownPart


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of one feature. ``level`` is ``None`` where it does not apply to the city."""

    level: int | None
    reason: str = ""
    evidence: Collection[UUID] = ()

    def __post_init__(self) -> None:
        if self.level is not None and self.level not in Level.values:
            raise ValueError(f"A level runs from 0 to 4; got {self.level}.")


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A feature about which the group cannot or will not agree yet; it stays missing and never counts as zero."""

    reason: str = ""


class RoundIsOpenAlready(Exception):
    """The city has an open round against this framework; two at a time would mix up who scored where."""


class RoundIsFrozen(Exception):
    """The round is agreed; nothing in it changes any more. Open a new one."""


class ReasonIsMissing(Exception):
    """An agreed score needs a reason. Carries the codes of the features that lack one."""

    def __init__(self, features: Collection[str]) -> None:
        super().__init__(", ".join(features))
        self.features = list(features)


class FeaturesAreUnsettled(Exception):
    """A round closes when every feature is agreed or left open. Carries the codes of those that are neither."""

    def __init__(self, features: Collection[str]) -> None:
        super().__init__(", ".join(features))
        self.features = list(features)


class OthersHaveScored(Exception):
    """A round in which somebody else has scored is not thrown away."""


@transaction.atomic
def open_assessment(
    *,
    territory: Territory,
    framework: str,
    year: int,
    title: str,
    is_group: bool,
    by: Any,
    at: datetime,
    shows_names: bool = False,
) -> Assessment:
    """Open a round against the framework with this key.

    Refused while another round of the city against the same framework is open. Announces ``AssessmentOpened``.
    """
    permissions.require(by, Permission.ASSESSMENT_LEAD, territory)
    framework_of(framework)
    open_now = Assessment.objects.select_for_update().filter(territory=territory, framework=framework)
    if open_now.filter(state=AssessmentState.OPEN).exists():
        raise RoundIsOpenAlready(framework)
    assessment = Assessment.objects.create(
        territory=territory, framework=framework, year=year, title=keepable(title.strip())[:200],
        is_group=is_group, shows_names=is_group and shows_names,
        opened_by_id=by.pk, opened_at=at,
    )  # fmt: skip
    audit.record(
        by=by,
        verb=Permission.ASSESSMENT_LEAD,
        thing=assessment,
        at=at,
        deed="open",
        year=year,
        framework=framework,
    )
    announce(AssessmentOpened(assessment_id=assessment.uuid, city_id=territory.uuid))
    return assessment


@transaction.atomic
def give_scores(*, assessment: Assessment, said: Mapping[str, Said | None], by: Any, at: datetime) -> int:
    """Keep what one person says of some features; ``None`` takes an earlier word back. Returns how many were kept.

    In a round that one person does alone only those score who may lead it.
    """
    permissions.require(by, Permission.ASSESSMENT_SCORE, assessment)
    if not assessment.is_group:
        permissions.require(by, Permission.ASSESSMENT_LEAD, assessment)
    assessment = _unfrozen(assessment)
    _known(assessment, said)
    taken_back = [feature for feature, each in said.items() if each is None]
    Score.objects.filter(assessment=assessment, person_id=by.pk, feature__in=taken_back).delete()
    for feature, each in said.items():
        if each is not None:
            keep_score(assessment, feature, each, by, at, ScoreKind.MEMBER)
    kept = len(said) - len(taken_back)
    audit.record(
        by=by,
        verb=Permission.ASSESSMENT_SCORE,
        thing=assessment,
        at=at,
        kept=kept,
        taken_back=len(taken_back),
    )
    return kept


def keep_score(assessment: Assessment, feature: str, said: Said, by: Any, at: datetime, kind: str) -> None:
    """Write down one score; part of an action that has asked permission."""
    values = {"level": said.level, "reason": keepable(said.reason.strip()), "kind": kind, "given_at": at}
    score, made = Score.objects.get_or_create(
        assessment=assessment, feature=feature, person_id=by.pk, defaults=values
    )
    if not made and (score.level, score.reason) != (values["level"], values["reason"]):
        for name, value in values.items():
            setattr(score, name, value)
        score.save(update_fields=list(values))
    score.evidence.set(_evidence(assessment, said.evidence))


@transaction.atomic
def agree_features(
    *, assessment: Assessment, said: Mapping[str, Said | LeftOpen | None], by: Any, at: datetime
) -> int:
    """Write down what the group agreed about some features; returns how many are settled by it.

    Every agreed score needs a reason. ``LeftOpen`` leaves a feature open, ``None`` takes the agreement back.
    """
    permissions.require(by, Permission.ASSESSMENT_LEAD, assessment)
    assessment = _unfrozen(assessment)
    _known(assessment, said)
    agreed = {feature: each for feature, each in said.items() if isinstance(each, Said)}
    if silent := [feature for feature, each in agreed.items() if not each.reason.strip()]:
        raise ReasonIsMissing(silent)
    left_open = {feature: text for feature, text in assessment.left_open.items() if feature not in said}
    left_open |= {
        feature: each.reason.strip() for feature, each in said.items() if isinstance(each, LeftOpen)
    }
    Agreement.objects.filter(assessment=assessment, feature__in=set(said) - set(agreed)).delete()
    for feature, each in agreed.items():
        _agree(assessment, feature, each, at)
    assessment.left_open = keepable(left_open)
    assessment.save(update_fields=["left_open"])
    settled = sum(each is not None for each in said.values())
    audit.record(
        by=by, verb=Permission.ASSESSMENT_LEAD, thing=assessment, at=at, deed="agree", features=sorted(said),
        settled=settled,
    )  # fmt: skip
    return settled


@transaction.atomic
def adopt_own_scores(*, assessment: Assessment, by: Any, at: datetime) -> list[str]:
    """In a round done alone: make the person's scores that have a reason the agreed ones.

    What is agreed already stays. Returns the codes of the features whose score has no reason yet.
    """
    permissions.require(by, Permission.ASSESSMENT_LEAD, assessment)
    assessment = _unfrozen(assessment)
    open_now = set(unsettled(assessment))
    own = scores_of(assessment).filter(person_id=by.pk, feature__in=open_now).prefetch_related("evidence")
    silent = []
    for score in own:
        if not score.reason:
            silent.append(score.feature)
            continue
        named = [each.uuid for each in score.evidence.all()]
        _agree(assessment, score.feature, Said(score.level, score.reason, named), at)
    audit.record(by=by, verb=Permission.ASSESSMENT_LEAD, thing=assessment, at=at, deed="adopt", silent=silent)
    return silent


@transaction.atomic
def carry_over(*, assessment: Assessment, by: Any, at: datetime) -> int:
    """Take what the round before agreed as a starting point; returns how many features were carried over.

    Each is marked as carried over and counts only once the group has confirmed or changed it. What is agreed,
    carried over or left open already stays.
    """
    permissions.require(by, Permission.ASSESSMENT_LEAD, assessment)
    assessment = _unfrozen(assessment)
    before = round_before(assessment)
    taken = set(assessment.agreements.values_list("feature", flat=True)) | set(assessment.left_open)
    earlier = (
        before.agreements.exclude(feature__in=taken).order_by("pk") if before else Agreement.objects.none()
    )
    made = Agreement.objects.bulk_create(
        [
            Agreement(
                assessment=assessment,
                feature=old.feature,
                level=old.level,
                reason=old.reason,
                copied_from=old,
            )
            for old in earlier
        ]
    )
    for copy in made:
        copy.evidence.set(
            copy.copied_from.evidence.filter(withdrawn_at__isnull=True) if copy.copied_from else []
        )
    audit.record(
        by=by, verb=Permission.ASSESSMENT_LEAD, thing=assessment, at=at, deed="carry over", features=len(made)
    )
    return len(made)


@transaction.atomic
def agree_assessment(*, assessment: Assessment, by: Any, at: datetime) -> Assessment:
    """Close the round: from now on it counts in the temple, and nothing in it changes any more.

    Refused while a feature is neither agreed nor left open. Announces ``AssessmentAgreed``.
    """
    permissions.require(by, Permission.ASSESSMENT_LEAD, assessment)
    assessment = _unfrozen(assessment)
    if missing := unsettled(assessment):
        raise FeaturesAreUnsettled(missing)
    assessment.state, assessment.agreed_at = AssessmentState.AGREED, at
    assessment.save(update_fields=["state", "agreed_at"])
    audit.record(
        by=by,
        verb=Permission.ASSESSMENT_LEAD,
        thing=assessment,
        at=at,
        deed="close",
        left_open=len(assessment.left_open),
    )
    announce(AssessmentAgreed(assessment_id=assessment.uuid, city_id=assessment.territory.uuid))
    return assessment


@transaction.atomic
def drop_assessment(*, assessment: Assessment, by: Any, at: datetime) -> None:
    """Throw away a round that was opened by mistake. Refused once somebody else has scored, or it is agreed."""
    permissions.require(by, Permission.ASSESSMENT_LEAD, assessment)
    assessment = _unfrozen(assessment)
    if scores_of(assessment).exclude(person_id=by.pk).exists():
        raise OthersHaveScored(assessment.pk)
    audit.record(by=by, verb=Permission.ASSESSMENT_LEAD, thing=assessment, at=at, deed="drop")
    assessment.delete()


def _agree(assessment: Assessment, feature: str, said: Said, at: datetime) -> None:
    agreement, _made = Agreement.objects.update_or_create(
        assessment=assessment,
        feature=feature,
        defaults={"level": said.level, "reason": keepable(said.reason.strip()), "agreed_at": at},
    )
    agreement.evidence.set(_evidence(assessment, said.evidence))


def _unfrozen(assessment: Assessment) -> Assessment:
    """The round as it is now, held until the transaction ends; refused once it is agreed."""
    held = (
        Assessment.objects.select_for_update(of=("self",)).select_related("territory").get(pk=assessment.pk)
    )
    if not held.is_open:
        raise RoundIsFrozen(held.pk)
    return held


def _known(assessment: Assessment, features: Collection[str]) -> None:
    known = {feature.code for feature in framework_of(assessment.framework).features}
    if strangers := sorted(set(features) - known):
        raise UnknownPart(f"{assessment.framework} has no {', '.join(strangers)}")


def _evidence(assessment: Assessment, uuids: Collection[UUID]) -> list[Evidence]:
    """Items of the city's own dossier; anything else is passed over."""
    if not uuids:
        return []
    held = Evidence.objects.filter(
        territory_id=assessment.territory_id, withdrawn_at__isnull=True, uuid__in=uuids
    )
    return list(held.order_by("pk"))
