"""Giving one figure, correcting one, and keeping the list of sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from colonnade.city.monitoring.events.observing import FiguresChanged
from colonnade.city.monitoring.models import DataSource, Indicator, Observation
from colonnade.city.monitoring.queries.checking import Candidate, bounds_for
from colonnade.city.monitoring.queries.comparing import UNCHANGED, Comparison, Judged
from colonnade.city.monitoring.queries.keys import key_of
from colonnade.city.monitoring.queries.periods import NotAPeriod, Period, is_doubtful, period
from colonnade.city.monitoring.queries.plausibility import Warning, outside
from colonnade.city.monitoring.queries.units import is_likely_a_whole, unit_code
from colonnade.city.monitoring.queries.written_values import shortened
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.observing import PLATFORM, WITHOUT_VALUE, SourceKind, Status, Sure
from colonnade.city.profile.models import District, Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce


class NotAFigure(Exception):
    """What was given lacks something that makes it a fact. ``code`` is a key of ``books.REASONS``."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class LooksOdd(Exception):
    """The figure may be right, but whoever gives it has not confirmed it. ``warnings`` say what is odd."""

    def __init__(self, warnings: list[Warning]) -> None:
        super().__init__([each.code for each in warnings])
        self.warnings = warnings


class AlreadyGiven(Exception):
    """The same source has another value for the same indicator, time and group; it can be corrected."""

    def __init__(self, observation: Observation) -> None:
        super().__init__(observation.pk)
        self.observation = observation


class NotCurrent(Exception):
    """A figure that has been replaced is history and stays as it was."""


@dataclass(frozen=True)
class Given:
    """What is said of one figure besides of what, where from and when."""

    value: Decimal | None
    unit: str = ""
    status: str = Status.MEASURED
    district: District | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    multiplier: str = ""
    method: str = ""
    collector: str = ""
    sure: str = Sure.UNKNOWN
    note: str = ""


@transaction.atomic
def give_observation(
    *,
    territory: Territory,
    indicator: Indicator,
    source: DataSource,
    when: str,
    given: Given,
    by: Any,
    at: datetime,
    is_confirmed: bool = False,
) -> Observation:
    """Keep one figure. The same once more changes nothing.

    Refused to anybody who may not give figures of the city. Announces ``FiguresChanged``.
    :raises NotAFigure: no unit, no time, or a value against its status. :raises LooksOdd: it is not plausible and not
    confirmed. :raises AlreadyGiven: the source has another value there.
    """
    permissions.require(by, Permission.OBSERVATION_GIVE, territory)
    candidate = _candidate(indicator, source, when, given, at)
    judged = _judged(territory, indicator, candidate)
    if judged.held is not None:
        held = Observation.objects.get(pk=judged.held.pk)
        if judged.outcome == UNCHANGED:
            return held
        raise AlreadyGiven(held)
    if candidate.warnings and not is_confirmed:
        raise LooksOdd(candidate.warnings)
    observation = _made(territory, indicator, source, candidate, by, at)
    audit.record(
        by=by,
        verb=Permission.OBSERVATION_GIVE,
        thing=observation,
        at=at,
        indicator=str(indicator),
        when=candidate.period.text,
    )
    announce(FiguresChanged(territory_id=territory.pk, territory_uuid=territory.uuid, number=1))
    return observation


@transaction.atomic
def correct_observation(
    *,
    observation: Observation,
    when: str,
    given: Given,
    reason: str,
    by: Any,
    at: datetime,
    is_confirmed: bool = False,
) -> Observation:
    """Set a figure right: a new version with the reason. The old one stays as history, evidence goes with the new.

    Value, unit, status and time can be set right; of which group and place it speaks stays as it was.

    Refused to anybody who may not give figures of the city. Announces ``FiguresChanged``.
    :raises NotCurrent: it has been replaced. :raises NotAFigure, LooksOdd, AlreadyGiven: as for a new figure.
    """
    permissions.require(by, Permission.OBSERVATION_GIVE, observation)
    old = (
        Observation.objects.select_for_update()
        .select_related("indicator", "source", "territory")
        .get(pk=observation.pk)
    )
    if not old.is_current:
        raise NotCurrent(old.pk)
    if not reason.strip():
        raise NotAFigure("no_reason")
    given = replace(given, dimensions=old.dimensions, district=None)  # what it is about stays
    candidate = _candidate(old.indicator, old.source, when, given, at, series=old.series, area=old.area_code)
    candidate.district, candidate.is_headline = old.district_id, old.is_headline
    old.is_current = False
    old.save(update_fields=["is_current"])
    judged = _judged(old.territory, old.indicator, candidate)
    if judged.held is not None:
        raise AlreadyGiven(Observation.objects.get(pk=judged.held.pk))
    if candidate.warnings and not is_confirmed:
        raise LooksOdd(candidate.warnings)
    new = _made(
        old.territory, old.indicator, old.source, candidate, by, at,
        version=old.version + 1, replaces=old, reason=keepable(reason.strip()),
    )  # fmt: skip
    new.evidence.set(old.evidence.all())
    audit.record(
        by=by, verb=Permission.OBSERVATION_GIVE, thing=new, at=at, corrects=old.pk, version=new.version
    )
    announce(FiguresChanged(territory_id=old.territory.pk, territory_uuid=old.territory.uuid, number=1))
    return new


