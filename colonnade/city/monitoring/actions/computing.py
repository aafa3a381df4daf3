"""Counting the automatic indicators: for one city, and for all whose turn it is."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from colonnade.city.monitoring.events.computing import IndicatorsComputed
from colonnade.city.monitoring.models import Computation, DataSource, Indicator, Observation
from colonnade.city.monitoring.queries.computing import cities_to_count, moment_of
from colonnade.city.monitoring.queries.definitions import Basis, Count, Definition, definitions
from colonnade.city.monitoring.queries.definitions.shape import plain
from colonnade.city.monitoring.queries.definitions.words import definitions_of, names_of
from colonnade.city.monitoring.queries.units import unit_bounds
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.computing import SOURCE_NAME, Span
from colonnade.city.monitoring.vocabulary.observing import PLATFORM, SourceKind, Status, Sure
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.temple.queries import default_framework

log = logging.getLogger("colonnade.computing")
FINAL_DAYS = 31  # days of January on which the year before is counted once more, for what came late


@dataclass(frozen=True)
class Computed:
    """What came of counting: values that are new, changed, and as they were."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True)
class _Result:
    """One definition with what it gave."""

    definition: Definition
    indicator: Indicator
    count: Count
    value: Decimal | None


class YearIsNotThere(Exception):
    """A year that has not begun cannot be counted."""


@transaction.atomic
def define_platform_indicators() -> int:
    """Bring the automatic indicators up to their definitions; return how many were new or different.

    Can be run any number of times. One that is not counted any more is retired and keeps its figures. Asks no
    permission and writes no trail: the definitions are part of the program.
    """
    held = {each.code: each for each in Indicator.objects.filter(scheme=PLATFORM, territory__isnull=True)}
    changed = 0
    for definition in definitions():
        indicator = held.pop(definition.code, None) or Indicator(scheme=PLATFORM, code=definition.code)
        changed += _bring_up(indicator, _facts(definition))
    for gone in held.values():
        changed += _bring_up(gone, {"is_retired": True})
    return changed


@transaction.atomic
def compute_indicators(*, territory: Territory, as_of: date, by: Any, at: datetime) -> Computed:
    """Count the automatic indicators of a city as of a day, and keep what is new.

    A value that differs becomes a new version of the year's value; one that does not only gets a fresh list of
    records. Of a year that is over, only what speaks of a whole year is counted: nobody can say afterwards what was
    coming then. Refused to anybody who may not have the city counted. Announces ``IndicatorsComputed``.
    :raises YearIsNotThere: the day lies in the future.
    """
    permissions.require(by, Permission.INDICATOR_COMPUTE, territory)
    basis = Basis(territory, as_of, moment_of(territory, as_of, at))
    if basis.first_of_day > at:
        raise YearIsNotThere(as_of)
    define_platform_indicators()
    source, _ = DataSource.objects.get_or_create(
        name=SOURCE_NAME, territory=None, defaults={"kind": SourceKind.PLATFORM}
    )
    results = _counted(basis, spans=set(Span) if _is_now(basis, at) else {Span.YEAR})
    done = _keep(basis, source, results, at)
    if done.new or done.changed:
        audit.record(
            by=by, verb=Permission.INDICATOR_COMPUTE, thing=territory, at=at, year=as_of.year,
            new=done.new, changed=done.changed, unchanged=done.unchanged,
        )  # fmt: skip
    announce(IndicatorsComputed(city_id=territory.uuid, year=as_of.year, changed=done.new + done.changed))
    return done


def compute_due(*, by: permissions.System, at: datetime) -> int:
    """Count every city of which there is something to count, each by itself; return how many were counted.

    Called once a day. In January the year before is counted as well, until it is final. A city that fails is
    logged and does not stop the others.
    """
    counted = 0
    for territory in cities_to_count():
        try:
            for day in _days_due(territory, at):
                compute_indicators(territory=territory, as_of=day, by=by, at=at)
            counted += 1
        except Exception:
            log.exception("counting %s failed", territory.slug)
    return counted


def _days_due(territory: Territory, at: datetime) -> list[date]:
    today = moment_of(territory, None, at).date()
    last_year = [date(today.year - 1, 12, 31)] if today.month == 1 and today.day <= FINAL_DAYS else []
    return [*last_year, today]


