"""What the team works with: files brought, sources, units and measures to choose from, what waits for somebody."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import ngettext

from colonnade.city.monitoring.models import Batch, DataSource, Indicator, Observation
from colonnade.city.monitoring.queries.units import unit_choices, unit_name
from colonnade.city.monitoring.vocabulary.observing import BatchState
from colonnade.city.profile.models import District, Territory
from colonnade.people import queries as people
from colonnade.plumbing.desks import DeskItem
from colonnade.temple import queries as temple

# The value of rules.Permission.OBSERVATION_GIVE; rules stand above queries and cannot be asked from here.
OBSERVATION_GIVE = "monitoring:observation:give"


def batches_of(territory: Territory) -> QuerySet[Batch]:
    """Files of figures, the latest first."""
    return Batch.objects.filter(territory=territory).select_related("source").order_by("-made_at", "-pk")


def batch_of(territory: Territory, uuid: Any) -> Batch | None:
    """One file of figures."""
    return batches_of(territory).filter(uuid=uuid).first()


def data_sources_of(territory: Territory) -> QuerySet[DataSource]:
    """The city's own sources, by name."""
    return DataSource.objects.filter(territory=territory).order_by("name", "pk")


def sources_with_counts(territory: Territory) -> QuerySet[DataSource]:
    """The city's own sources with ``number``, how many present figures come from each."""
    present = Count("observations", filter=Q(observations__is_current=True))
    return data_sources_of(territory).annotate(number=present)


def observation_of(territory: Territory, uuid: Any) -> Observation | None:
    """One figure of the city, present or replaced."""
    found = Observation.objects.filter(territory=territory, uuid=uuid)
    return found.select_related("indicator", "source", "district", "territory").first()


def districts_of(territory: Territory) -> list[District]:
    """The districts of the city; each knows its city without being asked."""
    found = list(District.objects.filter(territory=territory).order_by("code", "pk"))
    for each in found:
        each.territory = territory
    return found


def units_for(indicator: Indicator, language: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Units to choose from, and the codes of those that the indicator is usually counted in."""
    usual = [each for each in (indicator.unit, *indicator.metadata.get("unit_alternatives", ())) if each]
    choices = unit_choices(language)
    known = {code for code, _ in choices}
    return [*((each, unit_name(each, language)) for each in usual if each not in known), *choices], usual


def area_choices(language: str) -> list[tuple[str, str]]:
    """Areas of the default framework."""
    framework = temple.default_framework()
    words = temple.names(framework, language)
    return [(area.code, str(words.areas[area.code].name)) for area in framework.areas]


def measure_choices(language: str) -> list[tuple[str, str]]:
    """Indicators of every framework, to say that one of the city's own resembles it."""
    found = []
    for framework in temple.frameworks():
        words = temple.names(framework, language)
        for each in framework.indicators:
            found.append((f"{framework.key} {each.code}", f"{each.code} · {words.indicators[each.code]}"))
    return found


def waiting_for(person: Any, at: datetime) -> list[DeskItem]:
    """Files of figures that were looked at and neither kept nor put aside, in the places where the person may."""
    places = people.places_where_allowed(person, OBSERVATION_GIVE)
    if not places:
        return []
    waiting = Batch.objects.filter(territory__uuid__in=places, state=BatchState.PREVIEW).order_by(
        "territory_id"
    )
    rows = list(
        waiting.values("territory_id")
        .annotate(number=Count("pk"), oldest=Min("made_at"))
        .order_by("oldest", "territory_id")
    )
    cities = Territory.objects.in_bulk([row["territory_id"] for row in rows]) if rows else {}
    items = []
    for row in rows:
        city = cities[row["territory_id"]]
        title = ngettext(
            "%(number)s file of figures to keep or put aside, %(place)s",
            "%(number)s files of figures to keep or put aside, %(place)s",
            row["number"],
        ) % {"number": row["number"], "place": city.name}
        items.append(
            DeskItem(title=title, url=reverse("monitoring:figures", args=[city.slug]), since=row["oldest"])
        )
    return items
