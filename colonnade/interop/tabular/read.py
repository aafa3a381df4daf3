"""The rows of a table of offers, one by one."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Raw, Report, Unusable
from colonnade.interop.shared.table_feed import usable_or_not
from colonnade.interop.tabular.columns import chosen, looks_like_header, suggest
from colonnade.interop.tabular.plan import Plan, plan_for, tell
from colonnade.interop.tabular.template import EXAMPLE_MARK
from colonnade.plumbing.mojibake import Restorer
from colonnade.plumbing.tables import Row, Table, open_table

FIRST_ROWS = 300  # what decides about whole columns
_LONGEST_LIST = 300


def rows(stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
    """Yield every row below the names; the plan of the table is left in ``context.about["table"]``.

    :raises Unusable: it is empty, cannot be opened, or has no column for the title.
    """
    with usable_or_not():
        table = _opened(stream, context, report)
        columns, missing = columns_of(context.mapping, table.columns)
        if "title" not in columns:
            raise Unusable("needs_mapping", columns=", ".join(table.columns)[:_LONGEST_LIST])
        for name in missing:
            report.repaired("line 1", "column_missing", column=name)
        below = iter(table)
        first = list(islice(below, FIRST_ROWS))
        plan = plan_for(columns, table.columns, first, context)
        context.about["table"] = plan
        tell(plan, report)
        restorer = Restorer()
        for row in chain(first, below):
            if _is_record(row, plan, report):
                yield Raw(row.where, restorer.restored(row.cells))
        if restorer.count:
            report.repaired("file", "text_mended", rows=restorer.count)
        report.cut = report.cut or table.is_cut


def columns_of(mapping: dict[str, str], headers: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the columns to read: the saved ones, or those whose names are understood where nothing is saved.

    Names that the mapping knows and the file lacks are returned beside them.
    """
    if mapping:
        return chosen(mapping, headers)
    return suggest(headers), []


def _opened(stream: BinaryIO, context: Context, report: Report) -> Table:
    saved = context.mapping.get("title", "").casefold().split()

    def is_header(names: list[str]) -> bool:
        if saved:
            return any(name.casefold().split() == saved for name in names)
        return looks_like_header(names)

    return open_table(stream, repaired=report.repaired, rejected=report.rejected, is_header=is_header)


def _is_record(row: Row, plan: Plan, report: Report) -> bool:
    """Leave out the example of our template, and names that come again where tables were pasted together."""
    title = plan.columns["title"]
    if EXAMPLE_MARK in row.cells.values():
        report.repaired(row.where, "example_skipped")
        return False
    if (
        row.cells[title].strip() == title
        and sum(1 for name, cell in row.cells.items() if cell.strip() == name) > 1
    ):
        report.repaired(row.where, "header_repeated")
        return False
    return True
