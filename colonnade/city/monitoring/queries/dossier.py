"""The dossier: what is there for each feature and each area of the guidelines, what is missing, what is stale."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from colonnade.city.monitoring.models import Agreement, Evidence, Indicator, Observation
from colonnade.city.monitoring.vocabulary.evidence import KEPT_AFTER_WITHDRAWAL_DAYS, EvidenceKind, Guideline
from colonnade.city.profile.models import Territory
from colonnade.plumbing.tables import harmless
from colonnade.temple.queries import AreaGuide, Words, default_framework, guide, names

FRESH, STALE, MISSING = "fresh", "stale", "missing"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items somebody looks for; empty values ask for all."""

    text: str = ""
    feature: str = ""
    guideline: str = ""
    kind: str = ""
    state: str = ""
    seen: str = ""  # "public" or "team"


@dataclass(frozen=True, slots=True)
class Item:
    """One item of evidence, listed once however often it is used."""

    evidence: Evidence
    is_stale: bool
    uses: int
    features: tuple[Any, ...]  # Words, in the framework's order
    guidelines: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the dossier holds for one feature or one area of the guidelines."""

    code: str
    name: Any
    fresh: int
    stale: int

    @property
    def state(self) -> str:
        """``fresh``: something backs it; ``stale``: only old things do; ``missing``: nothing does."""
        if self.fresh:
            return FRESH
        return STALE if self.stale else MISSING


@dataclass(frozen=True, slots=True)
class AreaCoverage:
    """The features of one area with what the dossier holds for each."""

    guide: AreaGuide
    features: tuple[Coverage, ...]

    @property
    def backed(self) -> int:
        """How many of its features something fresh backs."""
        return sum(each.state == FRESH for each in self.features)

    @property
    def missing(self) -> int:
        """How many of its features nothing backs."""
        return sum(each.state == MISSING for each in self.features)


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of it: the items that were asked for, and the coverage of everything."""

    items: tuple[Item, ...]
    total: int
    fresh: int
    stale: int
    areas: tuple[AreaCoverage, ...]
    guidelines: tuple[Coverage, ...]

    @property
    def missing_features(self) -> int:
        """How many features nothing backs."""
        return sum(area.missing for area in self.areas)


@dataclass(frozen=True, slots=True)
class Use:
    """One place where an item is used: a figure, an agreed score, somebody's score."""

    kind: str  # "observation", "agreement" or "score"
    pk: int
    title: str
    detail: str
    round: UUID | None = None


def evidence_of(territory: Territory, *, only_public: bool = False) -> QuerySet[Evidence]:
    """Everything in the dossier that was not withdrawn, the newest first."""
    held = Evidence.objects.filter(territory=territory, withdrawn_at__isnull=True)
    if only_public:
        held = held.filter(is_public=True)
    return held.select_related("territory").order_by("-dated_on", "-pk")


def evidence_with(territory: Territory, uuid: UUID) -> Evidence | None:
    """One item of the city, withdrawn or not, or ``None``."""
    return Evidence.objects.select_related("territory").filter(territory=territory, uuid=uuid).first()


def withdrawn_from(territory: Territory, at: datetime) -> QuerySet[Evidence]:
    """What can still be brought back, the latest withdrawal first."""
    since = at - timedelta(days=KEPT_AFTER_WITHDRAWAL_DAYS)
    held = Evidence.objects.filter(territory=territory, withdrawn_at__gt=since).select_related("territory")
    return held.order_by("-withdrawn_at", "-pk")


def dossier(
    territory: Territory, day: date, language: str, wanted: Wanted | None = None, *, only_public: bool = False
) -> Dossier:
    """The dossier of a city on a day; asks the database four times, however much it holds."""
    every = list(evidence_of(territory, only_public=only_public))
    uses = _uses(territory) if every else Counter()
    words = names(default_framework(), language).features
    found = [each for each in every if _is_wanted(each, wanted or Wanted(), day)]
    items = tuple(_item(each, day, uses[each.pk], words) for each in found)
    stale = sum(each.is_stale(day) for each in every)
    return Dossier(
        items=items,
        total=len(every),
        fresh=len(every) - stale,
        stale=stale,
        areas=_by_feature(every, day, language),
        guidelines=_by_guideline(every, day),
    )


def item(evidence: Evidence, day: date, language: str) -> Item:
    """One item as a page shows it; how often it is used is left to :func:`uses_of`."""
    return _item(evidence, day, 0, names(default_framework(), language).features)


def figures_called(territory: Territory, text: str, evidence: Evidence) -> list[Observation]:
    """The newest figures whose indicator bears this code or this name, and which the item does not back yet."""
    words = text.casefold().split()
    indicators = [
        pk
        for pk, code, held in Indicator.objects.filter(Q(territory=territory) | Q(territory__isnull=True))
        .order_by("pk")
        .values_list("pk", "code", "names")
        if all(word in " ".join([code, *held.values()]).casefold() for word in words)
    ]
    figures = Observation.objects.filter(
        territory=territory, is_current=True, is_headline=True, indicator__in=indicators[:500]
    )
    figures = figures.exclude(evidence=evidence).select_related("indicator", "source")
    return list(figures.order_by("-ends_on", "indicator__code", "pk")[:20])


