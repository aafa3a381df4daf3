"""Indicators: those of the frameworks, those of a city, and which of them measure the same."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from colonnade.city.monitoring.models import Indicator
from colonnade.city.monitoring.vocabulary.observing import CITY, SDG
from colonnade.city.profile.models import Territory
from colonnade.temple import queries as temple
from colonnade.temple.vocabulary import Match, Scheme

Ref = tuple[str, str]  # scheme and code
NEARNESS = {Match.EXACT.value: 0, Match.CLOSE.value: 1, Match.RELATED.value: 2}


def indicators_for(territory: Territory) -> QuerySet[Indicator]:
    """Every indicator that the city may have values of: the common ones and its own, in a stable order."""
    return Indicator.objects.filter(Q(territory__isnull=True) | Q(territory=territory)).order_by(
        "scheme", "code", "pk"
    )


def own_indicators(territory: Territory) -> QuerySet[Indicator]:
    """Those that the city added for itself."""
    return Indicator.objects.filter(territory=territory).order_by("code", "pk")


def indicator_of(territory: Territory, uuid: Any) -> Indicator | None:
    """One indicator that the city may have values of."""
    return indicators_for(territory).filter(uuid=uuid).first()


def reference(scheme: str, code: str) -> Ref:
    """A measure of any system, written in one way: SDG 8.6.1 and 8-6-1 are the same."""
    if scheme in {SDG, Scheme.SDG_INDICATOR.value}:
        return SDG, folded_code(code)
    return scheme, code


def folded_code(code: str) -> str:
    """A code as it is compared: without case, points as dashes."""
    return code.strip().casefold().replace(".", "-")


def known_for_file(indicators: Iterable[Indicator], code: str, *, is_exact: bool) -> Indicator | None:
    """The indicator that a whole file with this code is about, where it is known already.

    A file of a city says under a common code what the city measures there, which often is something else (16 and 17 year
    olds in education under 8.6.1, which counts young people without). So it is the city's own indicator, unless somebody
    has said that it is exactly the goal's.
    """
    wanted = folded_code(code)
    for each in indicators:
        fits = each.scheme == SDG if is_exact else each.scheme == CITY and each.territory_id is not None
        if code and fits and folded_code(each.code) == wanted:
            return each
    return None


class Codes:
    """Finds the indicator that a code in a file means: the city's own first, then the frameworks in their order."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        order = [CITY, *(framework.key for framework in temple.frameworks()), SDG]
        rank = {scheme: place for place, scheme in enumerate(order)}
        self._found: dict[str, Indicator] = {}
        for each in sorted(indicators, key=lambda one: (rank.get(one.scheme, len(rank)), one.pk or 0)):
            if not each.is_retired:
                self._found.setdefault(folded_code(each.code), each)

    def find(self, code: str) -> Indicator | None:
        """The indicator with this code."""
        return self._found.get(folded_code(code))


class Crosswalks:
    """Which indicators measure exactly the same, however many systems they stand in; and which are only near.

    Only an exact match carries a value over. Being the same is passed on: what equals one of them equals all.
    """

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.indicators = {each.pk: each for each in indicators}
        self._above: dict[Ref, Ref] = {}
        for each in self.indicators.values():
            for scheme, code, match in _crosswalk(each):
                if match == Match.EXACT:
                    self._join(_own(each), (scheme, code))
        self._together: dict[Ref, list[int]] = defaultdict(list)
        for pk, each in self.indicators.items():
            self._together[self._top(_own(each))].append(pk)

    def equals(self, indicator: Indicator) -> list[Indicator]:
        """The other indicators that measure exactly the same."""
        together = self._together.get(self._top(_own(indicator)), [])
        return [self.indicators[pk] for pk in together if pk != indicator.pk]

    def near(self, indicator: Indicator) -> list[tuple[Indicator, str]]:
        """Indicators that measure something close or related, each with how near; suggestions, never values."""
        same = {indicator.pk, *(each.pk for each in self.equals(indicator))}
        mine = self._refs(indicator)
        found: dict[int, str] = {}
        for pk, other in self.indicators.items():
            if pk in same:
                continue
            theirs = self._refs(other)
            near = min(
                (
                    max(mine[ref], theirs[ref], key=NEARNESS.__getitem__)
                    for ref in mine.keys() & theirs.keys()
                ),
                key=NEARNESS.__getitem__,
                default="",
            )
            if near:
                found[pk] = near
        order = sorted(found, key=lambda pk: (NEARNESS[found[pk]], self.indicators[pk].code, pk))
        return [(self.indicators[pk], found[pk]) for pk in order]

    def _refs(self, indicator: Indicator) -> dict[Ref, str]:
        refs = {self._top(_own(indicator)): Match.EXACT.value}
        for scheme, code, match in _crosswalk(indicator):
            refs.setdefault(self._top((scheme, code)), match)
        return refs

    def _top(self, ref: Ref) -> Ref:
        while (above := self._above.get(ref, ref)) != ref:
            ref = above
        return ref

    def _join(self, one: Ref, other: Ref) -> None:
        top, under = self._top(one), self._top(other)
        if top != under:
            self._above[under] = top


def _own(indicator: Indicator) -> Ref:
    """Codes of a city's own indicators are its own, whatever they look like."""
    if indicator.territory_id is not None:
        return f"{CITY}:{indicator.territory_id}", indicator.code
    return reference(indicator.scheme, indicator.code)


def _crosswalk(indicator: Indicator) -> Iterable[tuple[str, str, str]]:
    for each in indicator.crosswalk:
        if each.get("match") in NEARNESS:
            yield (*reference(each["scheme"], each["code"]), each["match"])


def likely_area(crosswalk: Iterable[dict[str, str]]) -> str:
    """The area of the default framework to list an indicator under, judged by what is nearest; "" where two are."""
    refs = {reference(each["scheme"], each["code"]) for each in crosswalk}
    framework = temple.default_framework()
    found: dict[int, set[str]] = defaultdict(set)
    for area in framework.areas:
        for indicator in area.indicators:
            if (framework.key, indicator.code) in refs:
                found[-1].add(area.code)
            for cross in indicator.crosswalk:
                if reference(cross.scheme.value, cross.code) in refs:
                    found[NEARNESS[cross.match.value]].add(area.code)
    nearest = found[min(found)] if found else set()
    return next(iter(nearest)) if len(nearest) == 1 else ""
