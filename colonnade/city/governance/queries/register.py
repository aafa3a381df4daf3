"""Who takes part, and which sectors and districts are missing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from colonnade.city.governance.models import Stakeholder
from colonnade.city.governance.models.meeting import Attendance, Decision, Meeting, Task
from colonnade.city.governance.vocabulary.participation import MeetingState, Presence, Sector
from colonnade.city.profile.models import District, Territory


@dataclass(frozen=True, slots=True)
class Participation:
    """How many take part, by sector and by district, and which of them nobody stands for."""

    total: int
    by_sector: list[tuple[str, str, int]]
    missing_sectors: list[str]
    by_district: list[tuple[str, int]]
    missing_districts: list[str]


def register_of(
    territory: Territory, sector: str = "", text: str = "", with_left: bool = False
) -> QuerySet[Stakeholder]:
    """The register, by name."""
    wanted = Q(territory=territory)
    if sector:
        wanted &= Q(sector=sector)
    if text:
        wanted &= Q(name__icontains=text) | Q(contact_name__icontains=text)
    if not with_left:
        wanted &= Q(left_on__isnull=True)
    return (
        Stakeholder.objects.filter(wanted)
        .select_related("district", "organisation", "person")
        .order_by("name", "pk")
    )


def named_in_public(territory: Territory) -> QuerySet[Stakeholder]:
    """Who takes part and agreed to be named, by sector and name."""
    held = Stakeholder.objects.filter(territory=territory, is_public=True, left_on__isnull=True)
    return held.order_by("sector", "name", "pk")


def participation(territory: Territory) -> Participation:
    """Counts of everybody who takes part now, named in public or not."""
    held = Stakeholder.objects.filter(territory=territory, left_on__isnull=True)
    sectors = dict(held.order_by("sector").values_list("sector").annotate(number=Count("pk")))
    districts = dict(
        held.filter(district__isnull=False)
        .order_by("district")
        .values_list("district")
        .annotate(number=Count("pk"))
    )
    known = list(District.objects.filter(territory=territory).order_by("code", "pk"))
    for each in known:
        each.territory = territory
    return Participation(
        total=sum(sectors.values()),
        by_sector=[(code, str(label), sectors[code]) for code, label in Sector.choices if code in sectors],
        missing_sectors=[str(label) for code, label in Sector.choices if code not in sectors],
        by_district=[(str(each.name), districts[each.pk]) for each in known if each.pk in districts],
        missing_districts=[str(each.name) for each in known if each.pk not in districts],
    )


def participation_facts(territory: Territory, year: int) -> dict[str, dict[str, Any]]:
    """What can be counted about participation in a year: value, and the uuids of the records behind it.

    ``attendance`` is a share of 0 to 1 and ``None`` where nobody wrote down who came.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    there = Stakeholder.objects.filter(territory=territory).filter(
        Q(left_on__isnull=True) | Q(left_on__gte=first), Q(joined_on__isnull=True) | Q(joined_on__lte=last)
    )
    held = Meeting.objects.filter(
        territory=territory, state=MeetingState.HELD, starts_at__date__range=(first, last)
    )
    decided = Decision.objects.filter(meeting__territory=territory, decided_on__range=(first, last))
    done = Task.objects.filter(territory=territory, done_on__range=(first, last))
    seats = list(Attendance.objects.filter(meeting__in=held).values_list("presence", flat=True))
    came = sum(each in {Presence.PRESENT, Presence.DEPUTY} for each in seats)
    return {
        "stakeholders": _counted(there),
        "sectors": {"value": there.order_by().values("sector").distinct().count(), "records": _uuids(there)},
        "meetings": _counted(held),
        "decisions": _counted(decided),
        "tasks_done": _counted(done),
        "attendance": {"value": came / len(seats) if seats else None, "records": _uuids(held)},
    }


def _counted(rows: QuerySet[Any]) -> dict[str, Any]:
    records = _uuids(rows)
    return {"value": len(records), "records": records}


def _uuids(rows: QuerySet[Any]) -> list[str]:
    return [str(each) for each in rows.order_by("pk").values_list("uuid", flat=True)]
