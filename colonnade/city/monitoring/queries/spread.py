"""What several people said of the same features: the spread before agreeing, and the outcome afterwards."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from colonnade.city.monitoring.models import Agreement, Assessment, Score
from colonnade.city.monitoring.queries.assessments import agreements_on, areas_of, scores_of
from colonnade.city.monitoring.vocabulary.assessing import AssessmentState, Level, ScoreKind
from colonnade.temple.queries import AreaGuide, FeatureGuide


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the scale with the scores that fell on it; ``dots`` is there to be looped over."""

    level: Level
    count: int

    @property
    def dots(self) -> range:
        """One for each score."""
        return range(self.count)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person said. ``who`` is a name only in rounds that show names."""

    who: str
    level: Level | None
    reason: str
    evidence: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """What the group said of one feature, as far as the reader may see it.

    ``is_seen`` is false while the reader has not scored the feature: then there are no voices and no rungs.
    """

    guide: FeatureGuide
    given: int
    is_seen: bool
    voices: tuple[Voice, ...]
    agreement: Agreement | None
    left_open: str | None

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The scale from 0 to 4."""
        counted = Counter(voice.level for voice in self.voices)
        return tuple(Rung(level, counted[level]) for level in Level)

    @property
    def not_applying(self) -> int:
        """How many said that it does not apply here."""
        return sum(voice.level is None for voice in self.voices)

    @property
    def low(self) -> Level | None:
        """The lowest score, ``None`` where nobody gave one."""
        return min((voice.level for voice in self.voices if voice.level is not None), default=None)

    @property
    def high(self) -> Level | None:
        """The highest score, ``None`` where nobody gave one."""
        return max((voice.level for voice in self.voices if voice.level is not None), default=None)

    @property
    def is_split(self) -> bool:
        """Whether people are two steps or more apart: worth talking about first."""
        return self.low is not None and self.high is not None and self.high - self.low > 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One feature of a closed round: what was agreed, and what outside reviewers said of it."""

    guide: FeatureGuide
    agreement: Agreement | None
    left_open: str | None
    reviews: tuple[Score, ...]

    @property
    def level(self) -> Level | None:
        """The agreed level, ``None`` where it was left open or does not apply."""
        return level_of(self.agreement.level) if self.agreement else None

    @property
    def evidence(self) -> tuple[Any, ...]:
        """What backs the agreed level, unless it was withdrawn."""
        return standing_evidence(self.agreement)

    @property
    def was_carried_over(self) -> bool:
        """Whether it stands as an earlier round left it."""
        copy = self.agreement.copied_from if self.agreement else None
        return copy is not None and self.agreement is not None and copy.level == self.agreement.level


@dataclass(frozen=True, slots=True)
class AreaFindings:
    """The features of one area of a closed round."""

    guide: AreaGuide
    findings: tuple[Finding, ...]


def spreads(assessment: Assessment, area: AreaGuide, person: Any) -> list[Spread]:
    """Every feature of an area with what was said of it. Nobody sees a score before giving their own."""
    codes = [each.feature.code for each in area.features]
    scores = list(_scores(assessment, codes))
    own = {score.feature for score in scores if score.person_id == person.pk}
    closed = assessment.state == AssessmentState.AGREED
    agreements = agreements_on(assessment, codes)
    found = []
    for each in area.features:
        code = each.feature.code
        here = [score for score in scores if score.feature == code]
        seen = closed or code in own
        found.append(
            Spread(
                guide=each,
                given=len(here),
                is_seen=seen,
                voices=_voices(here, assessment.shows_names) if seen else (),
                agreement=agreements.get(code),
                left_open=assessment.left_open.get(code),
            )
        )
    return found


def findings(assessment: Assessment, language: str) -> list[AreaFindings]:
    """What came out of a round, area by area; asks as often for one feature as for all."""
    areas = areas_of(assessment, language)
    codes = [each.feature.code for area in areas for each in area.features]
    agreements = agreements_on(assessment, codes)
    reviewed = list(_finished_reviews(assessment))
    return [
        AreaFindings(
            area,
            tuple(
                Finding(
                    each,
                    agreements.get(each.feature.code),
                    assessment.left_open.get(each.feature.code),
                    tuple(score for score in reviewed if score.feature == each.feature.code),
                )
                for each in area.features
            ),
        )
        for area in areas
    ]


def standing_evidence(held: Agreement | Score | None) -> tuple[Any, ...]:
    """The evidence named with a score or an agreement that was not withdrawn since; asks nothing if prefetched."""
    return tuple(each for each in held.evidence.all() if each.withdrawn_at is None) if held else ()


def level_of(number: int | None) -> Level | None:
    """The step of the scale with this number."""
    return None if number is None else Level(number)


def _scores(assessment: Assessment, codes: Sequence[str]) -> QuerySet[Score]:
    held = scores_of(assessment).filter(feature__in=codes).prefetch_related("evidence__territory")
    return held.select_related("person") if assessment.shows_names else held


def _voices(scores: Sequence[Score], shows_names: bool) -> tuple[Voice, ...]:
    """By level and not by time, so that the order gives nobody away."""
    ordered = sorted(
        scores, key=lambda each: (-1 if each.level is None else each.level, each.reason, each.pk)
    )
    return tuple(
        Voice(
            who=score.person.name if shows_names else _("Person %(number)s") % {"number": number},
            level=level_of(score.level),
            reason=score.reason,
            evidence=standing_evidence(score),
        )
        for number, score in enumerate(ordered, 1)
    )


def _finished_reviews(assessment: Assessment) -> QuerySet[Score]:
    return (
        Score.objects.filter(
            assessment=assessment, kind=ScoreKind.REVIEWER, person__outside_reviews__assessment=assessment,
            person__outside_reviews__finished_at__isnull=False,
        )
        .select_related("person")
        .order_by("feature", "given_at", "pk")
    )  # fmt: skip
