"""Who reads which application, what they gave, and how far they are apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from colonnade.network.charter.models import (
    Application,
    Assignment,
    Call,
    Decision,
    Deliberation,
    Reviewer,
    Score,
)
from colonnade.network.charter.queries.calls import clock, stage_of
from colonnade.network.charter.vocabulary.calls import DECISIONS, ApplicationState, Interest, StageKind
from colonnade.people.models import Person
from colonnade.plumbing.desks import DeskItem
from colonnade.plumbing.languages import Text, choose
from colonnade.plumbing.tables import harmless

READABLE = (ApplicationState.RECEIVED, ApplicationState.UNDER_REVIEW)
BEFORE_JURY = (*READABLE, ApplicationState.INELIGIBLE, *DECISIONS)
FAR_APART = Decimal("0.5")  # of the scale; a call may state another share as scale["disagreement"]
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Scale:
    """From where to where a call scores; ``far`` is how many points apart two reviewers disagree."""

    low: Decimal
    high: Decimal
    decimals: bool
    far: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether this is a score of the scale: within it, and whole unless it says otherwise."""
        whole = value == value.to_integral_value()
        return self.low <= value <= self.high and (whole or (self.decimals and value == value.quantize(CENT)))


@dataclass(frozen=True)
class Criterion:
    """One thing reviewers score."""

    code: str
    title: Text
    weight: Decimal


@dataclass(frozen=True)
class Reading:
    """One reviewer's view of one application: raw scores in the order of the criteria, ``None`` where none is given."""

    assignment: Assignment
    cells: list[tuple[Criterion, Score | None]]
    mean: Decimal | None  # weighted; none until every criterion with weight is scored

    @property
    def counts(self) -> bool:
        """Whether it was submitted; drafts are shown as missing and count nowhere."""
        return self.assignment.submitted_at is not None


@dataclass(frozen=True)
class JuryRow:
    """An application before the jury. ``mean`` and ``spread`` are of submitted reviews only."""

    application: Application
    decision: Decision | None
    readings: list[Reading]
    tied: int
    mean: Decimal | None
    spread: Decimal | None
    missing: int
    apart: list[Text] = field(default_factory=list)  # criteria on which reviewers are far apart


def scale_of(call: Call) -> Scale:
    """The scale of a call; 0 to 5 in whole numbers where it does not say."""
    low, high = Decimal(call.scale.get("min", 0)), Decimal(call.scale.get("max", 5))
    share = Decimal(str(call.scale.get("disagreement", FAR_APART)))
    return Scale(low, high, bool(call.scale.get("decimals")), (high - low) * share)


def criteria_of(call: Call) -> list[Criterion]:
    """The criteria of a call in their order, named in the reader's language."""
    return [
        Criterion(each["code"], choose(each["titles"]), Decimal(str(each.get("weight") or 0)))
        for each in call.criteria
    ]


def assignments_of(person: Any) -> QuerySet[Assignment]:
    """What this person was given to read and may still read, what is not submitted first."""
    rows = Assignment.objects.filter(
        reviewer__person=person, reviewer__ended_at__isnull=True, application__state__in=BEFORE_JURY
    )
    return rows.select_related(
        "reviewer", "application__call__network", "application__territory", "application__questionnaire"
    ).order_by("submitted_at", "-application__call_id", "assigned_at", "pk")


def assignment_of(person: Any, pk: int) -> Assignment | None:
    """One of the person's own assignments with its scores, or ``None``."""
    return assignments_of(person).prefetch_related("scores").filter(pk=pk).first()


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """One line for each call in which this person has applications left to read; by when its review closes."""
    rows = assignments_of(person).filter(submitted_at__isnull=True, application__state__in=READABLE)
    rows = rows.exclude(interest=Interest.TIED).prefetch_related("application__call__stages")
    by_call: dict[int, list[Assignment]] = {}
    for row in rows:
        by_call.setdefault(row.application.call_id, []).append(row)
    items = []
    for held in by_call.values():
        call = held[0].application.call
        if clock(call, StageKind.REVIEW, at).is_over:
            continue
        stage = stage_of(call, StageKind.REVIEW)
        title = ngettext(
            "%(number)d application to review: %(call)s",
            "%(number)d applications to review: %(call)s",
            len(held),
        ) % {"number": len(held), "call": call.title}
        since = min(row.assigned_at for row in held)
        items.append(
            DeskItem(
                title, reverse("charter:reviews"), by_when=stage.closes_at if stage else None, since=since
            )
        )
    return items


def reviewers_of(call: Call) -> QuerySet[Reviewer]:
    """Everybody who reads or has read for a call, with ``given``, ``handed_in`` and ``tied`` as numbers."""
    free = ~Q(assignments__interest=Interest.TIED)
    rows = Reviewer.objects.filter(call=call).select_related("person")
    return rows.annotate(
        given=Count("assignments", filter=free),
        handed_in=Count("assignments", filter=Q(assignments__submitted_at__isnull=False)),
        tied=Count("assignments", filter=Q(assignments__interest=Interest.TIED)),
    ).order_by("ended_at", "person__name", "pk")


