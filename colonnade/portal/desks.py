"""The desk: what waits for a person, from every module, in order of urgency."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from colonnade.city.catalogue.rules import Permission as CataloguePermission
from colonnade.city.profile.models import Territory
from colonnade.people import queries as people
from colonnade.people.models import Person
from colonnade.plumbing.desks import DeskItem


@dataclass(frozen=True)
class WorkPlace:
    """A place somebody works for, and where its work is done."""

    name: str
    url: str
    deeds: list[tuple[str, str]]  # label, address


def waiting_for(person: Person, at: datetime) -> list[DeskItem]:
    """What waits for this person, the most urgent first."""
    items = list(people.waiting_for(person, at))
    return sorted(items, key=lambda item: (item.by_when is None, item.by_when or at, item.title))


def places_of(person: Person) -> list[WorkPlace]:
    """The cities whose catalogue this person looks after."""
    wanted = people.places_where_allowed(person, CataloguePermission.SOURCE_MANAGE)
    places = []
    for city in Territory.objects.filter(uuid__in=wanted).order_by("slug"):
        deeds: list[tuple[str, Any]] = [
            (_("Feeds"), reverse("catalogue:sources", args=[city.slug])),
            (_("Write about the city"), reverse("profile:edit", args=[city.slug])),
            (_("Team and invitations"), reverse("people:team", args=[city.uuid])),
            (_("Reports from visitors"), reverse("people:concerns", args=[city.uuid])),
        ]
        places.append(WorkPlace(city.name.text, city.get_absolute_url(), deeds))
    return places
