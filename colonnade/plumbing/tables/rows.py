"""What every table has in common: its rows, the names of its columns, and where it begins."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Told = Callable[..., None]
IsHeader = Callable[[list[str]], bool]

HEADER_WITHIN = 30  # records looked at for the row of names
_TOLD_AT_MOST = 100


class Unreadable(Exception):
    """The whole file is of no use as a table. ``code`` says why, ``details`` belong to it."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Row(NamedTuple):
    """One row below the names. ``line`` is where it begins in the file, ``number`` counts the rows from 1.

    Cells are as written, but for blanks after a delimiter; a missing cell is "". ``beyond`` holds what stands
    to the right of the last column that has a name, where that is anything.
    """

    line: int
    number: int
    cells: dict[str, str]
    beyond: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The row's place in words."""
        return f"row {self.number}, line {self.line}"


class Header(NamedTuple):
    """Where the names stand and what they are. ``width`` counts the cells of the row, named or not."""

    position: int
    names: list[str]
    width: int


def find_header(records: Sequence[list[str]], is_header: IsHeader | None = None) -> Header | None:
    """Find the row of names among the first records: the first that ``is_header`` accepts, else the first
    that is filled nearly as widely as most are. ``None`` where nothing is filled at all.
    """
    records = records[:HEADER_WITHIN]
    if is_header is not None:
        for index, cells in enumerate(records):
            if any(cells) and is_header(column_names(cells)):
                return Header(index, column_names(cells), len(cells))
    widths = Counter(filled for cells in records if (filled := _filled(cells)))
    usual = max(widths, key=lambda width: (widths[width], width), default=0)
    for index, cells in enumerate(records):
        if usual and _filled(cells) * 3 >= usual * 2:
            return Header(index, column_names(cells), len(cells))
    return None


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def column_names(cells: list[str]) -> list[str]:
    """Return names one can address: blanks folded, empty columns at the end dropped, others numbered.

    A name that comes again gets a number: "Date", "Date (2)"; a column without a name is "column 5".
    """
    names = [" ".join(cell.split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    taken: set[str] = set()
    for index, name in enumerate(names):
        base = name or f"column {index + 1}"
        unique, turn = base, 1
        while unique in taken:
            turn += 1
            unique = f"{base} ({turn})"
        taken.add(unique)
        names[index] = unique
    return names


class Widths:
    """Makes every row as wide as the names, and says where that took mending.

    After a hundred such rows only their number is told, once the table is over.
    """

    def __init__(self, header: Header, repaired: Told) -> None:
        self.expected = len(header.names)
        self.told = 0
        self._repaired = repaired

    def fit(self, cells: list[str], where: str) -> tuple[list[str], tuple[str, ...]]:
        """Return exactly the expected number of cells, and those beyond them if they are filled."""
        found = len(cells)
        if found < self.expected:
            self._tell(where, "columns_mended", found)
            return cells + [""] * (self.expected - found), ()
        while found > self.expected and (not cells[found - 1] or cells[found - 1].isspace()):
            found -= 1
        if found > self.expected:
            self._tell(where, "cells_left_over", found)
        return cells[: self.expected], tuple(cells[self.expected : found])

    def finish(self) -> None:
        """Tell how many rows were mended beyond those that were named."""
        if self.told > _TOLD_AT_MOST:
            self._repaired("file", "rows_mended", rows=self.told)

    def _tell(self, where: str, code: str, found: int) -> None:
        self.told += 1
        if self.told <= _TOLD_AT_MOST:
            self._repaired(where, code, found=found, expected=self.expected)
