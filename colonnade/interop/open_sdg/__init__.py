"""Open SDG (open-sdg.org): one CSV file for each indicator, and a description beside it.

Mapped: Year, every column that breaks figures down (an empty cell means the total), Series, Units, Unit measure, Unit
multiplier, Observation status, GeoCode, Value; of the description the name, definition, unit, first source and area.
Written: the same columns, and the source. Lost: settings of charts, second and further sources, contact persons.
"""

from collections.abc import Sequence
from typing import BinaryIO

from colonnade.city.monitoring.queries.exporting import Exported
from colonnade.city.monitoring.queries.formats import About, FigureFormat, Head, Reading, Told, Written
from colonnade.interop.open_sdg import metadata
from colonnade.interop.open_sdg.write import write
from colonnade.interop.shared.figure_codes import code_in
from colonnade.interop.shared.figure_columns import columns_in, looks_like_header
from colonnade.interop.shared.figure_rows import opened, rows_of
from colonnade.plumbing.tables import glance

_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class OpenSdgFormat(FigureFormat):
    """Open SDG files."""

    name = "open_sdg"
    label = "Open SDG"

    def recognise(self, head: Head) -> float:
        """Sure of a text whose columns hold a year and a value, and none that names the indicator."""
        if head.data.startswith(_PACKED):
            return 0.0
        names, _ = glance(head.data, looks_like_header)
        columns = columns_in(names)
        fitting = (
            "period" in columns.fields and "value" in columns.fields and "indicator" not in columns.fields
        )
        return 0.9 if fitting else 0.0

    def read(self, stream: BinaryIO, name: str, told: Told) -> Reading:
        """Open the file; which indicator it is about stands in its name."""
        table, columns = opened(stream, told)
        units = "" if "unit_measure" in columns.fields else columns.fields.get("unit", "")
        about = About(code=code_in(name), gaps_are_stated=True, unit_column=units)
        return Reading(about, rows_of(table, columns, told))

    def describes(self, head: Head) -> bool:
        """Two columns, with the labels of the description."""
        return metadata.describes(head)

    def described(self, stream: BinaryIO, name: str, told: Told) -> About:
        """Read the description."""
        about = metadata.described(stream, told)
        about.code = code_in(name)
        return about

    def write(self, rows: Sequence[Exported]) -> Written | None:
        """Write figures in this layout."""
        return write(rows)
