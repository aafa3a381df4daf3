"""Writing the figures of a file: many new rows at once, and new versions of those that it corrects."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from colonnade.city.monitoring.models import Batch, DataSource, Indicator, Observation
from colonnade.city.monitoring.queries.comparing import CORRECTED, CREATED, UNCHANGED, Judged, sources_by_name
from colonnade.city.monitoring.queries.formats import About
from colonnade.city.monitoring.vocabulary.observing import SourceKind
from colonnade.plumbing import bulk
from colonnade.plumbing.cleaning import keepable

_AT_ONCE = 900


def keep_figures(
    *, batch: Batch, judged: Sequence[Judged], about: About, brings: Indicator | None, at: datetime
) -> None:
    """Write what a file brings, within the transaction of whoever keeps the file; that was permitted there.

    Figures that differ from those held become new versions; the old ones stay, no longer current.
    """
    batch.save()
    sources = _sources(batch, judged, about)
    if about.source:
        batch.source_id = sources.get(about.source)
    elif len({each.candidate.source for each in judged}) == 1:
        batch.source_id = sources.get(judged[0].candidate.source)
    replaced = [each.held.pk for each in judged if each.outcome == CORRECTED and each.held]
    for pks in _pieces(replaced):
        Observation.objects.filter(pk__in=pks).update(is_current=False)
    rows = [_row(each, batch, sources, brings, at) for each in judged if each.outcome in {CREATED, CORRECTED}]
    bulk.insert(Observation, keepable(rows))
    _place_anew(judged)


def _sources(batch: Batch, judged: Sequence[Judged], about: About) -> dict[str, int]:
    """Primary keys of the sources by name; those named for the first time are made."""
    known = sources_by_name(batch.territory)
    wanted = dict.fromkeys(each.candidate.source for each in judged if each.outcome in {CREATED, CORRECTED})
    for name in wanted:
        if name not in known:
            facts = {}
            if name == about.source:
                facts = {"publisher": about.publisher[:200], "url": about.url}
            kind = SourceKind.OFFICIAL if name == about.source and about.is_official else SourceKind.OTHER
            made = DataSource.objects.create(territory=batch.territory, name=name, kind=kind, **facts)
            known[name] = made.pk
    return known


def _row(
    each: Judged, batch: Batch, sources: dict[str, int], brings: Indicator | None, at: datetime
) -> dict[str, Any]:
    one, held = each.candidate, each.held if each.outcome == CORRECTED else None
    return {
        "territory_id": batch.territory_id,
        "indicator_id": one.indicator or (brings.pk if brings else None),
        "source_id": sources[one.source],
        "batch_id": batch.pk,
        "series": one.series,
        "period": one.period.text,
        "starts_on": one.period.starts_on,
        "ends_on": one.period.ends_on,
        "district_id": one.district,
        "area_code": one.area_code,
        "dimensions": one.dimensions,
        "key": one.key,
        "is_headline": one.is_headline,
        "status": one.status.value,
        "value": one.value,
        "unit": one.unit,
        "multiplier": one.multiplier,
        "method": one.method,
        "collector": one.collector,
        "sure": one.sure.value,
        "note": one.note,
        "warnings": [warning.as_data() for warning in one.warnings],
        "version": held.version + 1 if held else 1,
        "replaces_id": held.pk if held else None,
        "reason": batch.name if held else "",
        "made_at": at,
        "made_by_id": batch.made_by_id,
    }


def _place_anew(judged: Sequence[Judged]) -> None:
    """Move figures whose area has become a district of the city since they were kept."""
    moved = []
    for each in judged:
        if each.outcome == UNCHANGED and each.held is not None and each.is_placed_anew:
            one = each.candidate
            moved.append(
                Observation(
                    pk=each.held.pk,
                    key=one.key,
                    district_id=one.district,
                    area_code=one.area_code,
                    dimensions=one.dimensions,
                    is_headline=one.is_headline,
                    warnings=[],
                )  # fmt: skip
            )
    fields = ["key", "district", "area_code", "dimensions", "is_headline", "warnings"]
    Observation.objects.bulk_update(moved, fields, batch_size=_AT_ONCE)


def _pieces(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]
