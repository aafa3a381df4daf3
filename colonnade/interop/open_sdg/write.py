"""Writing figures as Open SDG files: one for an indicator, which reads back as it was."""

import csv
import io
from collections.abc import Sequence

from colonnade.city.monitoring.queries.exporting import Exported
from colonnade.city.monitoring.queries.formats import Written

_OPTIONAL = (
    ("Series", "series"), ("GeoCode", "area_code"), ("Unit multiplier", "multiplier"), ("Method", "method"),
    ("Collected by", "collector"), ("Confidence", "sure"), ("Note", "note"),
)  # fmt: skip


def write(rows: Sequence[Exported]) -> Written:
    """Year first, value last, as the layout asks; a column that nothing fills is left out.

    Several indicators in one file get a column that says which.
    """
    several = len({row.indicator for row in rows}) > 1
    dimensions = sorted({name for row in rows for name in row.dimensions})
    optional = [(title, name) for title, name in _OPTIONAL if any(getattr(row, name) for row in rows)]
    head = ["Indicator"] if several else []
    head += ["Year", *dimensions, *(title for title, _ in optional)]
    head += ["Unit measure", "Observation status", "Source", "Value"]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        cells = [row.indicator] if several else []
        cells += [row.period, *(row.dimensions.get(name, "") for name in dimensions)]
        cells += [getattr(row, name) for _, name in optional]
        cells += [row.unit, row.status_words, row.source, row.value]
        writer.writerow(cells)
    return Written(text.getvalue().encode("utf-8"), "text/csv; charset=utf-8", "csv")