def _is_now(basis: Basis, at: datetime) -> bool:
    return moment_of(basis.territory, None, at).date() == basis.as_of


def _facts(definition: Definition) -> dict[str, Any]:
    minimum, maximum = unit_bounds(definition.unit)
    near = definition.near
    scheme = default_framework().key
    return {
        "names": names_of(definition),
        "definitions": definitions_of(definition),
        "area": definition.area,
        "feature": definition.feature,
        "unit": definition.unit,
        "minimum": minimum,
        "maximum": maximum,
        "direction": definition.direction.value,
        "crosswalk": [{"scheme": scheme, "code": near[0], "match": near[1].value}] if near else [],
        "metadata": {"definition": definition.code, "version": definition.version},
        "is_retired": False,
    }


def _bring_up(indicator: Indicator, facts: dict[str, Any]) -> int:
    if indicator.pk and all(getattr(indicator, name) == value for name, value in facts.items()):
        return 0
    for name, value in facts.items():
        setattr(indicator, name, value)
    indicator.save()
    return 1


def _counted(basis: Basis, spans: set[Span]) -> list[_Result]:
    indicators = {
        each.code: each for each in Indicator.objects.filter(scheme=PLATFORM, territory__isnull=True)
    }
    found = []
    for definition in definitions():
        if definition.span in spans:
            count = definition.count(basis)
            found.append(_Result(definition, indicators[definition.code], count, definition.value(count)))
    return found


def _keep(basis: Basis, source: DataSource, results: Iterable[_Result], at: datetime) -> Computed:
    held = {
        each.indicator_id: each
        for each in Observation.objects.filter(
            territory=basis.territory, source=source, period=str(basis.year), key="", is_current=True
        )
        .select_related("computation")
        .defer("computation__records")
    }
    same, fresh, replaced = [], [], []
    for result in results:
        before = held.get(result.indicator.pk)
        if before is not None and _is_same(before, result):
            same.append((before, result))
            continue
        fresh.append((_observation(basis, source, result, before, at), result))
        if before is not None:
            replaced.append(before.pk)
    Observation.objects.filter(pk__in=replaced).update(is_current=False)
    Computation.objects.filter(observation_id__in=replaced).update(records=[])
    Observation.objects.bulk_create([row for row, _ in fresh])
    Computation.objects.bulk_create(
        [Computation(observation=row, **_books(each, at)) for row, each in fresh], batch_size=10
    )
    for row, result in same:
        Computation.objects.filter(observation=row).update(**_books(result, at))
    Observation.objects.filter(pk__in=[row.pk for row, _ in same]).update(ends_on=basis.as_of)
    return Computed(len(fresh) - len(replaced), len(replaced), len(same))


def _is_same(before: Observation, result: _Result) -> bool:
    """Whether nothing new is said: the same value by the same definition. One that came without its books is new."""
    book = getattr(before, "computation", None)
    return book is not None and before.value == result.value and book.version == result.definition.version


def _observation(
    basis: Basis, source: DataSource, result: _Result, before: Observation | None, at: datetime
) -> Observation:
    definition = result.definition
    is_missing = result.value is None
    return Observation(
        territory=basis.territory,
        indicator=result.indicator,
        source=source,
        period=str(basis.year),
        starts_on=date(basis.year, 1, 1),
        ends_on=basis.as_of,
        is_headline=True,
        status=Status.NOT_AVAILABLE if is_missing else Status.MEASURED,
        value=result.value,
        unit=definition.unit,
        method=f"{definition.code} {definition.version}",
        collector=SOURCE_NAME,
        sure=Sure.UNKNOWN if is_missing else definition.sure,
        version=before.version + 1 if before else 1,
        replaces=before,
        made_at=at,
    )


def _books(result: _Result, at: datetime) -> dict[str, Any]:
    """Everything that explains a value: which definition counted what, of how many, and what to keep in mind."""
    kind, count = result.definition.counts.value, result.count
    return {
        "definition": result.definition.code,
        "version": result.definition.version,
        "computed_at": at,
        "counted": len(count.records),
        "considered": count.considered,
        "caveats": result.definition.told_caveats(count),
        "records": [
            [kind, key, amount if isinstance(amount, int) else plain(amount)] for key, amount in count.records
        ],
    }