def is_deliberating(call: Call) -> bool:
    """Whether the secretariat has let reviewers see each other's scores."""
    return Deliberation.objects.filter(call=call).exists()


def others_seen_by(assignment: Assignment) -> list[Reading] | None:
    """What the other reviewers gave, as far as this one may see it now; ``None``: nothing may be seen.

    Nobody with a tie sees anything. In a blind call others are hidden before one's own review is submitted, and
    afterwards too until the secretariat opens the deliberation. Only submitted reviews are seen, never drafts.
    """
    if assignment.interest != Interest.NONE:
        return None
    call = assignment.application.call
    if call.is_blind and (assignment.submitted_at is None or not is_deliberating(call)):
        return None
    others = assignment.application.assignments.exclude(pk=assignment.pk).filter(submitted_at__isnull=False)
    criteria = criteria_of(call)
    rows = others.select_related("reviewer").prefetch_related("scores").order_by("pk")
    return [_reading(row, criteria) for row in rows]


def reading_of(assignment: Assignment) -> Reading:
    """A reviewer's own view of an application, as far as it is written."""
    return _reading(assignment, criteria_of(assignment.application.call))


def before_jury(call: Call) -> QuerySet[Application]:
    """Every application that reached the jury or was decided, by country; never by score."""
    readings = Assignment.objects.prefetch_related("reviewer__person", "scores").order_by("pk")
    rows = Application.objects.filter(call=call, state__in=BEFORE_JURY)
    rows = rows.select_related("territory", "decision", "commission")
    return rows.prefetch_related("call__network", Prefetch("assignments", queryset=readings)).order_by(
        "territory__country", "territory__slug", "pk"
    )


def jury_table(call: Call, applications: Iterable[Application]) -> list[JuryRow]:
    """The jury's table for the secretariat: raw scores of each reviewer, mean, spread, what is missing.

    ``applications`` come from :func:`before_jury`. Not for reviewers or cities.
    """
    criteria, scale = criteria_of(call), scale_of(call)
    return [jury_row(application, criteria, scale) for application in applications]


def jury_row(application: Application, criteria: list[Criterion], scale: Scale) -> JuryRow:
    """One line of the jury's table."""
    held = list(application.assignments.all())
    readings = [_reading(row, criteria) for row in held if row.interest != Interest.TIED]
    counted = [reading for reading in readings if reading.counts]
    means = [reading.mean for reading in counted if reading.mean is not None]
    apart = []
    for number, criterion in enumerate(criteria):
        values = [cell.value for reading in counted if (cell := reading.cells[number][1]) is not None]
        if values and max(values) - min(values) > scale.far:
            apart.append(criterion.title)
    needed = application.call.reviews_each if application.state in READABLE else 0
    return JuryRow(
        application=application,
        decision=getattr(application, "decision", None),
        readings=readings,
        tied=len(held) - len(readings),
        mean=(sum(means, Decimal(0)) / len(means)).quantize(CENT) if means else None,
        spread=(max(means) - min(means)).quantize(CENT) if len(means) > 1 else None,
        missing=max(needed - len(counted), 0),
        apart=apart,
    )


def _reading(assignment: Assignment, criteria: list[Criterion]) -> Reading:
    given = {score.criterion: score for score in assignment.scores.all()}
    cells = [(criterion, given.get(criterion.code)) for criterion in criteria]
    weights = [criterion.weight for criterion in criteria]
    if not sum(weights):
        weights = [Decimal(1) for _each in criteria]
    total, whole = Decimal(0), True
    for (_criterion, cell), weight in zip(cells, weights, strict=True):
        if cell is None:
            whole = whole and not weight
        else:
            total += cell.value * weight
    mean = (total / sum(weights)).quantize(CENT) if criteria and whole else None
    return Reading(assignment, cells, mean)


def jury_lines(call: Call) -> Iterator[list[str]]:
    """The table as lines for a spreadsheet: one a review, raw scores, then mean, spread and what is missing.

    A review that was not submitted has empty cells; an application nobody reads has one line without a reviewer.
    """
    criteria, scale = criteria_of(call), scale_of(call)
    names = [criterion.code for criterion in criteria]
    yield [
        "application", "city", "country", "state", "decision", "reviewer", "submitted_at", *names,
        "review_mean", "mean", "spread", "missing", "far_apart",
    ]  # fmt: skip
    for application in before_jury(call):
        row = jury_row(application, criteria, scale)
        city = application.territory
        head = [
            str(application.uuid), harmless(choose(city.names, "en", city.default_language).text), city.country,
            application.state, row.decision.outcome if row.decision else "",
        ]  # fmt: skip
        tail = [
            _number(row.mean),
            _number(row.spread),
            str(row.missing),
            harmless("; ".join(map(str, row.apart))),
        ]
        if not row.readings:
            yield [*head, "", "", *("" for _name in names), "", *tail]
        for reading in row.readings:
            made = reading.assignment
            cells = [
                _number(cell.value) if cell and reading.counts else "" for _criterion, cell in reading.cells
            ]
            when = made.submitted_at.isoformat() if made.submitted_at else ""
            mean = _number(reading.mean) if reading.counts else ""
            yield [*head, harmless(made.reviewer.person.name), when, *cells, mean, *tail]


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
