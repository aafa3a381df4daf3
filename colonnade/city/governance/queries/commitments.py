"""What was promised: where each promise stands on a day, what fits which need, what waits for whom."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from babel.numbers import format_percent
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from colonnade.city.governance.models import Action, Commitment, CommitmentStep, Need, Resource
from colonnade.city.governance.queries.resources import measures_alike
from colonnade.city.governance.vocabulary.resources import (
    OPEN_STATUSES,
    CommitmentStatus,
    ResourceState,
    Standing,
)
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person
from colonnade.people.queries import places_where_allowed
from colonnade.plumbing.desks import DeskItem
from colonnade.plumbing.languages import locale
from colonnade.temple.queries import default_framework

# Values of rules.Permission; rules stand above queries and cannot be asked from here.
COMMITMENT_KEEP = "governance:commitment:keep"
RESOURCE_KEEP = "governance:resource:keep"
REMINDED = timedelta(days=30)
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Match:
    """A need and a commitment that may belong together, and why; ``points`` put the better ones first."""

    need: Need
    commitment: Commitment
    reasons: tuple[str, ...]
    points: int


@dataclass
class SectorCount:
    """Commitments of one sector of society; an empty sector stands for givers who are in no register."""

    sector: str
    made: list[UUID] = field(default_factory=list)
    kept: list[UUID] = field(default_factory=list)
    late: list[UUID] = field(default_factory=list)


@dataclass(frozen=True)
class CommitmentFacts:
    """Commitments made, kept and late in one year, as it stood on a day; every number names its records."""

    year: int
    on: date
    made: tuple[UUID, ...]
    kept: tuple[UUID, ...]
    late: tuple[UUID, ...]
    by_sector: tuple[SectorCount, ...]


def commitments_of(territory: Territory) -> QuerySet[Commitment]:
    """All commitments, what is due first stands first, undated ones last."""
    found = Commitment.objects.filter(territory=territory)
    return found.select_related("stakeholder", "need", "action", "territory").order_by(
        F("due_on").asc(nulls_last=True), "-made_on", "pk"
    )


def commitments_on_show(territory: Territory) -> QuerySet[Commitment]:
    """What everybody sees."""
    return commitments_of(territory).filter(is_public=True)


def standing(commitment: Commitment, on: date) -> Standing:
    """How a commitment is counted on a day: an open one is late once its day has passed."""
    if commitment.status == CommitmentStatus.FULFILLED:
        return Standing.KEPT
    if commitment.status == CommitmentStatus.MISSED:
        return Standing.MISSED
    if commitment.status == CommitmentStatus.WITHDRAWN:
        return Standing.WITHDRAWN
    return Standing.LATE if commitment.due_on and commitment.due_on < on else Standing.DUE


def standing_filter(wanted: str, on: date) -> Q:
    """The same as a condition; an unknown word lets everything through."""
    late = Q(due_on__lt=on)
    return {
        Standing.KEPT.value: Q(status=CommitmentStatus.FULFILLED),
        Standing.MISSED.value: Q(status=CommitmentStatus.MISSED),
        Standing.WITHDRAWN.value: Q(status=CommitmentStatus.WITHDRAWN),
        Standing.LATE.value: Q(status__in=OPEN_STATUSES) & late,
        Standing.DUE.value: Q(status__in=OPEN_STATUSES) & ~late,
    }.get(wanted, Q())


def counts_by_standing(found: QuerySet[Commitment], on: date) -> dict[str, int]:
    """How many commitments stand how; asks the database once."""
    rows = found.order_by("pk").only("status", "due_on")
    counted = Counter(standing(each, on) for each in rows.select_related(None))
    return {each.value: counted[each] for each in Standing}


def giver_shown(commitment: Commitment) -> str:
    """Who promised, as everybody may read it; empty where they did not agree to be named."""
    if commitment.stakeholder is None:
        return commitment.name
    return commitment.stakeholder.name if commitment.stakeholder.is_public else ""


def giver_known(commitment: Commitment) -> str:
    """Who promised, for the team."""
    return commitment.stakeholder.name if commitment.stakeholder else commitment.name


def commitments_of_action(action: Action) -> list[Commitment]:
    """What was promised for an action of the plan, for everybody to see."""
    found = Commitment.objects.filter(action=action, is_public=True)
    return list(
        found.exclude(status=CommitmentStatus.WITHDRAWN)
        .select_related("stakeholder")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )


def area_of_feature(feature: str) -> str:
    """The area that a feature of the default framework belongs to; empty where there is none."""
    return next((each.area for each in default_framework().features if each.code == feature), "")


def commitments_that_fit(need: Need) -> list[Match]:
    """Open commitments of the same kind that serve no need yet, the best first; asks the database once."""
    found = commitments_of(need.territory).filter(kind=need.kind, need__isnull=True, status__in=OPEN_STATUSES)
    return _best(match for each in found if (match := _match(need, each)))


def needs_that_fit(commitment: Commitment) -> list[Match]:
    """Open needs of the same kind, the best first; asks the database once."""
    found = Need.objects.filter(
        territory=commitment.territory, kind=commitment.kind, met_on__isnull=True, withdrawn_on__isnull=True
    )
    found = found.select_related("action", "territory").order_by("pk")
    return _best(match for each in found if (match := _match(each, commitment)))


def percent(share: Decimal) -> str:
    """A share as people of the reader's language write it."""
    return str(format_percent(share, "#,##0.#%", locale=locale(get_language() or "en")))


