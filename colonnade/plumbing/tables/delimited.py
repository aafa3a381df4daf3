"""Tables of text: streamed line by line, with the damage that other programs do to them.

A quotation mark that is never closed would swallow the rest of the file; here it costs at most its own row.
"""

import csv
import io
from collections import deque
from collections.abc import Iterator

from colonnade.plumbing.decoding import Text
from colonnade.plumbing.tables.dialect import Dialect, is_sep_line, sniff
from colonnade.plumbing.tables.rows import Header, IsHeader, Row, Told, Unreadable, Widths, find_header

_SAMPLE = 64 * 1024
_SAMPLE_LINES = 400
_LONGEST_LINE = 4 * 1024 * 1024
_LONGEST_CELL = 131_072  # characters, as Python's own reader has it
_EXCERPT = 200
_LOOK_AHEAD = 20


class Lines:
    """The lines of a text. ``taken`` holds those of the record being read, so that they can be given back."""

    def __init__(self, text: Text, rejected: Told) -> None:
        self.taken: list[str] = []
        self.is_over = False
        self._rejected = rejected
        self._sample = text.read(_SAMPLE)
        self._text = text
        self._back: deque[str] = deque()
        self._source = self._split()

    def sample(self) -> list[str]:
        """Return the first complete lines, which will come again when the lines are read."""
        lines = self._sample.split("\n", _SAMPLE_LINES)
        rest = lines.pop()
        found = [line + "\n" for line in lines]
        return found if found or not rest else [rest]

    def __iter__(self) -> Iterator[str]:
        """Yield line by line and remember each in ``taken``; may be begun again after the end."""
        taken, back = self.taken, self._back
        while back:
            taken.append(back[0])
            yield back.popleft()
        for line in self._source:
            taken.append(line)
            yield line
            while back:
                taken.append(back[0])
                yield back.popleft()
        self.is_over = True

    def give_back(self, keep: int) -> None:
        """Take only the first ``keep`` lines as read; the others come again."""
        self._back.extendleft(reversed(self.taken[keep:]))
        del self.taken[keep:]
        self.is_over = False

    def _pieces(self) -> Iterator[str]:
        piece, self._sample = self._sample, ""
        if piece:
            yield piece
        yield from self._text.chunks()

    def _split(self) -> Iterator[str]:
        rest, is_dropping = "", False
        for piece in self._pieces():
            piece = rest + piece
            end = piece.rfind("\n") + 1
            rest = piece[end:]
            if end:
                lines = io.StringIO(piece[:end])
                if is_dropping:
                    next(lines)
                    is_dropping = False
                yield from lines
            if len(rest) > _LONGEST_LINE:
                if not is_dropping:
                    self._rejected("a line too long", "too_large_record", rest[:_EXCERPT], kilobytes=4096)
                rest, is_dropping = "", True
        if rest and not is_dropping:
            yield rest