@transaction.atomic
def keep_data_source(
    *,
    territory: Territory,
    name: str,
    by: Any,
    at: datetime,
    kind: str = SourceKind.OTHER,
    publisher: str = "",
    url: str = "",
    licence: str = "",
    source: DataSource | None = None,
) -> DataSource:
    """Add a source of figures, or say anew what one is. A source of the same name is the same source.

    Refused to anybody who may not give figures of the city.
    """
    permissions.require(by, Permission.OBSERVATION_GIVE, source or territory)
    name = keepable(" ".join(name.split()))[:200]
    kept = source or DataSource.objects.filter(territory=territory, name=name).first()
    kept = kept or DataSource(territory=territory)
    kept.name, kept.kind = name, kind
    kept.publisher, kept.url, kept.licence = keepable(publisher), url, keepable(licence)
    kept.save()
    audit.record(by=by, verb=Permission.OBSERVATION_GIVE, thing=kept, at=at, source=True)
    return kept


def _candidate(
    indicator: Indicator,
    source: DataSource,
    when: str,
    given: Given,
    at: datetime,
    series: str = "",
    area: str = "",
) -> Candidate:
    """What was given, checked as a row of a file is. :raises NotAFigure: it is none."""
    if indicator.scheme == PLATFORM:
        raise NotAFigure("counted_here")
    time = _time(when)
    status = Status(given.status)
    if (given.value is None) != (status in WITHOUT_VALUE):
        raise NotAFigure("no_value" if given.value is None else "status_against_value", value=given.value)
    unit = unit_code(keepable(given.unit))
    if given.value is not None and not unit:
        raise NotAFigure("no_unit")
    value = None if given.value is None else shortened(given.value)
    area = given.district.code if given.district else area
    dimensions = {
        keepable(name.strip()): keepable(cell.strip())
        for name, cell in given.dimensions.items()
        if cell.strip()
    }
    key = key_of(series, area, dimensions)
    candidate = Candidate(
        where="", excerpt="", indicator=indicator.pk, source=source.name, period=time, key=key, raw_key=key, value=value,
        status=status, unit=unit, multiplier=given.multiplier, series=series, area_code=area,
        district=given.district.pk if given.district else None, dimensions=dimensions,
        method=keepable(given.method), collector=keepable(given.collector), sure=Sure(given.sure),
        note=keepable(given.note), is_headline=not key,
    )  # fmt: skip
    if is_doubtful(time.text):
        candidate.warnings.append(Warning("doubtful_period", {"value": time.text}))
    if time.starts_on > at.date():
        candidate.warnings.append(Warning("future"))
    if value is not None:
        soft = (0.0, 100.0) if is_likely_a_whole(unit) else (None, None)
        if odd := outside(value, *bounds_for(unit, indicator)) or outside(value, *soft):
            candidate.warnings.append(odd)
    return candidate


def _time(when: str) -> Period:
    if not when.strip():
        raise NotAFigure("no_period")
    try:
        return period(when)
    except NotAPeriod as fault:
        raise NotAFigure("bad_period", value=when[:60]) from fault


def _judged(territory: Territory, indicator: Indicator, candidate: Candidate) -> Judged:
    def unheard(*args: Any, **details: Any) -> None:
        """Warnings stand on the candidate."""

    return Comparison(territory, [indicator], unheard).judged([candidate])[0]


def _made(
    territory: Territory,
    indicator: Indicator,
    source: DataSource,
    one: Candidate,
    by: Any,
    at: datetime,
    **more: Any,
) -> Observation:
    return Observation.objects.create(
        territory=territory,
        indicator=indicator,
        source=source,
        period=one.period.text,
        starts_on=one.period.starts_on,
        ends_on=one.period.ends_on,
        made_at=at,
        made_by=by if getattr(by, "pk", None) else None,
        warnings=[warning.as_data() for warning in one.warnings],
        **{name: getattr(one, name) for name in _SAME},
        district_id=one.district,
        **more,
    )


_SAME = (
    "series", "area_code", "dimensions", "key", "is_headline", "status", "value", "unit", "multiplier", "method",
    "collector", "sure", "note",
)  # fmt: skip
