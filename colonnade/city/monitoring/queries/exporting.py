"""Figures as they leave the city: plain, complete, in the order in which anybody would write them again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from colonnade.city.monitoring.models import Indicator, Observation, Target
from colonnade.city.monitoring.queries.plausibility import plain
from colonnade.city.monitoring.queries.statuses import WORDS
from colonnade.city.monitoring.vocabulary.observing import Status, Sure
from colonnade.city.profile.models import Territory

FORMAT = 1
_FIELDS = (
    "uuid", "indicator_id", "indicator__code", "source__name", "series", "period", "starts_on", "ends_on", "area_code",
    "dimensions", "status", "value", "unit", "multiplier", "method", "collector", "sure", "note", "is_headline", "version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Exported:
    """One figure, as text."""

    indicator: str
    period: str
    series: str
    area_code: str
    dimensions: dict[str, str]
    value: str
    unit: str
    multiplier: str
    status_words: str
    source: str
    method: str
    collector: str
    sure: str
    note: str


def exported(territory: Territory, indicator: Indicator | None = None) -> list[Exported]:
    """The present figures of a city, of one indicator or of all, for a file."""
    return [
        Exported(
            indicator=row["indicator__code"],
            period=row["period"],
            series=row["series"],
            area_code=row["area_code"],
            dimensions=row["dimensions"],
            value="" if row["value"] is None else plain(row["value"]),
            unit=row["unit"],
            multiplier=row["multiplier"],
            status_words=WORDS[Status(row["status"])],
            source=row["source__name"],
            method=row["method"],
            collector=row["collector"],
            sure="" if row["sure"] == Sure.UNKNOWN else row["sure"],
            note=row["note"],
        )
        for row in _rows(territory, indicator)
    ]


def figures_document(territory: Territory) -> dict[str, Any]:
    """Everything that is needed to reckon with a city's figures elsewhere, as plain JSON values.

    Numbers are text, so that nothing is rounded.
    """
    rows = list(_rows(territory, None))
    targets = Target.objects.filter(territory=territory).select_related("indicator").order_by("indicator_id")
    wanted = {row["indicator_id"] for row in rows} | {each.indicator_id for each in targets}
    indicators = Indicator.objects.filter(pk__in=wanted).order_by("scheme", "code", "pk")
    names = {each.pk: str(each.uuid) for each in indicators}
    return {
        "format": FORMAT,
        "city": territory.slug,
        "indicators": [_indicator(each) for each in indicators],
        "targets": [_target(each, names) for each in targets],
        "figures": [_figure(row, names) for row in rows],
    }


def _rows(territory: Territory, indicator: Indicator | None) -> Iterator[dict[str, Any]]:
    found = Observation.objects.filter(territory=territory, is_current=True)
    if indicator is not None:
        found = found.filter(indicator=indicator)
    order = (
        "indicator__scheme",
        "indicator__code",
        "series",
        "key",
        "starts_on",
        "ends_on",
        "source__name",
        "pk",
    )
    return found.order_by(*order).values(*_FIELDS).iterator(chunk_size=5000)


def _indicator(each: Indicator) -> dict[str, Any]:
    return {
        "uuid": str(each.uuid),
        "scheme": each.scheme,
        "code": each.code,
        "names": each.names,
        "definitions": each.definitions,
        "area": each.area,
        "feature": each.feature,
        "unit": each.unit,
        "minimum": each.minimum,
        "maximum": each.maximum,
        "direction": each.direction,
        "crosswalk": each.crosswalk,
    }


def _target(each: Target, names: dict[int, str]) -> dict[str, Any]:
    return {
        "indicator": names[each.indicator_id],
        "baseline": plain(each.baseline),
        "baseline_year": each.baseline_year,
        "value": plain(each.value),
        "year": each.year,
        "steps": each.steps,
        "note": each.note,
    }


def _figure(row: dict[str, Any], names: dict[int, str]) -> dict[str, Any]:
    return {
        "uuid": str(row["uuid"]),
        "indicator": names[row["indicator_id"]],
        "source": row["source__name"],
        "series": row["series"],
        "period": row["period"],
        "starts_on": row["starts_on"].isoformat(),
        "ends_on": row["ends_on"].isoformat(),
        "area": row["area_code"],
        "dimensions": row["dimensions"],
        "status": row["status"],
        "value": None if row["value"] is None else plain(row["value"]),
        "unit": row["unit"],
        "multiplier": row["multiplier"],
        "method": row["method"],
        "collector": row["collector"],
        "sure": row["sure"],
        "note": row["note"],
        "is_headline": row["is_headline"],
        "version": row["version"],
    }
