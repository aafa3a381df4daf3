"""The rows of the catalogue, mended where the export broke them."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from colonnade.city.catalogue.harvest import Context, Raw, Report, Unusable
from colonnade.interop.chicago.torn import COLUMNS, put_together
from colonnade.interop.shared.table_feed import usable_or_not
from colonnade.plumbing.mojibake import Restorer
from colonnade.plumbing.tables import Table, open_table

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
    with usable_or_not():
        table = open_table(
            stream, repaired=_without_widths(report), rejected=report.rejected, is_header=is_header
        )
        if not is_header(table.columns):
            raise Unusable("needs_mapping", columns=", ".join(table.columns)[:300])
        yield from _raws(table, report, keeps_pieces)
        report.cut = report.cut or table.is_cut


def _raws(table: Table, report: Report, keeps_pieces: bool) -> Iterator[Raw]:
    restorer = Restorer()
    shifted = lossy = 0
    for record in put_together(table, report):
        where = record.row.where
        if record.piece_of is not None and not keeps_pieces:
            report.rejected(where, "torn_piece", ", ".join(record.row.cells.values())[:200].rstrip(" ,"))
            continue
        if record.pieces > 1:
            report.repaired(where, "torn_row", rows=record.pieces)
        shifted += record.is_shifted
        cells = restorer.restored(record.cells)
        lossy += any(_SUBSTITUTE in cell for cell in cells.values())
        yield Raw(where, cells if record.piece_of is None else {**cells, "piece_of": record.piece_of})
    for code, rows in (
        ("cells_shifted", shifted),
        ("text_mended", restorer.count),
        ("characters_lost", lossy),
    ):
        if rows:
            report.repaired("file", code, rows=rows)


def _without_widths(report: Report) -> Any:
    """Rows that are too wide are mended and counted here; telling each of them as well would say it twice."""

    def repaired(where: str, code: str, **details: Any) -> None:
        if code not in _TOLD_BY_US:
            report.repaired(where, code, **details)

    return repaired
