"""How a table of text is written: what parts its cells, what holds them together."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

_DELIMITERS = ",;\t|"
_SEP_LINE = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|]|$)", re.MULTILINE)


class Dialect(NamedTuple):
    """A way of writing tables, as Python's ``csv`` wants to know it."""

    delimiter: str
    quotechar: str = '"'
    escapechar: str | None = None

    def reading(self) -> dict[str, Any]:
        """Arguments for ``csv.reader``; blanks after a delimiter do not count, not even before a quote."""
        return {**self._asdict(), "skipinitialspace": True}

    def parse(self, lines: Sequence[str]) -> list[list[str]]:
        """Read a few lines; records that cannot be read are left out."""
        found: list[list[str]] = []
        reader = csv.reader(iter(lines), **self.reading())
        while True:
            try:
                found.append(next(reader))
            except StopIteration:
                return found
            except csv.Error:
                continue

    def parse_unquoted(self, line: str) -> list[str]:
        """Read one line as if quotation marks meant nothing."""
        cells = line.rstrip("\n").split(self.delimiter)
        quote = self.quotechar
        return [_unquoted(cell.strip(), quote) for cell in cells]


def _unquoted(cell: str, quote: str) -> str:
    if len(cell) > 1 and cell[0] == quote == cell[-1]:
        return cell[1:-1].replace(quote * 2, quote)
    return cell


def sniff(lines: Sequence[str]) -> Dialect:
    """Find the dialect that parts the sample most evenly into the most cells.

    A sample that nothing parts evenly is a table of one column.
    """
    if lines and (stated := _SEP_LINE.fullmatch(lines[0])):
        return Dialect(stated.group(1), _quote(lines))
    quote = _quote(lines)
    candidates = [Dialect(delimiter, quote) for delimiter in _DELIMITERS]
    if any("\\" + quote in line for line in lines):
        candidates += [Dialect(delimiter, quote, "\\") for delimiter in _DELIMITERS]
    return max(candidates, key=lambda dialect: _evenness(dialect, lines))


def is_sep_line(line: str) -> bool:
    """Say whether a line only states the delimiter, as Excel writes it: ``sep=;``."""
    return bool(_SEP_LINE.fullmatch(line))


def _quote(lines: Sequence[str]) -> str:
    text = "".join(lines)
    return "'" if '"' not in text and len(_SINGLE_QUOTED.findall(text)) * 2 > len(lines) else '"'


def _evenness(dialect: Dialect, lines: Sequence[str]) -> float:
    rows = [row for row in dialect.parse(lines) if any(row)]
    if not rows:
        return 0.0
    width, count = Counter(map(len, rows)).most_common(1)[0]
    share = count / len(rows)
    if width == 1:
        return 0.3 * share
    return share * share * min(width, 16) ** 0.5
