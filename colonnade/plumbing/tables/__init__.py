"""Tables as people send them, row by row: text with delimiters, or a workbook.

    table = open_table(stream, repaired=report.repaired, rejected=report.rejected)
    for row in table:
        row.cells["Title"]
    table.is_cut  # known once the rows are over

Whatever had to be guessed or mended is said to ``repaired(where, code, **details)``, whatever could not be
read to ``rejected(where, code, excerpt, **details)``; the codes are those of the harvest's reasons.
"""

from colonnade.plumbing.tables.cells import harmless
from colonnade.plumbing.tables.opening import Table, glance, open_table
from colonnade.plumbing.tables.rows import Row, Unreadable

__all__ = ["Row", "Table", "Unreadable", "glance", "harmless", "open_table"]
