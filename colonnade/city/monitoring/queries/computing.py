"""The values this site counts itself: which cities, which values, and every record behind one of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.governance.models import BudgetLine, Commitment, Meeting, Plan, Pledge, Stakeholder
from colonnade.city.monitoring.models import Computation, Observation
from colonnade.city.monitoring.queries.definitions import Definition, definition, definitions
from colonnade.city.monitoring.queries.definitions.words import divisor, notes
from colonnade.city.monitoring.queries.units import unit_name
from colonnade.city.monitoring.vocabulary.computing import Formula
from colonnade.city.monitoring.vocabulary.observing import PLATFORM
from colonnade.city.profile.models import Territory
from colonnade.plumbing import spoken
from colonnade.plumbing.languages import Text
from colonnade.temple.queries import default_framework, names

YEARS_BACK = 5


@dataclass(frozen=True)
class Told:
    """One automatic value as its pages tell it."""

    code: str
    name: Text
    value: str
    unit: str
    is_missing: bool
    reason: Text | None
    year: str
    ends_on: date
    counted: int
    considered: int
    computed_at: datetime | None
    near: str


def cities_to_count() -> QuerySet[Territory]:
    """Cities of which the site knows anything that can be counted, oldest first."""
    known = [
        Exists(Opportunity.objects.filter(city=OuterRef("pk"))),
        *(
            Exists(model.objects.filter(territory=OuterRef("pk")))
            for model in (Stakeholder, Commitment, Meeting, Plan, Pledge, BudgetLine)
        ),
    ]
    wanted = reduce(or_, (Q(each) for each in known))
    return Territory.objects.filter(wanted).order_by("pk")


def moment_of(territory: Territory, day: date | None, at: datetime) -> datetime:
    """The end of a day by the clocks of the city, but never later than now; now where no day is given."""
    now = at.astimezone(spoken.zone(territory.timezone))
    if day is None:
        return now
    return min(now, datetime.combine(day + timedelta(days=1), time.min, now.tzinfo))


def was_counted(city_id: UUID) -> bool:
    """Whether the automatic indicators of the city with this uuid were counted at least once."""
    return Computation.objects.filter(observation__territory__uuid=city_id).exists()


def computed(territory: Territory, year: int) -> list[Told]:
    """The automatic values of a year, in the order of their definitions."""
    rows = {each.indicator.code: each for each in _values(territory).filter(period=str(year))}
    found = [rows[each.code] for each in definitions() if each.code in rows]
    return [told(each) for each in found]


def computed_years(territory: Territory) -> list[int]:
    """Years of which there are automatic values, newest first."""
    found = _values(territory).order_by("period").values_list("period", flat=True).distinct()
    return sorted((int(each) for each in found), reverse=True)


def computed_value(territory: Territory, code: str, year: int | None) -> Observation | None:
    """The present value of one automatic indicator for a year, or for the newest one; its records are with it."""
    rows = _values(territory, with_records=True).filter(indicator__code=code).order_by("-ends_on", "-pk")
    return rows.filter(period=str(year)).first() if year else rows.first()


def earlier_versions(observation: Observation) -> list[Observation]:
    """What the same year was counted as before, newest first, without records; the last twenty."""
    rows = Observation.objects.filter(
        territory=observation.territory, indicator=observation.indicator, source=observation.source,
        period=observation.period, key="", is_current=False,
    )  # fmt: skip
    return list(rows.order_by("-version", "-pk")[:20])


def told(observation: Observation) -> Told:
    """One value in words."""
    book, language = observation.computation, get_language() or "en"
    held = notes(book.caveats)
    found = definition(book.definition)
    near = found.near if found else None
    return Told(
        code=observation.indicator.code,
        name=observation.indicator.name,
        value="" if observation.value is None else number(observation.value, language),
        unit=unit_name(observation.unit, language),
        is_missing=observation.value is None,
        reason=held[0] if observation.value is None and held else None,
        year=observation.period,
        ends_on=observation.ends_on,
        counted=book.counted,
        considered=book.considered,
        computed_at=book.computed_at,
        near=f"{near[1].label} {near[0]}" if near else "",
    )


def formula_in_words(found: Definition, observation: Observation) -> str:
    """The sum behind a value, to follow with a pencil; empty where there is no value."""
    if observation.value is None:
        return ""
    language = get_language() or "en"
    book = observation.computation
    total = sum((Decimal(str(amount)) for _kind, _key, amount in book.records), Decimal(0))
    value = number(observation.value, language)
    if found.formula == Formula.SUM:
        return _("%(total)s on the list") % {"total": value}
    times = number(100 if found.formula == Formula.SHARE else 100_000, language)
    whole = number(Decimal(divisor(book.caveats) or "0"), language)
    return f"{number(total, language)} ÷ {whole} × {times} = {value}"


def framework_indicator(code: str) -> Text | None:
    """What an indicator of the default framework is called."""
    return names(default_framework()).indicators.get(code)


def number(value: Any, language: str) -> str:
    """A number with at most two digits behind the point, as people of that language write it."""
    exact = Decimal(value)
    shown = exact.quantize(Decimal("0.01")).normalize() if exact % 1 else exact.quantize(Decimal(1))
    return spoken.number(shown, language)


def _values(territory: Territory, *, with_records: bool = False) -> QuerySet[Observation]:
    rows = Observation.objects.filter(
        territory=territory, indicator__scheme=PLATFORM, is_current=True, computation__isnull=False
    ).select_related("indicator", "computation", "source", "territory")
    return rows if with_records else rows.defer("computation__records")
