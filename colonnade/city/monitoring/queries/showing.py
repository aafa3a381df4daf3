"""A figure as a reader sees it: number and unit in their language, time, source, how sure, what looked odd."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import get_language

from colonnade.city.monitoring.models import Indicator, Observation
from colonnade.city.monitoring.queries.books import sentences
from colonnade.city.monitoring.queries.units import unit_name
from colonnade.city.monitoring.vocabulary.observing import SourceKind, Status, Sure
from colonnade.plumbing.languages import choose, locale

_ONE_EACH = {"", "units", "unit", "0", "1"}
_COUNTED = {SourceKind.OFFICIAL, SourceKind.SURVEY, SourceKind.PLATFORM}


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure in words. ``sure`` is what the components of design know; ``via`` names another indicator it comes from."""

    uuid: str
    value: str
    unit: str
    period: str
    source: str
    source_url: str
    status: str
    sure: str
    confidence: str
    groups: tuple[str, ...] = ()
    note: str = ""
    method: str = ""
    collector: str = ""
    warnings: tuple[str, ...] = field(default=())
    version: int = 1
    via: Indicator | None = None

    @property
    def is_missing(self) -> bool:
        """Whether there is no value, which is said and never drawn as a zero."""
        return not self.value


def shown(observation: Observation, indicator: Indicator | None = None) -> Shown:
    """Write a figure for the reader; ``indicator`` is the one whose page it stands on.

    Asks nothing: source, district and indicator must have been fetched with it.
    """
    language = get_language() or "en"
    status = Status(observation.status)
    is_measured = status == Status.MEASURED
    foreign = indicator is not None and observation.indicator_id != indicator.pk
    return Shown(
        uuid=str(observation.uuid),
        value="" if observation.value is None else number(observation.value, language),
        unit=unit_words(observation.unit, observation.multiplier, language),
        period=observation.period,
        source=observation.source.name,
        source_url=observation.source.url,
        status="" if is_measured else str(status.label),
        sure=sureness_of(observation),
        confidence="" if observation.sure == Sure.UNKNOWN else str(Sure(observation.sure).label),
        groups=groups_of(observation),
        note=observation.note,
        method=observation.method,
        collector=observation.collector,
        warnings=tuple(sentences(observation.warnings)),
        version=observation.version,
        via=observation.indicator if foreign else None,
    )


def sureness_of(observation: Observation) -> str:
    """How sure a figure is, as the components of design say it."""
    if observation.value is None:
        return "missing"
    if observation.status == Status.PROXY:
        return "proxy"
    return "measured" if observation.source.kind in _COUNTED else "declared"


def groups_of(observation: Observation) -> tuple[str, ...]:
    """What part of the whole a figure speaks of: series, district or area, groups."""
    parts = [observation.series] if observation.series else []
    if observation.district is not None:
        district = observation.district
        parts.append(str(choose(district.names)) or district.code)
    elif observation.area_code and observation.area_code not in observation.dimensions.values():
        parts.append(observation.area_code)
    parts += [f"{name}: {cell}" for name, cell in sorted(observation.dimensions.items())]
    return tuple(parts)


def number(value: Decimal, language: str) -> str:
    """A number as people of that language write it; three places, more for what is very small."""
    places = 3 if value == 0 or abs(value) >= Decimal("0.01") else 10
    return str(format_decimal(value, format=f"#,##0.{'#' * places}", locale=locale(language)))


def unit_words(unit: str, multiplier: str, language: str) -> str:
    """The unit's name, with what the number is to be multiplied by where the source says so."""
    name = unit_name(unit, language)
    return name if multiplier.casefold() in _ONE_EACH else f"{name} · {multiplier}"


def plain_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of a file as they would look, with numbers and units in the reader's language."""
    language = get_language() or "en"
    return [
        {
            **row,
            "value": "" if row["value"] is None else number(Decimal(row["value"]), language),
            "unit": unit_name(row["unit"], language),
            "status": str(Status(row["status"]).label),
        }
        for row in rows
    ]
