"""A city beside cities like itself: the range of a group, never an order, and nobody who did not agree by name.

The rules, which the page tells as well:

1. The group is every other city of the same population band and UNESCO region. Where that is fewer than five, the
   band alone.
2. Of each city the newest value of the last three years counts, in the same unit. A value of a wider area that only
   stands in for the city's does not.
3. Fewer than five others with a value: nothing of the group is shown.
4. A city is named only with its consent, and only where five others stay unnamed or all have agreed: else the
   unnamed could be guessed.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import quantiles

from django.db.models import Q, QuerySet

from colonnade.city.monitoring.models import Indicator, Observation, PeerConsent
from colonnade.city.monitoring.queries.units import family
from colonnade.city.monitoring.vocabulary.observing import PLATFORM, SDG, Status
from colonnade.city.monitoring.vocabulary.peers import SMALLEST_GROUP, YEARS_FRESH, Band
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import Text
from colonnade.temple.queries import default_framework

ABSOLUTE = {"", "number", "number-per-year", "hours-per-year", "items-per-year", "rubric", "scale"}
Newest = dict[tuple[int, int], "Value"]  # territory and indicator -> value


@dataclass(frozen=True)
class Group:
    """Cities like one city. ``band`` is empty where nobody knows how many people live there: then nobody is alike."""

    cities: tuple[int, ...]
    band: Band | None
    region: str

    @property
    def is_known(self) -> bool:
        """Whether it can be said which cities are alike."""
        return self.band is not None


@dataclass(frozen=True)
class Value:
    """One value of one city."""

    exact: Decimal
    unit: str
    period: str


@dataclass(frozen=True)
class Spread:
    """Where the values of a group lie: the least, a quarter, half, three quarters, the most."""

    least: Decimal
    quarter: Decimal
    middle: Decimal
    three_quarters: Decimal
    most: Decimal


@dataclass(frozen=True)
class Beside:
    """One indicator: the city's own value beside its group. No spread where too few have a value."""

    indicator: Indicator
    unit: str
    own: Value | None
    spread: Spread | None
    known: int
    missing: int
    named: tuple[tuple[Text, Decimal], ...]


def peer_group(territory: Territory) -> Group:
    """The other cities of the same size and region; of the same size alone where those are fewer than five."""
    if territory.population is None:
        return Group((), None, territory.region)
    band = Band.of(territory.population)
    alike = Territory.objects.exclude(pk=territory.pk).filter(
        population__gte=band.value, is_demo=territory.is_demo
    )
    if band.end is not None:
        alike = alike.filter(population__lt=band.end)
    rows = list(alike.order_by("pk").values_list("pk", "region"))
    near = tuple(pk for pk, region in rows if region == territory.region)
    if territory.region and len(near) >= SMALLEST_GROUP:
        return Group(near, band, territory.region)
    return Group(tuple(pk for pk, _region in rows), band, "")


def consent_of(territory: Territory) -> PeerConsent | None:
    """What the city said about being named, if it ever said anything."""
    return PeerConsent.objects.filter(territory=territory).first()


def beside_peers(territory: Territory, group: Group, today: date) -> list[Beside]:
    """Every measure of which the city or enough of its group has a value, in the order of the framework."""
    if not group.is_known:
        return []
    values = _newest([territory.pk, *group.cities], today)
    names = _names(group)
    by_indicator: dict[int, dict[int, Value]] = defaultdict(dict)
    for (city, key), value in values.items():
        by_indicator[key][city] = value
    found = []
    for indicator in _in_order(Indicator.objects.filter(pk__in=list(by_indicator))):
        beside = _beside(indicator, by_indicator[indicator.pk], territory.pk, group, names)
        if beside.own is not None or beside.spread is not None:
            found.append(beside)
    return found


def spread_of(values: Sequence[Decimal]) -> Spread | None:
    """Where these values lie; ``None`` where they are so few that somebody could be guessed."""
    if len(values) < SMALLEST_GROUP:
        return None
    quarter, middle, three_quarters = quantiles(values, n=4, method="inclusive")
    return Spread(min(values), quarter, middle, three_quarters, max(values))


def _beside(
    indicator: Indicator, held: Mapping[int, Value], own: int, group: Group, names: Mapping[int, Text]
) -> Beside:
    mine = held.get(own)
    unit = mine.unit if mine else _usual_unit(held)
    others = {
        city: value.exact
        for city, value in held.items()
        if city != own and family(value.unit) == family(unit)
    }
    spread = spread_of(list(others.values()))
    named = {city: exact for city, exact in others.items() if city in names}
    unnamed = len(others) - len(named)
    shown = named if spread and (unnamed == 0 or unnamed >= SMALLEST_GROUP) else {}
    return Beside(
        indicator,
        unit,
        mine,
        spread,
        len(others) if spread else 0,
        len(group.cities) - len(others) if spread else 0,
        tuple(
            sorted(
                ((names[city], exact) for city, exact in shown.items()),
                key=lambda each: str(each[0]).casefold(),
            )
        ),
    )


def _newest(cities: Sequence[int], today: date) -> Newest:
    """The newest fresh value of each city for each measure; of sources that disagree, the one given last."""
    rows = (
        Observation.objects.filter(
            Q(indicator__scheme__in=(default_framework().key, PLATFORM, SDG)),
            territory__in=cities,
            indicator__territory__isnull=True,
            indicator__is_retired=False,
            is_current=True,
            is_headline=True,
            value__isnull=False,
            ends_on__gte=today.replace(year=today.year - YEARS_FRESH, day=1),
        )
        .exclude(status=Status.PROXY)
        .exclude(unit__in=ABSOLUTE)
        .order_by("ends_on", "pk")
        .values_list("territory_id", "indicator_id", "value", "unit", "period")
    )
    return {
        (city, indicator): Value(value, unit, period)
        for city, indicator, value, unit, period in rows.iterator(chunk_size=5000)
        if value is not None
    }


def _names(group: Group) -> dict[int, Text]:
    rows = Territory.objects.filter(
        pk__in=group.cities, peer_consent__isnull=False, peer_consent__withdrawn_at__isnull=True
    )
    return {each.pk: each.name for each in rows}


def _usual_unit(held: Mapping[int, Value]) -> str:
    counted = Counter(value.unit for value in held.values())
    return min(counted, key=lambda unit: (-counted[unit], unit))


def _in_order(indicators: QuerySet[Indicator]) -> list[Indicator]:
    """Measures of the framework first, in its order; then the site's own, then the Goals'."""
    framework = default_framework()
    places = {each.code: number for number, each in enumerate(framework.indicators)}
    schemes = {framework.key: 0, PLATFORM: 1, SDG: 2}
    return sorted(
        indicators,
        key=lambda each: (schemes.get(each.scheme, 3), places.get(each.code, 0), each.area, each.code),
    )
