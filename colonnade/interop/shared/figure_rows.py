"""The rows of a table of figures, whatever its layout: a row a value, or a column a year."""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.monitoring.queries.formats import FigureRow, Told, Unusable
from colonnade.interop.shared.figure_columns import EXAMPLE_MARK, Columns, columns_in, looks_like_header
from colonnade.plumbing.tables import Row, Table, Unreadable, open_table

_LONGEST_LIST = 300
_DIRECT = (
    "indicator", "status", "series", "area_code", "area_name", "source", "method", "collector", "sure", "note",
    "multiplier",
)  # fmt: skip


def opened(stream: BinaryIO, told: Told) -> tuple[Table, Columns]:
    """Open a table of figures and understand its columns. :raises Unusable: it is none."""
    try:
        table = open_table(stream, repaired=told.noted, rejected=told.rejected, is_header=looks_like_header)
    except Unreadable as fault:
        raise Unusable(fault.code, **fault.details) from fault
    columns = columns_in(table.columns)
    if not columns.is_usable:
        raise Unusable("no_columns", columns=", ".join(table.columns)[:_LONGEST_LIST])
    return table, columns


def rows_of(table: Table, columns: Columns, told: Told) -> Iterator[FigureRow]:
    """Yield every value of the table. :raises Unusable: it turns out too large on the way."""
    try:
        for row in table:
            if EXAMPLE_MARK in row.cells.values():
                told.noted(row.where, "example_skipped")
                continue
            yield from _values(row, columns) if columns.years else (_value(row, columns),)
    except Unreadable as fault:
        raise Unusable(fault.code, **fault.details) from fault
    if table.is_cut:
        told.noted("file", "cut_figures")


def _value(row: Row, columns: Columns) -> FigureRow:
    fields = columns.fields
    return _figure(row, columns, row.where, row.cells[fields["period"]], row.cells[fields["value"]])


def _values(row: Row, columns: Columns) -> Iterator[FigureRow]:
    """A row with a column for each year holds as many values; an empty cell among them says nothing."""
    for year in columns.years:
        if row.cells[year].strip():
            yield _figure(row, columns, f"{row.where}, {year}", year, row.cells[year])


def _figure(row: Row, columns: Columns, where: str, period: str, value: str) -> FigureRow:
    fields, cells = columns.fields, row.cells
    figure = FigureRow(where=where, period=period.strip(), value=value.strip())
    for name in _DIRECT:
        if name in fields:
            setattr(figure, name, cells[fields[name]].strip())
    dimensions = {header: cells[header].strip() for header in columns.breakdowns}
    if "area_name" in fields:
        dimensions[fields["area_name"]] = figure.area_name
    if "unit_measure" in fields:
        figure.unit = cells[fields["unit_measure"]].strip()
        if "unit" in fields:
            dimensions[fields["unit"]] = cells[fields["unit"]].strip()
    elif "unit" in fields:
        figure.unit = cells[fields["unit"]].strip()
    figure.dimensions = {name: cell for name, cell in dimensions.items() if cell}
    return figure
