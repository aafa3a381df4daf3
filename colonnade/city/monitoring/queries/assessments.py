"""Rounds of self-assessment: where each stands, what a person still has to score, what came out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colonnade.city.monitoring.models import Agreement, Assessment, Evidence, OutsideReview, Score
from colonnade.city.monitoring.vocabulary.assessing import AssessmentState, ScoreKind
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person
from colonnade.people.queries import holders_in, places_where_allowed
from colonnade.plumbing.desks import DeskItem
from colonnade.temple.queries import AreaGuide, Framework, UnknownFramework, UnknownPart, frameworks, guide

# Values of rules.Permission; rules stand above queries and cannot be asked from here.
LEAD, SCORE, REVIEW, KEEP = (
    "monitoring:assessment:lead",
    "monitoring:assessment:score",
    "monitoring:assessment:review",
    "monitoring:evidence:keep",
)


@dataclass(frozen=True, slots=True)
class AreaProgress:
    """One area of a round, as one person finds it."""

    guide: AreaGuide
    total: int
    scored: int
    agreed: int
    missing: tuple[str, ...]

    @property
    def is_scored(self) -> bool:
        """Whether the person has said something of every feature."""
        return self.scored == self.total

    @property
    def is_agreed(self) -> bool:
        """Whether every feature is agreed or left open."""
        return self.agreed == self.total


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is, for one person and for the group."""

    areas: tuple[AreaProgress, ...]
    scorers: int

    @property
    def total(self) -> int:
        """How many features the framework has."""
        return sum(area.total for area in self.areas)

    @property
    def scored(self) -> int:
        """How many features the person has scored."""
        return sum(area.scored for area in self.areas)

    @property
    def agreed(self) -> int:
        """How many features are agreed or left open."""
        return sum(area.agreed for area in self.areas)

    @property
    def to_score(self) -> AreaProgress | None:
        """The first area in which the person has something left to score."""
        return next((area for area in self.areas if not area.is_scored), None)

    @property
    def to_agree(self) -> AreaProgress | None:
        """The first area in which something is left to agree."""
        return next((area for area in self.areas if not area.is_agreed), None)


def framework_of(key: str) -> Framework:
    """The framework with this ``Framework.key``; :class:`UnknownFramework` otherwise."""
    for each in frameworks():
        if each.key == key:
            return each
    raise UnknownFramework(f"There is no framework {key!r}")


def rounds_of(territory: Territory) -> QuerySet[Assessment]:
    """Every round of a city, the newest first, with the number of people who scored and of features agreed."""
    return (
        Assessment.objects.filter(territory=territory)
        .annotate(
            scorers=Count("scores__person", filter=Q(scores__kind=ScoreKind.MEMBER), distinct=True),
            agreed=Count("agreements", filter=Q(agreements__agreed_at__isnull=False), distinct=True),
        )
        .order_by("-year", "-opened_at", "-pk")
    )


def round_with(territory: Territory, uuid: UUID) -> Assessment | None:
    """One round of the city, or ``None``."""
    return Assessment.objects.select_related("territory").filter(territory=territory, uuid=uuid).first()


def round_before(assessment: Assessment) -> Assessment | None:
    """The newest agreed round of the same city and framework that is not younger than this one's year."""
    earlier = Assessment.objects.filter(
        territory_id=assessment.territory_id,
        framework=assessment.framework,
        state=AssessmentState.AGREED,
        year__lte=assessment.year,
    )
    return earlier.exclude(pk=assessment.pk).order_by("-year", "-agreed_at", "-pk").first()


def areas_of(assessment: Assessment, language: str) -> tuple[AreaGuide, ...]:
    """The areas of the round's framework that have features, from the roof down, as the temple is drawn."""
    kinds = guide(framework_of(assessment.framework), language)
    return tuple(area for kind in kinds for area in kind.areas if area.features)


def area_of(assessment: Assessment, code: str, language: str) -> AreaGuide:
    """One area with its words; :class:`UnknownPart` otherwise."""
    for area in areas_of(assessment, language):
        if area.area.code == code:
            return area
    raise UnknownPart(code)


def progress(assessment: Assessment, person: Any, language: str) -> Progress:
    """How far the round is; asks the database three times, however many features there are."""
    given = scores_of(assessment).filter(person_id=person.pk).values_list("feature", flat=True)
    scored = set(given)
    settled = set(_confirmed(assessment).values_list("feature", flat=True)) | set(assessment.left_open)
    scorers = scores_of(assessment).aggregate(number=Count("person", distinct=True))["number"]
    areas = []
    for area in areas_of(assessment, language):
        codes = [each.feature.code for each in area.features]
        areas.append(
            AreaProgress(
                guide=area,
                total=len(codes),
                scored=len(scored.intersection(codes)),
                agreed=len(settled.intersection(codes)),
                missing=tuple(
                    str(each.words.name) for each in area.features if each.feature.code not in scored
                ),
            )
        )
    return Progress(tuple(areas), scorers)


def unsettled(assessment: Assessment) -> list[str]:
    """Codes of the features that are neither agreed nor left open, in the framework's order."""
    settled = set(_confirmed(assessment).values_list("feature", flat=True)) | set(assessment.left_open)
    features = framework_of(assessment.framework).features
    return [feature.code for feature in features if feature.code not in settled]


def scores_of(assessment: Assessment) -> QuerySet[Score]:
    """What the group said; the scores of outside reviewers stand apart."""
    return Score.objects.filter(assessment=assessment, kind=ScoreKind.MEMBER).order_by("feature", "pk")


def own_scores(assessment: Assessment, person: Any, codes: Collection[str]) -> dict[str, Score]:
    """What one person said of these features, with the evidence they named."""
    held = Score.objects.filter(assessment=assessment, person_id=person.pk, feature__in=codes)
    return {score.feature: score for score in held.order_by("pk").prefetch_related("evidence")}


