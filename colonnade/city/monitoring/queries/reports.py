"""The reports of a city, who may read them, and what waits in them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from colonnade.city.monitoring.models import Report
from colonnade.city.monitoring.vocabulary.reporting import ReportState
from colonnade.city.profile.models import Territory
from colonnade.people.queries import places_where_allowed
from colonnade.plumbing.desks import DeskItem

# The value of rules.Permission.REPORT_WRITE; rules stand above queries and cannot be asked from here.
REPORT_WRITE = "monitoring:report:write"


def reports_of(territory: Territory, everything: bool) -> QuerySet[Report]:
    """Reports, newest first: all of them for the team, else those that were submitted and are public."""
    wanted = Q(territory=territory)
    if not everything:
        wanted &= Q(state=ReportState.SUBMITTED, is_public=True)
    return Report.objects.filter(wanted).select_related("territory", "draft").order_by("-last_year", "-pk")


def report_called(territory: Territory, uuid: UUID, everything: bool) -> Report | None:
    """One report, where this reader may see it."""
    return reports_of(territory, everything).filter(uuid=uuid).first()


def last_report(territory: Territory, template: str) -> Report | None:
    """The newest submitted report of one form: what the next is copied from."""
    done = reports_of(territory, everything=True).filter(template=template, state=ReportState.SUBMITTED)
    return done.first()


def waiting_for(person: Any, at: datetime) -> list[DeskItem]:
    """Reports that are being written in the cities whose reports this person writes."""
    places = places_where_allowed(person, REPORT_WRITE)
    open_ones = (
        Report.objects.filter(territory__uuid__in=places, state=ReportState.WRITING)
        .select_related("territory")
        .order_by("made_at", "pk")
    )
    return [
        DeskItem(
            title=_("Go on with: %(report)s, %(city)s") % {"report": each.title, "city": each.territory.name},
            url=reverse("monitoring:report", args=[each.territory.slug, each.uuid]),
            since=each.made_at,
        )
        for each in open_ones
    ]