def commitment_facts(territory: Territory, year: int, on: date | None = None) -> CommitmentFacts:
    """Made and kept within a year, and late at its end (or on an earlier day ``on``), by what was said until then.

    Asks the database twice, however many there are.
    """
    cut = min(date(year, 12, 31), on) if on else date(year, 12, 31)
    rows = Commitment.objects.filter(territory=territory, made_on__lte=cut).order_by("pk")
    steps: dict[int, list[tuple[date, str]]] = {}
    told = CommitmentStep.objects.filter(commitment__territory=territory).order_by("at", "pk")
    for pk, at, status in told.values_list("commitment_id", "at", "status"):
        if (day := timezone.localdate(at)) <= cut:
            steps.setdefault(pk, []).append((day, status))
    sectors: dict[str, SectorCount] = {}
    for commitment in rows.select_related("stakeholder"):
        sector = commitment.stakeholder.sector if commitment.stakeholder else ""
        count = sectors.setdefault(sector, SectorCount(sector))
        day, status = (steps.get(commitment.pk) or [(commitment.made_on, CommitmentStatus.OFFERED)])[-1]
        if commitment.made_on.year == year:
            count.made.append(commitment.uuid)
        if status == CommitmentStatus.FULFILLED and day.year == year:
            count.kept.append(commitment.uuid)
        if status in OPEN_STATUSES and commitment.due_on and commitment.due_on < cut:
            count.late.append(commitment.uuid)
    ordered = [sectors[code] for code in sorted(sectors, key=lambda code: (not code, code))]
    ordered = [each for each in ordered if each.made or each.kept or each.late]

    def together(name: str) -> tuple[UUID, ...]:
        return tuple(uuid for each in ordered for uuid in getattr(each, name))

    return CommitmentFacts(year, cut, together("made"), together("kept"), together("late"), tuple(ordered))


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """What the person promised and should report on; for a team, what is late and what was offered."""
    return [*_own(person, at), *_late(person, at), *_offered(person)]


def _own(person: Person, at: datetime) -> list[DeskItem]:
    soon = timezone.localdate(at) + REMINDED
    found = Commitment.objects.filter(
        stakeholder__person=person, status__in=OPEN_STATUSES, due_on__lte=soon
    ).select_related("territory")
    return [
        DeskItem(
            title=_("Say how your commitment stands: %(text)s") % {"text": each.text[:80]},
            url=reverse("governance:commitment-report", args=[each.territory.slug, each.uuid]),
            by_when=_midday(each.due_on),
        )
        for each in found.order_by("due_on", "pk")
    ]


def _late(person: Person, at: datetime) -> list[DeskItem]:
    late = Commitment.objects.filter(
        territory__uuid__in=places_where_allowed(person, COMMITMENT_KEEP),
        status__in=OPEN_STATUSES,
        due_on__lt=timezone.localdate(at),
    )
    found: dict[Any, list[Commitment]] = {}
    for each in late.select_related("territory").order_by("territory__slug", "due_on", "pk"):
        found.setdefault(each.territory, []).append(each)
    return [
        DeskItem(
            title=ngettext(
                "%(number)s commitment is late, %(place)s",
                "%(number)s commitments are late, %(place)s",
                len(rows),
            )
            % {"number": len(rows), "place": territory.name},
            url=reverse("governance:commitments", args=[territory.slug]) + f"?standing={Standing.LATE}",
            by_when=_midday(rows[0].due_on),
        )
        for territory, rows in found.items()
    ]


def _offered(person: Person) -> list[DeskItem]:
    waiting = Resource.objects.filter(
        territory__uuid__in=places_where_allowed(person, RESOURCE_KEEP), state=ResourceState.OFFERED
    )
    found: dict[Any, list[Resource]] = {}
    for each in waiting.select_related("territory").order_by("territory__slug", "created_at", "pk"):
        found.setdefault(each.territory, []).append(each)
    return [
        DeskItem(
            title=ngettext(
                "%(number)s offer of a resource to answer, %(place)s",
                "%(number)s offers of resources to answer, %(place)s",
                len(rows),
            )
            % {"number": len(rows), "place": territory.name},
            url=reverse("governance:resources-waiting", args=[territory.slug]),
            since=rows[0].created_at,
        )
        for territory, rows in found.items()
    ]


def _midday(day: date | None) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


def _best(found: Iterable[Match]) -> list[Match]:
    ordered = sorted(found, key=lambda each: (-each.points, each.need.pk, each.commitment.pk))
    return ordered[:SUGGESTED]


def _match(need: Need, commitment: Commitment) -> Match | None:
    """Whether the two may belong together: the same kind and measure; quantity, day and area speak for it."""
    if not measures_alike(commitment, need):
        return None
    reasons, points = [_("same kind")], 1
    if need.quantity is not None and commitment.quantity is not None:
        if commitment.quantity >= need.quantity:
            reasons.append(_("covers all of it"))
            points += 2
        else:
            part = percent(commitment.quantity / need.quantity)
            reasons.append(_("covers %(percent)s of it") % {"percent": part})
            points += 1
    if need.needed_by and commitment.due_on:
        if commitment.due_on <= need.needed_by:
            reasons.append(_("in time"))
            points += 2
        else:
            reasons.append(_("later than needed"))
            points -= 1
    if need.area and area_of_feature(commitment.feature) == need.area:
        reasons.append(_("same area"))
        points += 2
    return Match(need, commitment, tuple(reasons), points)
