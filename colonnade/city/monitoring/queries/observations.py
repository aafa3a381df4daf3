"""Figures of a city: the newest of each indicator, all of one, what serves a framework, where sources disagree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, F, Max, Min, OuterRef, QuerySet, Subquery

from colonnade.city.monitoring.models import Indicator, Observation
from colonnade.city.monitoring.queries.indicators import Crosswalks, indicators_for
from colonnade.city.profile.models import Territory
from colonnade.temple.queries import Framework

_WITH = ("source", "district", "indicator")
MOST_DISAGREEMENTS = 50


@dataclass(frozen=True, slots=True)
class Served:
    """What a city knows of one indicator of a framework, its own values and those of exact equals.

    ``near`` are indicators with something close or related, each with how near: for a person to look at, no values.
    """

    indicator: Indicator
    observations: list[Observation]
    near: list[tuple[Indicator, str]]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two or more sources that say different things of the same indicator, time and group; all are kept."""

    indicator: Indicator
    observations: list[Observation]

    @property
    def period(self) -> str:
        """The time they speak of."""
        return self.observations[0].period


def observations_for(territory: Territory, framework: Framework, code: str) -> Served | None:
    """Every present figure that serves an indicator of a framework, whichever system it was collected for.

    ``observation.indicator`` tells where each comes from. ``None`` where no indicator of that code is in place.
    """
    known = list(indicators_for(territory))
    mine = next((each for each in known if each.scheme == framework.key and each.code == code), None)
    if mine is None:
        return None
    crosswalks = Crosswalks(known)
    serving = [mine, *crosswalks.equals(mine)]
    observations = list(current(territory, serving).order_by("-ends_on", "key", "indicator_id", "pk"))
    return Served(mine, observations, crosswalks.near(mine))


def current(territory: Territory, indicators: Iterable[Indicator] | None = None) -> QuerySet[Observation]:
    """Present figures with source, district and indicator; of some indicators, or of all."""
    found = Observation.objects.filter(territory=territory, is_current=True).select_related(*_WITH)
    return found if indicators is None else found.filter(indicator__in=[each.pk for each in indicators])


def indicators_with_newest(territory: Territory) -> list[Indicator]:
    """Every indicator for the city; ``newest`` is the key of its newest value for the whole city, ``has_figures`` says
    whether there is anything at all.
    """
    mine = Observation.objects.filter(territory=territory, indicator=OuterRef("pk"), is_current=True)
    newest = mine.filter(is_headline=True, value__isnull=False).order_by("-ends_on", "-pk").values("pk")[:1]
    return list(
        indicators_for(territory).annotate(
            newest=Subquery(newest), has_figures=Exists(mine.filter(indicator__isnull=False))
        )
    )


def observations_by_key(keys: Iterable[int]) -> dict[int, Observation]:
    """Figures by primary key, with all that is needed to show them."""
    return Observation.objects.select_related(*_WITH).in_bulk(list(keys))


def headline(territory: Territory, indicators: Sequence[Indicator]) -> list[Observation]:
    """Figures for the whole city, newest first."""
    return list(
        current(territory, indicators)
        .filter(is_headline=True)
        .order_by("-ends_on", "-starts_on", "source__name", "pk")
    )


def broken_down(territory: Territory, indicators: Sequence[Indicator]) -> QuerySet[Observation]:
    """Figures of parts of the city and groups of people, by group and time."""
    return (
        current(territory, indicators)
        .filter(is_headline=False)
        .order_by("series", "key", "-ends_on", "source__name", "pk")
    )


def widest_series(
    territory: Territory, indicators: Sequence[Indicator], most: int = 4
) -> list[list[Observation]]:
    """The series that are broken down least, for a picture where nothing stands for the whole city."""
    parts = broken_down(territory, indicators).filter(value__isnull=False)
    counted = parts.order_by().values("key").annotate(number=Count("pk"))
    keys = [(row["key"].count("|"), -row["number"], row["key"]) for row in counted if row["number"] > 1]
    if not keys:
        return []
    fewest = min(keys)[0]
    wanted = [key for depth, _, key in sorted(keys) if depth == fewest][:most]
    by_key: dict[str, list[Observation]] = defaultdict(list)
    for each in parts.filter(key__in=wanted):
        by_key[each.key].append(each)
    return [by_key[key] for key in wanted]


def replaced(territory: Territory, indicators: Sequence[Indicator], most: int = 30) -> list[Observation]:
    """Figures that were corrected, the latest correction first; ``replaced_by`` has what came instead."""
    found = Observation.objects.filter(
        territory=territory,
        indicator__in=[each.pk for each in indicators],
        is_current=False,
        replaced_by__isnull=False,
    )
    return list(
        found.select_related(*_WITH)
        .prefetch_related("replaced_by")
        .order_by("-replaced_by__made_at", "-pk")[:most]
    )


def disagreements(territory: Territory, indicators: Sequence[Indicator] | None = None) -> list[Disagreement]:
    """Where sources say different things, side by side; at most fifty.

    Of some indicators every group is looked at, of all indicators only what stands for the whole city.
    """
    found = Observation.objects.filter(territory=territory, is_current=True, value__isnull=False)
    if indicators is None:
        found = found.filter(is_headline=True)
    else:
        found = found.filter(indicator__in=[each.pk for each in indicators])
    places = list(
        found.order_by()
        .values("indicator_id", "starts_on", "ends_on", "key")
        .annotate(sources=Count("source", distinct=True), low=Min("value"), high=Max("value"))
        .filter(sources__gt=1, low__lt=F("high"))
        .order_by("-ends_on", "indicator_id", "key")[:MOST_DISAGREEMENTS]
    )
    if not places:
        return []
    by_place: dict[tuple[object, ...], list[Observation]] = {
        (row["indicator_id"], row["starts_on"], row["ends_on"], row["key"]): [] for row in places
    }
    rows = found.filter(
        indicator__in={row["indicator_id"] for row in places},
        ends_on__in={row["ends_on"] for row in places},
        key__in={row["key"] for row in places},
    )
    for each in rows.select_related(*_WITH).order_by("source__name", "pk"):
        place = (each.indicator_id, each.starts_on, each.ends_on, each.key)
        if place in by_place:
            by_place[place].append(each)
    return [Disagreement(each[0].indicator, each) for each in by_place.values()]