def agreements_on(assessment: Assessment, codes: Collection[str]) -> dict[str, Agreement]:
    """What is agreed (or carried over) about these features, with evidence and where it was copied from."""
    held = Agreement.objects.filter(assessment=assessment, feature__in=codes)
    rows = (
        held.select_related("copied_from__assessment").prefetch_related("evidence__territory").order_by("pk")
    )
    return {agreement.feature: agreement for agreement in rows}


def evidence_at_hand(territory: Territory) -> list[Evidence]:
    """Everything in the dossier that can be named as evidence, by title."""
    held = Evidence.objects.filter(territory=territory, withdrawn_at__isnull=True).select_related("territory")
    return sorted(held, key=lambda each: (str(each.title).casefold(), each.pk))


def reviews_of(assessment: Assessment) -> QuerySet[OutsideReview]:
    """Who was asked to look at the round from outside, in the order of asking."""
    return (
        OutsideReview.objects.filter(assessment=assessment)
        .select_related("reviewer")
        .order_by("asked_at", "pk")
    )


def review_by(assessment: Assessment, person: Any) -> OutsideReview | None:
    """The review this person was asked for, or ``None``."""
    held = OutsideReview.objects.filter(assessment=assessment, reviewer_id=person.pk)
    return held.select_related("assessment__territory", "reviewer").first()


def review_progress(assessment: Assessment, person: Any, language: str) -> list[tuple[AreaGuide, int, int]]:
    """Every area in which something is agreed: how many features a reviewer has scored there, and of how many."""
    agreed = set(_confirmed(assessment).values_list("feature", flat=True))
    given = Score.objects.filter(assessment=assessment, person_id=person.pk, kind=ScoreKind.REVIEWER)
    scored = set(given.values_list("feature", flat=True))
    rows = []
    for area in areas_of(assessment, language):
        codes = agreed.intersection(each.feature.code for each in area.features)
        if codes:
            rows.append((area, len(codes & scored), len(codes)))
    return rows


def possible_reviewers(assessment: Assessment) -> list[Person]:
    """Who holds the role of an outside reviewer in the city and was not asked yet, by name."""
    asked = set(reviews_of(assessment).values_list("reviewer_id", flat=True))
    people = {
        holding.person.pk: holding.person
        for holding in holders_in(assessment.territory.uuid)
        if REVIEW in holding.role.permissions and holding.person_id not in asked
    }
    return sorted(people.values(), key=lambda person: (person.name.casefold(), person.pk))


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """Rounds to score or to agree, reviews to give, evidence that has grown old."""
    return [*_rounds(person), *_reviews(person), *_stale(person, at)]


def _confirmed(assessment: Assessment) -> QuerySet[Agreement]:
    return Agreement.objects.filter(assessment=assessment, agreed_at__isnull=False)


def _rounds(person: Person) -> Iterable[DeskItem]:
    scoring, leading = places_where_allowed(person, SCORE), places_where_allowed(person, LEAD)
    mine = Count("scores", filter=Q(scores__person=person, scores__kind=ScoreKind.MEMBER))
    open_rounds = Assessment.objects.filter(state=AssessmentState.OPEN, territory__uuid__in=scoring)
    rows = open_rounds.filter(Q(is_group=True) | Q(opened_by=person)).annotate(mine=mine)
    for each in rows.select_related("territory").order_by("opened_at", "pk"):
        total = len(framework_of(each.framework).features)
        if each.mine < total:
            title = ngettext(
                "Score “%(title)s”: %(number)s feature is left, %(place)s",
                "Score “%(title)s”: %(number)s features are left, %(place)s",
                total - each.mine,
            )
        elif each.territory.uuid in leading:
            title = _("Write down what was agreed in “%(title)s”, %(place)s")
        else:
            continue
        words = {"title": each.title, "number": total - each.mine, "place": each.territory.name}
        yield DeskItem(title=title % words, url=_address(each), since=each.opened_at)


def _reviews(person: Person) -> Iterable[DeskItem]:
    asked = OutsideReview.objects.filter(reviewer=person, finished_at__isnull=True)
    asked = asked.filter(assessment__territory__uuid__in=places_where_allowed(person, REVIEW))
    for each in asked.select_related("assessment__territory").order_by("asked_at", "pk"):
        words = {"title": each.assessment.title, "place": each.assessment.territory.name}
        slug = each.assessment.territory.slug
        yield DeskItem(
            title=_("Look at “%(title)s” from outside, %(place)s") % words,
            url=reverse("monitoring:review", args=[slug, each.assessment.uuid]),
            since=each.asked_at,
        )


def _stale(person: Person, at: datetime) -> Iterable[DeskItem]:
    held = Evidence.objects.filter(
        territory__uuid__in=places_where_allowed(person, KEEP),
        withdrawn_at__isnull=True,
        stale_on__lte=at.date(),
    )
    rows = held.order_by("territory").values("territory").annotate(number=Count("pk"), oldest=Min("stale_on"))
    counted = {row["territory"]: row["number"] for row in rows}
    for city in Territory.objects.filter(pk__in=counted).order_by("slug", "pk") if counted else ():
        title = ngettext(
            "%(number)s item of evidence has grown old, %(place)s",
            "%(number)s items of evidence have grown old, %(place)s",
            counted[city.pk],
        )
        yield DeskItem(
            title=title % {"number": counted[city.pk], "place": city.name},
            url=reverse("monitoring:dossier", args=[city.slug]) + "?state=stale",
        )


def _address(assessment: Assessment) -> str:
    return reverse("monitoring:assessment", args=[assessment.territory.slug, assessment.uuid])