class Delimited:
    """A table of text. ``is_cut`` is known once the rows are over."""

    def __init__(self, text: Text, *, repaired: Told, rejected: Told, is_header: IsHeader | None) -> None:
        self.is_cut = False
        self._repaired = repaired
        self._rejected = rejected
        self._lines = Lines(text, rejected)
        sample = self._lines.sample()
        self._dialect = sniff(sample)
        self._header = _header_in(sample, self._dialect, is_header)
        self._widths = Widths(self._header, repaired)
        self.columns = self._header.names

    def __iter__(self) -> Iterator[Row]:
        """Yield the filled rows below the names."""
        names, width = self._header.names, self._header.width
        has_spare = width > len(names)
        for number, (line, cells) in enumerate(self._below_names(), start=1):
            beyond: tuple[str, ...] = ()
            if len(cells) != width or (has_spare and any(cells[len(names) :])):
                if self._ends_too_early(cells):
                    self._tell_cut(number, line)
                    break
                cells, beyond = self._widths.fit(cells, f"row {number}, line {line}")
            yield Row(line, number, dict(zip(names, cells, strict=False)), beyond)
        self._widths.finish()

    def _below_names(self) -> Iterator[tuple[int, list[str]]]:
        """Yield line and cells of the filled records after the row of names."""
        before = self._header.position
        for line, cells in self._records():
            if before < 0:
                if any(cells) and not "".join(cells).isspace():
                    yield line, cells
                continue
            if before == 0 and line > 1 and self._header.position > 0:
                self._repaired("line 1", "preamble_skipped", lines=line - 1)
            before -= 1

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the line and the cells of every record, wrong quotation marks undone."""
        taken, line = self._lines.taken, 1
        while True:
            again = False
            csv.field_size_limit(_LONGEST_CELL)  # one for the whole process, and others set it too
            reader = csv.reader(iter(self._lines), **self._dialect.reading())
            try:
                for cells in reader:
                    if (len(taken) > 1 or self._lines.is_over) and self._is_suspicious(cells):
                        cells = self._unswallowed(cells, line)
                        again = True
                    if cells:
                        yield line, cells
                    line += len(taken)
                    taken.clear()
                    if again:
                        break
            except csv.Error:
                self._without_monster(line)
                line += len(taken)
                taken.clear()
                again = True
            if not again:
                return

    def _is_suspicious(self, cells: list[str]) -> bool:
        """A record over several lines that has not the right width, or that only the end of the file closed."""
        return self._lines.is_over or len(cells) != self._header.width

    def _unswallowed(self, cells: list[str], line: int) -> list[str]:
        """Undo a quotation mark that swallowed other rows; say so where the file ends within a cell."""
        alone = self._first_line_alone()
        if alone:
            self._lines.give_back(1)
            self._repaired(f"line {line}", "quote_mended")
            return alone
        if self._lines.is_over:
            self._tell_cut(0, line, "".join(self._lines.taken))
            return []
        return cells

    def _first_line_alone(self) -> list[str]:
        """Return the cells of the first line taken, if it and the lines after it are rows by themselves."""
        taken, width = self._lines.taken, self._header.width
        alone = self._dialect.parse_unquoted(taken[0])
        after = self._dialect.parse(taken[1 : 1 + _LOOK_AHEAD])
        if self._lines.is_over and len(taken) == 1:
            return alone if len(alone) == width and taken[0].endswith("\n") else []
        rows = sum(1 for cells in after if len(cells) == width)
        return alone if len(alone) == width and rows * 2 > len(after) else []

    def _without_monster(self, line: int) -> None:
        """Reject a record that is larger than a record can be, and save the rows it may have swallowed."""
        taken = self._lines.taken
        after = self._dialect.parse(taken[1 : 1 + _LOOK_AHEAD])
        rows = sum(1 for cells in after if len(cells) == self._header.width)
        if rows * 2 > len(after):
            self._lines.give_back(1)
        kilobytes = _LONGEST_CELL // 1024
        self._rejected(f"line {line}", "too_large_record", taken[0][:_EXCERPT], kilobytes=kilobytes)

    def _ends_too_early(self, cells: list[str]) -> bool:
        """The last line has no end, too few cells, and is the first row that has: the file was cut there."""
        is_open = bool(self._lines.taken) and not self._lines.taken[-1].endswith("\n")
        return is_open and len(cells) < len(self._header.names) and not self._widths.told

    def _tell_cut(self, number: int, line: int, excerpt: str = "") -> None:
        self.is_cut = True
        where = f"row {number}, line {line}" if number else f"line {line}"
        excerpt = excerpt or "".join(self._lines.taken)
        self._rejected(where, "cut_record", excerpt[:_EXCERPT])
        self._repaired(where, "cut_file")


def _header_in(sample: list[str], dialect: Dialect, is_header: IsHeader | None) -> Header:
    records = [cells for cells in dialect.parse(sample) if cells]
    if sample and is_sep_line(sample[0]):
        records[0] = []  # names the delimiter, not a column
    header = find_header(records, is_header)
    if header is None:
        raise Unreadable("empty")
    return header
