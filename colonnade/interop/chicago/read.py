"""The rows of the catalogue, mended where the export broke them."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from colonnade.city.catalogue.harvest import Context, Raw, Report, Unusable
from colonnade.interop.chicago.torn import COLUMNS, Record, put_together
from colonnade.plumbing.mojibake import Restorer
from colonnade.plumbing.tables import Unreadable, open_table

_SUBSTITUTE = "\ufffd"
_TOLD_BY_US = {"cells_left_over", "rows_mended"}


def is_header(names: list[str]) -> bool:
    """Say whether these are the catalogue's columns; later exports write underscores for blanks."""
    return tuple(name.casefold().replace(" ", "_") for name in names) == COLUMNS


def programmes(stream: BinaryIO, context: Context, report: Report, *, keeps_pieces: bool) -> Iterator[Raw]:
    """Yield every row as a record of whole cells.

    Pieces of torn rows come too, marked with ``piece_of``, or are refused where ``keeps_pieces`` is false.

    :raises Unusable: it is empty or not this catalogue.
    """
    try:
        table = open_table(
            stream, repaired=_without_widths(report), rejected=report.rejected, is_header=is_header
        )
    except Unreadable as fault:
        raise Unusable(fault.code, **fault.details) from fault
    if not is_header(table.columns):
        raise Unusable("needs_mapping", columns=", ".join(table.columns)[:300])
    restorer = Restorer()
    shifted = lossy = 0
    for record in put_together(table, report):
        if record.piece_of is not None and not keeps_pieces:
            report.rejected(
                record.row.where, "torn_piece", ", ".join(record.row.cells.values())[:200].rstrip(" ,")
            )
            continue
        if record.pieces > 1:
            report.repaired(record.row.where, "torn_row", rows=record.pieces)
        shifted += record.is_shifted
        cells = restorer.restored(record.cells)
        lossy += any(_SUBSTITUTE in cell for cell in cells.values())
        yield Raw(record.row.where, _data(record, cells))
    for code, rows in (
        ("cells_shifted", shifted),
        ("text_mended", restorer.count),
        ("characters_lost", lossy),
    ):
        if rows:
            report.repaired("file", code, rows=rows)
    report.cut = report.cut or table.is_cut


def _data(record: Record, cells: dict[str, str]) -> dict[str, Any]:
    return cells if record.piece_of is None else {**cells, "piece_of": record.piece_of}


def _without_widths(report: Report) -> Any:
    """Rows that are too wide are mended and counted here; telling each of them as well would say it twice."""

    def repaired(where: str, code: str, **details: Any) -> None:
        if code not in _TOLD_BY_US:
            report.repaired(where, code, **details)

    return repaired
