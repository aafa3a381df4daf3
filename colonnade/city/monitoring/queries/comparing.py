"""What the figures of a file would do to those that are there: new, corrected, unchanged, or said twice; and what looks odd."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q

from colonnade.city.monitoring.models import DataSource, Indicator, Observation
from colonnade.city.monitoring.queries.checking import NEW, Candidate, Noted
from colonnade.city.monitoring.queries.plausibility import Point, Warning, oddities, other_unit, plain
from colonnade.city.monitoring.queries.units import family
from colonnade.city.profile.models import Territory

CREATED, CORRECTED, UNCHANGED, REJECTED = "created", "corrected", "unchanged", "rejected"
_SAID_ONCE = {"unknown_area", "unit_doubtful"}  # for the file as a whole
_DOUBTFUL = 10  # one in ten values beyond what the unit can be
_Place = tuple[int, date, date, str]  # indicator, from, to, key


class Held(NamedTuple):
    """A figure that is there."""

    pk: int
    indicator: int
    source: int
    starts_on: date
    ends_on: date
    key: str
    period: str
    district: int | None
    version: int
    value: Decimal | None
    status: str
    unit: str
    multiplier: str
    method: str
    collector: str
    sure: str
    note: str

    @property
    def facts(self) -> tuple[Any, ...]:
        """What a correction would change; in the order of ``Candidate.facts``."""
        return self[9:]


_FIELDS = (
    "pk", "indicator_id", "source_id", "starts_on", "ends_on", "key", "period", "district_id", "version", "value",
    "status", "unit", "multiplier", "method", "collector", "sure", "note",
)  # fmt: skip


@dataclass(slots=True)
class Judged:
    """A candidate and what becomes of it; ``held`` is the figure it is compared with."""

    candidate: Candidate
    outcome: str
    held: Held | None = None

    @property
    def is_placed_anew(self) -> bool:
        """The same figure, whose area has become a district of the city since."""
        return self.held is not None and (
            self.held.key != self.candidate.key or self.held.district != self.candidate.district
        )


class Comparison:
    """Compares candidates with the present figures of a city."""

    def __init__(self, territory: Territory, indicators: Iterable[Indicator], noted: Noted) -> None:
        self._territory = territory
        self._usual = {
            each.pk: [each.unit, *each.metadata.get("unit_alternatives", ())]
            for each in indicators
            if each.unit
        }
        self._noted = noted
        self.sources = sources_by_name(territory)
        self._source_names = {pk: name for name, pk in self.sources.items()}
        self._held: dict[tuple[int, _Place], Held] = {}
        self._at: dict[_Place, list[Held]] = defaultdict(list)

    def judged(self, candidates: Sequence[Candidate]) -> list[Judged]:
        """Say of every candidate what becomes of it; odd ones get their warnings."""
        self._fetch({each.indicator for each in candidates} - {NEW})
        first: dict[tuple[str, _Place], Candidate] = {}
        found = []
        for candidate in candidates:
            place = _place(candidate)
            earlier = first.get((candidate.source, place))
            if earlier is not None:
                found.append(Judged(candidate, self._again(earlier, candidate)))
                continue
            held = self._held_for(candidate, place)
            outcome = self._outcome(candidate, held)
            if outcome != REJECTED:
                first[candidate.source, place] = candidate
            found.append(Judged(candidate, outcome, held))
        self._look_for_oddities(found)
        return found

    def _fetch(self, indicators: set[int]) -> None:
        rows = (
            Observation.objects.filter(territory=self._territory, indicator__in=indicators, is_current=True)
            .order_by("pk")
            .values_list(*_FIELDS)
        )
        for row in rows.iterator(chunk_size=5000):
            held = Held(*row)
            place = (held.indicator, held.starts_on, held.ends_on, held.key)
            self._held[held.source, place] = held
            self._at[place].append(held)

    def _held_for(self, candidate: Candidate, place: _Place) -> Held | None:
        source = self.sources.get(candidate.source)
        if source is None:
            return None
        return self._held.get((source, place)) or self._held.get((source, (*place[:3], candidate.raw_key)))

    def _outcome(self, candidate: Candidate, held: Held | None) -> str:
        if held is not None and held.facts == candidate.facts:
            return UNCHANGED
        if (odd := candidate.impossible) is not None:
            self._noted(candidate.where, odd.code, excerpt=candidate.excerpt, rejected=True, **odd.details)
            return REJECTED
        return CREATED if held is None else CORRECTED

    def _again(self, earlier: Candidate, candidate: Candidate) -> str:
        """A second row for the same figure: the same again, or refused."""
        if earlier.facts[:3] == candidate.facts[:3]:
            self._noted(candidate.where, "same_again", excerpt=candidate.excerpt)
            return UNCHANGED
        self._noted(
            candidate.where, "said_twice", excerpt=candidate.excerpt, rejected=True,
            first=_shown(earlier.value), second=_shown(candidate.value),
        )  # fmt: skip
        return REJECTED

    def _look_for_oddities(self, found: Sequence[Judged]) -> None:
        changed = [each for each in found if each.outcome in {CREATED, CORRECTED}]
        self._doubt_units(found, changed)
        for each in changed:
            self._compare_sources(each.candidate)
        for tag, warning in self._odd_series(changed):
            if tag is not None:
                tag.warnings.append(warning)
        for each in changed:
            for warning in each.candidate.warnings:
                if warning.code not in _SAID_ONCE:
                    self._noted(
                        each.candidate.where,
                        warning.code,
                        excerpt=each.candidate.excerpt,
                        warning=True,
                        **warning.details,
                    )

    def _doubt_units(self, found: Sequence[Judged], changed: Sequence[Judged]) -> None:
        """Where many values are more than their unit can be, the unit of the others is doubtful too."""
        of: Counter[tuple[int, str, str]] = Counter()
        impossible: Counter[tuple[int, str, str]] = Counter()
        for each in found:
            one = each.candidate
            of[one.indicator, one.series, one.unit] += 1
            impossible[one.indicator, one.series, one.unit] += (
                each.outcome == REJECTED and one.impossible is not None
            )
        doubtful = {place for place, number in impossible.items() if number * _DOUBTFUL >= of[place]}
        for place in sorted(doubtful):
            details = {"number": impossible[place], "of": of[place], "unit": place[2]}
            self._noted("file", "unit_doubtful", warning=True, **details)
            for each in changed:
                one = each.candidate
                if (one.indicator, one.series, one.unit) == place and one.value is not None:
                    one.warnings.append(Warning("unit_doubtful", details))

    def _odd_series(self, changed: Sequence[Judged]) -> list[tuple[Candidate | None, Warning]]:
        series: dict[tuple[int, str, str], list[Point]] = defaultdict(list)
        replaced = {each.held.pk for each in changed if each.held}
        for each in changed:
            one = each.candidate
            series[one.indicator, one.source, one.key].append(
                Point(one.period.starts_on, one.period.ends_on, one.value, one.unit, one.period.text, one)
            )
        for held in self._held.values():
            line = series.get((held.indicator, self._source_names.get(held.source, ""), held.key))
            if line is not None and held.pk not in replaced:
                line.append(Point(held.starts_on, held.ends_on, held.value, held.unit, held.period))
        found: list[tuple[Candidate | None, Warning]] = []
        for (indicator, _, _), line in series.items():
            usual = (
                self._usual.get(indicator)
                or [point.unit for point in line if point.tag is None and point.value is not None][:1]
            )
            for point in line:
                if (
                    point.tag is not None
                    and point.value is not None
                    and (odd := other_unit(point.unit, usual))
                ):
                    found.append((point.tag, odd))
            found += oddities(line)
        return found

    def _compare_sources(self, candidate: Candidate) -> None:
        """Warn where another source says something else; both are kept."""
        if candidate.value is None:
            return
        mine = self.sources.get(candidate.source)
        for held in self._at.get(_place(candidate), ()):
            if held.source == mine or held.value in {None, candidate.value}:
                continue
            if held.value is not None and family(held.unit) == family(candidate.unit):
                details = {"source": self._source_names.get(held.source, ""), "value": plain(held.value)}
                candidate.warnings.append(Warning("disagrees", details))
                return


def sources_by_name(territory: Territory) -> dict[str, int]:
    """Primary keys of the sources a city knows, its own before those of all."""
    rows = DataSource.objects.filter(Q(territory=territory) | Q(territory__isnull=True))
    known = rows.order_by("pk").values_list("name", "pk", "territory_id")
    ordered = sorted(known, key=lambda each: each[2] is not None)
    return {name: pk for name, pk, _ in ordered}


def _place(candidate: Candidate) -> _Place:
    return candidate.indicator, candidate.period.starts_on, candidate.period.ends_on, candidate.key


def _shown(value: Decimal | None) -> str:
    return "–" if value is None else plain(value)
