"""Counting what the city does together: promises, commitments, meetings, who takes part, volunteers, the plan."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Q

from colonnade.city.governance.models import (
    Action,
    Commitment,
    Document,
    Meeting,
    Pledge,
    ResourceUse,
    Stakeholder,
)
from colonnade.city.governance.vocabulary.participation import MeetingState, Sector
from colonnade.city.governance.vocabulary.plan import ActionStatus, PlanState
from colonnade.city.governance.vocabulary.resources import CommitmentStatus, GiftKind
from colonnade.city.governance.vocabulary.will import DocumentKind, DocumentStatus
from colonnade.city.monitoring.queries.definitions.basis import Basis
from colonnade.city.monitoring.queries.definitions.shape import (
    PER_YEAR,
    PERCENT,
    Count,
    Definition,
    ones,
    share,
)
from colonnade.city.monitoring.vocabulary.computing import Formula, Match, RecordKind, Span
from colonnade.city.monitoring.vocabulary.observing import Sure
from colonnade.plumbing.spoken import zone

NOTHING_RECORDED, NOTHING_DUE = "nothing_recorded", "nothing_due"
WRITTEN_HERE = "written_here"
STANDING = (CommitmentStatus.AGREED, CommitmentStatus.RUNNING, CommitmentStatus.FULFILLED)


def commitments(basis: Basis) -> Count:
    """Commitments made by the day that stand or are kept; offered ones that nobody has agreed to are not counted."""
    rows = list(
        Commitment.objects.filter(territory=basis.territory, made_on__lte=basis.as_of).values_list(
            "uuid", "status"
        )
    )
    if not rows:
        return Count(missing=NOTHING_RECORDED)
    return Count(ones(uuid for uuid, status in rows if status in STANDING), len(rows))


def commitments_kept(basis: Basis) -> Count:
    """Of the commitments that fell due within the year, those that are kept; withdrawn ones are left out."""
    rows = list(
        Commitment.objects.filter(
            territory=basis.territory, due_on__gte=date(basis.year, 1, 1), due_on__lte=basis.as_of
        )
        .exclude(status__in=(CommitmentStatus.WITHDRAWN, CommitmentStatus.OFFERED))
        .values_list("uuid", "status")
    )
    kept = [uuid for uuid, status in rows if status == CommitmentStatus.FULFILLED]
    return share(kept, len(rows), missing=NOTHING_DUE)


def meetings(basis: Basis) -> Count:
    """Meetings of councils and groups that were held within the year."""
    known = Meeting.objects.filter(territory=basis.territory)
    within = known.filter(starts_at__gte=basis.first_moment, starts_at__lte=basis.moment)
    rows = list(within.values_list("uuid", "state"))
    if not rows and not known.exists():
        return Count(missing=NOTHING_RECORDED)
    return Count(ones(uuid for uuid, state in rows if state == MeetingState.HELD), len(rows))


def stakeholders(basis: Basis) -> Count:
    """Organisations and people in the register who take part on that day."""
    rows = _taking_part(basis)
    if not rows:
        return Count(missing=NOTHING_RECORDED)
    return Count(ones(uuid for uuid, _ in rows), len(rows))


def sectors(basis: Basis) -> Count:
    """Sectors of society from which somebody takes part, of all that the register knows."""
    rows = _taking_part(basis)
    if not rows:
        return Count(missing=NOTHING_RECORDED)
    return share({sector for _, sector in rows}, len(Sector.values), missing=NOTHING_RECORDED)


def agreements(basis: Basis) -> Count:
    """Agreements with others that are in force on that day."""
    rows = list(
        Document.objects.filter(territory=basis.territory, kind=DocumentKind.AGREEMENT).values_list(
            "uuid", "status", "adopted_on", "valid_until"
        )
    )
    if not rows:
        return Count(missing=NOTHING_RECORDED)
    chosen = [
        uuid
        for uuid, status, adopted, until in rows
        if status == DocumentStatus.IN_FORCE
        and (adopted is None or adopted <= basis.as_of)
        and (until is None or until >= basis.as_of)
    ]
    return Count(ones(chosen), len(rows))


def volunteer_hours(basis: Basis) -> Count:
    """Hours of volunteers that were used within the year; every shared resource adds its hours."""
    known = ResourceUse.objects.filter(
        resource__territory=basis.territory, resource__kind=GiftKind.VOLUNTEER_HOURS
    )
    if not known.exists():
        return Count(missing=NOTHING_RECORDED)
    hours: dict[str, Decimal] = {}
    uses = known.filter(used_on__gte=date(basis.year, 1, 1), used_on__lte=basis.as_of)
    for uuid, quantity in uses.values_list("resource__uuid", "quantity"):
        hours[str(uuid)] = hours.get(str(uuid), Decimal(0)) + quantity
    return Count(tuple(sorted(hours.items())), len(hours))


def pledges_kept(basis: Basis) -> Count:
    """Of the promises that are due by that day and were not withdrawn, those that are kept."""
    rows = list(
        Pledge.objects.filter(
            territory=basis.territory, due_on__lte=basis.as_of, withdrawn_on__isnull=True
        ).values_list("uuid", "kept_on")
    )
    kept = [uuid for uuid, kept_on in rows if kept_on is not None and kept_on <= basis.as_of]
    return share(kept, len(rows), missing=NOTHING_DUE)


def actions_done(basis: Basis) -> Count:
    """Of the actions of adopted plans that fell due within the year, those that are done; dropped ones count as not."""
    rows = list(
        Action.objects.filter(
            territory=basis.territory,
            goal__plan__state__in=(PlanState.ADOPTED, PlanState.CLOSED),
            due_on__gte=date(basis.year, 1, 1),
            due_on__lte=basis.as_of,
        ).values_list("uuid", "status")
    )
    return share(
        [uuid for uuid, status in rows if status == ActionStatus.DONE], len(rows), missing=NOTHING_DUE
    )


def _taking_part(basis: Basis) -> list[tuple[object, str]]:
    start = datetime.combine(basis.as_of, time.max, zone(basis.territory.timezone))
    return list(
        Stakeholder.objects.filter(territory=basis.territory)
        .filter(Q(joined_on__lte=basis.as_of) | Q(joined_on__isnull=True, created_at__lte=start))
        .filter(Q(left_on__isnull=True) | Q(left_on__gt=basis.as_of))
        .values_list("uuid", "sector")
    )


_SHARE: dict[str, Any] = {"formula": Formula.SHARE, "unit": PERCENT}

TOGETHER = (
    Definition(
        "commitments.active", 1, "commitments.active", RecordKind.COMMITMENT, commitments, area="F11",
        feature="KF11.2", near=("KF11.2-a", Match.CLOSE), caveats=(WRITTEN_HERE,),
    ),
    Definition(
        "commitments.kept", 1, "commitments.kept", RecordKind.COMMITMENT, commitments_kept, **_SHARE, span=Span.YEAR,
        area="F11", feature="KF11.2", near=("KF11.2-a", Match.RELATED), caveats=(WRITTEN_HERE,),
    ),
    Definition(
        "meetings.held", 1, "meetings.held", RecordKind.MEETING, meetings, span=Span.YEAR, unit=PER_YEAR, area="F11",
        feature="KF11.1", near=("KF11.1-a", Match.RELATED), caveats=(WRITTEN_HERE,),
    ),
    Definition(
        "stakeholders.active", 1, "stakeholders.active", RecordKind.STAKEHOLDER, stakeholders, area="F11",
        feature="KF11.2", caveats=(WRITTEN_HERE,),
    ),
    Definition(
        "stakeholders.sectors", 1, "stakeholders.sectors", RecordKind.SECTOR, sectors, **_SHARE, area="F11",
        feature="KF11.1", caveats=(WRITTEN_HERE,),
    ),
    Definition(
        "agreements.in-force", 1, "agreements.in-force", RecordKind.DOCUMENT, agreements, area="F12",
        feature="KF12.5", near=("KF12.5-a", Match.RELATED), caveats=("agreements_all", WRITTEN_HERE), sure=Sure.MEDIUM,
    ),
    Definition(
        "volunteers.hours", 1, "volunteers.hours", RecordKind.RESOURCE, volunteer_hours, span=Span.YEAR,
        unit="hours-per-year", area="F12", feature="KF12.4", near=("KF12.4-a", Match.RELATED), caveats=(WRITTEN_HERE,),
    ),
    Definition(
        "pledges.kept", 1, "pledges.kept", RecordKind.PLEDGE, pledges_kept, **_SHARE, area="F10", feature="KF10.1",
        near=("KF10.1-a", Match.RELATED), caveats=(WRITTEN_HERE,),
    ),
    Definition(
        "actions.done", 1, "actions.done", RecordKind.ACTION, actions_done, **_SHARE, span=Span.YEAR, area="F10",
        feature="KF10.2", caveats=(WRITTEN_HERE,),
    ),
)  # fmt: skip
