"""Tables: CSV in whatever dialect, and Excel or OpenDocument workbooks (RFC 4180 where they follow it).

Which column is which comes from the mapping a coordinator has saved, else from the names of the columns,
which are known in nine languages. Lost on the way: columns that belong to no field of ours, formulas, colours,
every sheet but the first that has names, and rows that are only emphasised as headings.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext_noop

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.tabular.columns import OUR_FIELDS, suggest
from colonnade.interop.tabular.map import draft_of
from colonnade.interop.tabular.read import rows
from colonnade.interop.tabular.recognise import certainty
from colonnade.plumbing.tables import Unreadable, open_table


class TabularReader(Reader):
    """Reads any table that has a column for the title."""

    name = "tabular"
    label = gettext_noop("Table (CSV or Excel)")

    def recognise(self, head: Head) -> float:
        """Return how sure it is that this is a table of offers."""
        return certainty(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """Yield every row below the names of the columns."""
        return rows(stream, context, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """Turn one row into a draft."""
        return draft_of(raw, context)

    def columns(self, stream: BinaryIO) -> list[str]:
        """Return the names of the columns; empty where the table cannot be opened."""
        try:
            return list(open_table(stream, repaired=_silent, rejected=_silent).columns)
        except Unreadable:
            return []

    def fields(self) -> list[tuple[str, Any]]:
        """Return our fields in the order of the mapping form."""
        return list(OUR_FIELDS.items())

    def suggested(self, columns: list[str]) -> dict[str, str]:
        """Guess the mapping from the names of the columns."""
        return suggest(columns)


def _silent(*said: Any, **details: Any) -> None:
    """What a table tells is told again when it is harvested."""
