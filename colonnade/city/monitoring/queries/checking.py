"""From the rows of a file to figures that can be kept, or to reasons why a row cannot. Nothing is written here.

What a file does not say is not guessed. What whoever brings it adds (``Choices``), and what its description says, is
used and told. An area that is no district of the city stays that area, and never becomes the whole city.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from colonnade.city.monitoring.models import Indicator
from colonnade.city.monitoring.queries.formats import About, FigureRow, Unusable
from colonnade.city.monitoring.queries.indicators import Codes
from colonnade.city.monitoring.queries.keys import key_of
from colonnade.city.monitoring.queries.periods import NotAPeriod, Period, is_doubtful, period, spans_years
from colonnade.city.monitoring.queries.places import CITY_ITSELF, WIDER, Areas, coverage_of
from colonnade.city.monitoring.queries.plausibility import Warning, looks_like_shares, outside
from colonnade.city.monitoring.queries.statuses import status_meant, sure_meant
from colonnade.city.monitoring.queries.units import (
    PERCENT,
    family,
    is_likely_a_whole,
    says_percent,
    unit_bounds,
    unit_code,
)
from colonnade.city.monitoring.queries.written_values import (
    NotANumber,
    Written,
    decimal_comma_in,
    written_value,
)
from colonnade.city.monitoring.vocabulary.observing import WITHOUT_VALUE, Status, Sure

MOST_ROWS = 300_000
SAMPLE_GROUPS = {"A": "1", "B": "3", "": "2"}  # the numbers that come with the Open SDG template
_AREAS_NAMED = 5
NEW = 0  # stands for the indicator that the file brings along


@dataclass(slots=True)
class Choices:
    """What whoever brings a file says of it, where the file does not."""

    source: str = ""
    indicator: str = ""  # uuid
    is_exact: bool = False
    unit: str = ""
    scope: str = ""  # places.CITY_ITSELF, places.WIDER, or "" for what the file says
    whole_city: str = ""  # the code that stands for the whole city

    def as_data(self) -> dict[str, Any]:
        """As it is kept with the file."""
        return asdict(self)


@dataclass(slots=True)
class Candidate:
    """A row that can be kept. ``indicator`` is a primary key, or ``NEW``."""

    where: str
    excerpt: str
    indicator: int
    source: str
    period: Period
    key: str
    raw_key: str  # as long as the area is no district of the city
    value: Decimal | None
    status: Status
    unit: str
    multiplier: str = ""
    series: str = ""
    area_code: str = ""
    district: int | None = None
    dimensions: dict[str, str] = field(default_factory=dict)
    method: str = ""
    collector: str = ""
    sure: Sure = Sure.UNKNOWN
    note: str = ""
    is_headline: bool = False
    warnings: list[Warning] = field(default_factory=list)
    impossible: Warning | None = None  # refused, unless somebody has kept just this by hand

    @property
    def facts(self) -> tuple[Any, ...]:
        """What a correction would change."""
        return (
            self.value, self.status.value, self.unit, self.multiplier, self.method, self.collector, self.sure.value,
            self.note,
        )  # fmt: skip


Noted = Callable[..., None]  # noted(where, code, excerpt="", rejected=False, warning=False, **details)


@dataclass(slots=True)
class _Whole:
    """What is decided by looking at the file as a whole."""

    spans: bool
    decimal_comma: bool | None
    units_tell_apart: bool
    unit_of_all: str
    one_series: bool
    is_wider: bool
    whole_city: str


class Checker:
    """Turns rows into candidates, with what the city knows: its indicators, its districts."""

    def __init__(
        self,
        *,
        indicators: Iterable[Indicator],
        areas: Areas,
        about: About,
        choices: Choices,
        today: date,
        noted: Noted,
    ) -> None:
        known = list(indicators)
        self._by_pk = {each.pk: each for each in known}
        self._codes = Codes(known)
        self._chosen = next(
            (each for each in known if choices.indicator and str(each.uuid) == choices.indicator), None
        )
        self._areas = areas
        self._about = about
        self._choices = choices
        self._today = today
        self._noted = noted
        self._said: set[tuple[str, str]] = set()
        self._unknown: Counter[str] = Counter()
        self._source = choices.source or about.source

    def candidates(self, rows: Sequence[FigureRow], own: Indicator | None) -> list[Candidate]:
        """Check every row; ``own`` is the indicator the whole file is about, where there is one already.

        :raises Unusable: the file holds no figures, or only those of a template, or lacks what every row needs.
        """
        refuse_without_figures(rows)
        if not self._source and not any(row.source for row in rows):
            raise Unusable("no_source")
        if not self._about.code and self._chosen is None and not any(row.indicator for row in rows):
            raise Unusable("which_indicator")
        whole = self._looked_over(rows)
        found = [
            candidate
            for row in rows
            if (candidate := self._checked(row, self._chosen or own, whole)) is not None
        ]
        self._look_for_shares(found)
        self._tell_unknown_areas()
        return found

    def _looked_over(self, rows: Sequence[FigureRow]) -> _Whole:
        units = {row.unit for row in rows if row.unit}
        described = self._about.unit if len(self._about.unit) <= 60 and ";" not in self._about.unit else ""
        tell_apart = bool(self._about.unit_column) and len(units) > 1
        scope = self._choices.scope or coverage_of(self._about.coverage, self._areas)
        if scope == WIDER:
            self._once("is_wider", self._about.coverage or self._areas.country)
        elif self._about.coverage and not scope:
            self._once("coverage_unknown", self._about.coverage)
        return _Whole(
            spans=spans_years(row.period for row in rows),
            decimal_comma=decimal_comma_in(row.value for row in rows),
            units_tell_apart=tell_apart,
            unit_of_all=described if tell_apart else "",
            one_series=len({row.series for row in rows}) == 1,
            is_wider=scope == WIDER,
            whole_city=self._choices.whole_city or self._code_of_all(rows, scope),
        )

    def _code_of_all(self, rows: Sequence[FigureRow], scope: str) -> str:
        """The code that stands in every row of a file that says it is about the city."""
        codes = {row.area_code for row in rows}
        if scope != CITY_ITSELF or len(codes) != 1 or any(row.area_name for row in rows):
            return ""
        code = next(iter(codes))
        if not code or self._areas.district(code):
            return ""
        self._once("whole_city_code", code)
        return code

    def _checked(self, row: FigureRow, own: Indicator | None, whole: _Whole) -> Candidate | None:
        """The figure in a row; nothing, and a reason said, where there is none."""
        try:
            indicator = self._indicator(row, own)
            when = self._period(row, whole)
            written, status = self._value(row, whole)
            unit = (
                self._unit(row, indicator, written, whole)
                if written.value is not None
                else unit_code(row.unit)
            )
        except _Refused as refusal:
            self._noted(row.where, refusal.code, excerpt=row.excerpt, rejected=True, **refusal.details)
            return None
        dimensions = dict(row.dimensions)
        if whole.units_tell_apart and row.unit:
            dimensions[self._about.unit_column] = row.unit
        area_code = row.area_code
        if self._areas.is_country(area_code) and area_code != whole.whole_city:
            area_code, status = "", status if status in WITHOUT_VALUE else Status.PROXY
            self._once("is_wider", self._areas.country)
        place = self._areas.place(area_code, row.area_name, dimensions, whole.whole_city)
        key = key_of(row.series, place.code, place.dimensions)
        candidate = Candidate(
            where=row.where,
            excerpt=row.excerpt,
            indicator=indicator.pk if indicator else NEW,
            source=(row.source or self._source)[:200],
            period=when,
            key=key,
            raw_key=key if place.dimensions is dimensions else key_of(row.series, area_code, dimensions),
            value=written.value,
            status=status,
            unit=unit,
            multiplier=row.multiplier[:40],
            series=row.series[:300],
            area_code=place.code[:40],
            district=place.district,
            dimensions=place.dimensions,
            method=row.method,
            collector=row.collector[:200],
            sure=sure_meant(row.sure) or Sure.UNKNOWN,
            note=_note(row),
        )
        candidate.is_headline = (
            not place.dimensions and not place.code and (not row.series or whole.one_series)
        )
        self._warn(candidate, written, indicator, place.unknown)
        return candidate

    def _indicator(self, row: FigureRow, own: Indicator | None) -> Indicator | None:
        """The indicator of a row; ``None`` stands for the one that the file brings along."""
        if row.indicator:
            found = self._codes.find(row.indicator)
            if found is None:
                raise _Refused("unknown_indicator", value=row.indicator[:80])
            return found
        if own is None and not self._about.code:
            raise _Refused("no_indicator")
        return own

    def _period(self, row: FigureRow, whole: _Whole) -> Period:
        if not row.period:
            raise _Refused("no_period")
        try:
            return period(row.period, spans_years=whole.spans)
        except NotAPeriod as fault:
            raise _Refused("bad_period", value=row.period[:60]) from fault

    def _value(self, row: FigureRow, whole: _Whole) -> tuple[Written, Status]:
        stated = status_meant(row.status)
        try:
            written = written_value(row.value, decimal_comma=whole.decimal_comma)
        except NotANumber as fault:
            raise _Refused(fault.code, value=row.value[:40]) from fault
        if written.value is None:
            if not row.value and stated not in WITHOUT_VALUE and not self._about.gaps_are_stated:
                raise _Refused("no_value")
            return written, stated if stated in WITHOUT_VALUE else written.status or Status.NOT_AVAILABLE  # type: ignore[return-value]
        if stated in WITHOUT_VALUE:
            raise _Refused("status_against_value", value=row.value[:40])
        return written, Status.PROXY if whole.is_wider else stated or Status.MEASURED

    def _unit(self, row: FigureRow, indicator: Indicator | None, written: Written, whole: _Whole) -> str:
        """The unit of a value, from the nearest place that states it."""
        stated = whole.unit_of_all or row.unit or (PERCENT if written.is_percent else "") or self._about.unit
        if stated:
            return unit_code(stated)
        if self._choices.unit:
            unit = unit_code(self._choices.unit)
            self._once("unit_told", unit)
            return unit
        for name in (row.series, self._about.title):
            if says_percent(name):
                self._once("unit_from_name", name)
                return PERCENT
        raise _Refused("no_unit")

    def _warn(
        self, candidate: Candidate, written: Written, indicator: Indicator | None, unknown_area: str
    ) -> None:
        if unknown_area:
            candidate.warnings.append(Warning("unknown_area", {"value": unknown_area[:80]}))
            self._unknown[unknown_area[:80]] += 1
        if is_doubtful(candidate.period.text) and candidate.period.days < 40:
            candidate.warnings.append(Warning("doubtful_period", {"value": candidate.period.text}))
        if candidate.period.starts_on > self._today:
            candidate.warnings.append(Warning("future"))
        if written.is_rounded:
            candidate.warnings.append(Warning("rounded"))
        if candidate.value is None:
            return
        candidate.impossible = outside(candidate.value, *bounds_for(candidate.unit, indicator))
        soft = (0.0, 100.0) if is_likely_a_whole(candidate.unit) else (None, None)
        if warning := outside(candidate.value, *soft):
            candidate.warnings.append(warning)

    def _look_for_shares(self, found: Sequence[Candidate]) -> None:
        values = [each.value for each in found if each.value is not None and family(each.unit) == PERCENT]
        if looks_like_shares(values, PERCENT):
            self._noted("file", "looks_like_shares", warning=True)

    def _tell_unknown_areas(self) -> None:
        """One sentence for all areas that are no district of the city."""
        areas = sorted(self._unknown)
        if len(areas) == 1:
            self._once("unknown_area", areas[0], warning=True)
        elif areas:
            told = ", ".join(areas[:_AREAS_NAMED]) + (" …" if len(areas) > _AREAS_NAMED else "")
            self._noted("file", "unknown_areas", warning=True, number=len(areas), value=told)

    def _once(self, code: str, value: str, *, warning: bool = False) -> None:
        """Say something of the file as a whole, once."""
        if (code, value) not in self._said:
            self._said.add((code, value))
            self._noted("file", code, warning=warning, value=value)


class _Refused(Exception):
    """One row cannot be kept."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def refuse_without_figures(rows: Sequence[FigureRow]) -> None:
    """Refuse a file with no rows, no values, or nothing but the numbers of a template. :raises Unusable: in these cases."""
    if not rows:
        raise Unusable("no_rows")
    if len(rows) > MOST_ROWS:
        raise Unusable("too_many_rows", rows=MOST_ROWS)
    if is_template(rows):
        raise Unusable("template_numbers")
    if not any(row.value for row in rows) and not any(status_meant(row.status) for row in rows):
        raise Unusable("no_values")


def is_template(rows: Sequence[FigureRow]) -> bool:
    """Say whether every row is one of the sample: group A with 1, B with 3, all with 2, year after year."""
    years: dict[str, set[str]] = {}
    for row in rows:
        groups = [cell for cell in (*row.dimensions.values(), row.series) if cell]
        group = groups[0] if groups else ""
        if (
            len(groups) > 1
            or SAMPLE_GROUPS.get(group) != row.value.removesuffix(".0")
            or row.area_code
            or row.indicator
        ):
            return False
        years.setdefault(row.period, set()).add(group)
    return all(groups == set(SAMPLE_GROUPS) for groups in years.values())


def bounds_for(unit: str, indicator: Indicator | None) -> tuple[float | None, float | None]:
    """How far a value can reach: by its unit, and by the indicator where it is counted in the indicator's unit."""
    bounds = unit_bounds(unit)
    if bounds == (None, None) and indicator is not None and indicator.unit == unit:
        return indicator.minimum, indicator.maximum
    return bounds


def _note(row: FigureRow) -> str:
    """The row's note; a status we have no word for is kept in it."""
    if row.status and status_meant(row.status) is None:
        return f"{row.note} [{row.status}]".strip()
    return row.note
