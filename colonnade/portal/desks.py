"""The desk: what waits for a person, from every module, in order of urgency."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from colonnade.city.catalogue.rules import Permission as CataloguePermission
from colonnade.city.governance.queries import commitments, will
from colonnade.city.governance.queries import meetings as participation
from colonnade.city.monitoring.queries import assessments, reports
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import team_sections
from colonnade.drafting.queries import drafts as drafting
from colonnade.network.charter.queries import applications
from colonnade.network.charter.queries import reviews as jury
from colonnade.people import queries as people
from colonnade.people.models import Person
from colonnade.plumbing.desks import DeskItem

QUEUES = (
    people.waiting_for,
    drafting.waiting_for,
    participation.waiting_for,
    will.waiting_for,
    commitments.waiting_for,
    assessments.waiting_for,
    reports.waiting_for,
    applications.waiting_for,
    jury.waiting_for,
)


@dataclass(frozen=True)
class WorkPlace:
    """A place somebody works for, and where its work is done."""

    name: str
    url: str
    deeds: list[tuple[str, str]]  # label, address


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """What waits for this person, the most urgent first."""
    items = [item for queue in QUEUES for item in queue(person, at)]
    return sorted(items, key=lambda item: (item.by_when is None, item.by_when or at, item.title))


def places_of(person: Person) -> list[WorkPlace]:
    """The cities this person has a role in, with what they may do there."""
    held = [holding.scope_id for holding in people.roles_held_by(person) if holding.scope_id]
    managed = people.places_where_allowed(person, CataloguePermission.SOURCE_MANAGE)
    places = []
    for city in Territory.objects.filter(uuid__in=held).order_by("slug"):
        deeds: list[tuple[str, Any]] = []
        if city.uuid in managed:
            deeds = [
                (_("Feeds"), reverse("catalogue:sources", args=[city.slug])),
                (_("Write about the city"), reverse("profile:edit", args=[city.slug])),
                (_("Team and invitations"), reverse("people:team", args=[city.uuid])),
                (_("Reports from visitors"), reverse("people:concerns", args=[city.uuid])),
            ]
        deeds += [(label, url) for _code, label, url in team_sections(city, person)]
        places.append(WorkPlace(city.name.text, city.get_absolute_url(), deeds))
    return places