def agreements_to_back(evidence: Evidence) -> list[Agreement]:
    """Agreed scores of the city's rounds that the item could back, those of its own features first."""
    held = Agreement.objects.filter(assessment__territory_id=evidence.territory_id, agreed_at__isnull=False)
    rows = (
        held.exclude(evidence=evidence)
        .select_related("assessment")
        .order_by("-assessment__year", "feature", "pk")
    )
    return sorted(rows[:300], key=lambda each: each.feature not in evidence.features)


def things_to_back(
    territory: Territory, observation: int | None, agreement: int | None
) -> dict[str, list[Any]]:
    """The figure and the agreed score of the city with these keys; what is not there is passed over."""
    figures = Observation.objects.filter(territory=territory, pk=observation or 0)
    agreed = Agreement.objects.filter(assessment__territory=territory, pk=agreement or 0)
    return {"observations": list(figures), "agreements": list(agreed.select_related("assessment"))}


def uses_of(evidence: Evidence) -> list[Use]:
    """Every place where an item is used: figures, agreed scores, scores."""
    figures = evidence.observations.filter(is_current=True).select_related("indicator")
    agreed = evidence.agreements.select_related("assessment")
    scored = evidence.scores.select_related("assessment")
    return [
        *(
            Use("observation", each.pk, str(each.indicator.name), each.period)
            for each in figures.order_by("indicator__code", "-ends_on", "pk")[:100]
        ),
        *(
            Use("agreement", each.pk, each.assessment.title, each.feature, each.assessment.uuid)
            for each in agreed.order_by("-assessment__year", "feature", "pk")
        ),
        *(
            Use("score", each.pk, each.assessment.title, each.feature, each.assessment.uuid)
            for each in scored.order_by("-assessment__year", "feature", "pk")
        ),
    ]


def as_csv(items: Iterable[Item]) -> str:
    """The items as a table that any spreadsheet opens; cells that it could take for a formula are made harmless."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        ["uuid", "title", "summary", "kind", "issued_by", "url", "file", "sha256", "dated_on", "stale_on", "stale",
         "features", "guidelines", "public", "used_in"]
    )  # fmt: skip
    for item in items:
        each = item.evidence
        row = [
            str(each.uuid), str(each.title), str(each.summary), each.kind, each.issued_by, each.url, each.file_name,
            each.digest, each.dated_on.isoformat(), each.stale_on.isoformat(), "yes" if item.is_stale else "no",
            " ".join(each.features), " ".join(each.guidelines), "yes" if each.is_public else "no", str(item.uses),
        ]  # fmt: skip
        writer.writerow([harmless(cell) for cell in row])
    return text.getvalue()


def _item(evidence: Evidence, day: date, uses: int, words: Mapping[str, Words]) -> Item:
    return Item(
        evidence=evidence,
        is_stale=evidence.is_stale(day),
        uses=uses,
        features=tuple((code, words[code].name) for code in evidence.features if code in words),
        guidelines=tuple(
            (code, Guideline(code).label) for code in evidence.guidelines if code in Guideline.values
        ),
    )


def _uses(territory: Territory) -> Counter[int]:
    """How often each item is used, by primary key: one question for each kind of place."""
    counted: Counter[int] = Counter()
    for place in ("observations", "agreements", "scores"):
        held = Evidence.objects.filter(territory=territory, **{f"{place}__isnull": False})
        for pk, number in held.order_by("pk").values_list("pk").annotate(Count(place)):
            counted[pk] += number
    return counted


def _is_wanted(evidence: Evidence, wanted: Wanted, day: date) -> bool:
    if wanted.feature and wanted.feature not in evidence.features:
        return False
    if wanted.guideline and wanted.guideline not in evidence.guidelines:
        return False
    if wanted.kind in EvidenceKind.values and evidence.kind != wanted.kind:
        return False
    if wanted.state in {FRESH, STALE} and evidence.is_stale(day) != (wanted.state == STALE):
        return False
    if wanted.seen in {"public", "team"} and evidence.is_public != (wanted.seen == "public"):
        return False
    return _says(evidence, wanted.text)


def _says(evidence: Evidence, text: str) -> bool:
    """Every word of the question stands somewhere in the item, in whatever language it was written."""
    words = text.casefold().split()
    if not words:
        return True
    written = " ".join(
        [
            *evidence.titles.values(),
            *evidence.summaries.values(),
            evidence.issued_by,
            evidence.file_name,
            evidence.url,
        ]
    ).casefold()
    return all(word in written for word in words)


def _by_feature(every: Sequence[Evidence], day: date, language: str) -> tuple[AreaCoverage, ...]:
    fresh, stale = _counted(every, day, "features")
    return tuple(
        AreaCoverage(
            area,
            tuple(
                Coverage(code, each.words.name, fresh[code], stale[code])
                for each in area.features
                for code in (each.feature.code,)
            ),
        )
        for kind in guide(default_framework(), language)
        for area in kind.areas
    )


def _by_guideline(every: Sequence[Evidence], day: date) -> tuple[Coverage, ...]:
    fresh, stale = _counted(every, day, "guidelines")
    return tuple(Coverage(each.value, each.label, fresh[each.value], stale[each.value]) for each in Guideline)


def _counted(every: Sequence[Evidence], day: date, key: str) -> tuple[Counter[str], Counter[str]]:
    fresh: Counter[str] = Counter()
    stale: Counter[str] = Counter()
    for each in every:
        (stale if each.is_stale(day) else fresh).update(getattr(each, key))
    return fresh, stale
