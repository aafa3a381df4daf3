"""Tables of figures of any make: spreadsheets and text, one value in a row or one year in a column, several indicators.

Columns are known by their names in the six languages of the site, and as our template writes them. A column that is
none of ours breaks the figures down. Lost: formulas, colours, comments, sheets behind the first that has figures.
"""

from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from colonnade.city.monitoring.queries.formats import About, FigureFormat, Head, Reading, Told, Written
from colonnade.interop.figure_table.template import template_csv
from colonnade.interop.shared.figure_codes import code_in
from colonnade.interop.shared.figure_columns import columns_in, looks_like_header
from colonnade.interop.shared.figure_rows import opened, rows_of
from colonnade.plumbing.tables import glance

_SHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_TEXTS = (".csv", ".tsv", ".tab", ".txt")


class FigureTableFormat(FigureFormat):
    """Spreadsheets and tables of text."""

    name = "figure_table"
    label = _("Table of figures")

    def recognise(self, head: Head) -> float:
        """Sure of columns it understands; willing to try a spreadsheet, and any text that says it is a table."""
        if head.data.startswith(_PACKED):
            return 0.8 if head.name.endswith(_SHEETS) else 0.5
        if b"\x00" in head.data and not head.data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return 0.0
        names, _is_even = glance(head.data, looks_like_header)
        if columns_in(names).is_usable:
            return 0.85
        return 0.3 if head.name.endswith(_TEXTS) else 0.0

    def read(self, stream: BinaryIO, name: str, told: Told) -> Reading:
        """Open the table. The name of the file counts where no column says which indicator a row is about."""
        table, columns = opened(stream, told)
        about = About(code="" if "indicator" in columns.fields else code_in(name))
        return Reading(about, rows_of(table, columns, told))

    def template(self) -> Written | None:
        """The table we ask for, with an example in every column."""
        return Written(template_csv(), "text/csv; charset=utf-8", "csv")
