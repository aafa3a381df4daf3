"""Opening a table whatever it is written in."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Protocol

from colonnade.plumbing.decoding import Bytes, open_text
from colonnade.plumbing.tables.delimited import Delimited
from colonnade.plumbing.tables.dialect import sniff
from colonnade.plumbing.tables.rows import IsHeader, Row, Told, Unreadable, find_header
from colonnade.plumbing.tables.workbooks import Workbook, is_workbook

_HEAD = 64 * 1024
_GLANCE = 16 * 1024
_MAC_LETTERS = re.compile(rb"[A-Za-z][\x87-\x90\x96-\x9b\x9d-\x9f](?=[a-z])")
_WINDOWS_LETTERS = re.compile(rb"[A-Za-z][\xc0-\xff](?=[a-z])")


class Table(Protocol):
    """Rows one by one, once. ``is_cut`` is known when they are over."""

    columns: list[str]

    @property
    def is_cut(self) -> bool:
        """Whether the file ended in the middle of a row."""
        ...

    def __iter__(self) -> Iterator[Row]: ...


class _Again:
    """A stream whose first bytes have been looked at and come once more."""

    def __init__(self, head: bytes, stream: Bytes) -> None:
        self._head = head
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        if self._head:
            data, self._head = self._head, b""
            if 0 <= size < len(data):
                data, self._head = data[:size], data[size:]
            return data
        return self._stream.read(size)


def open_table(
    stream: Bytes,
    *,
    repaired: Told,
    rejected: Told,
    is_header: IsHeader | None = None,
    declared: str = "",
) -> Table:
    """Open a table and find its names; the rows are read when they are asked for.

    ``is_header`` may know the row of names by its words; ``declared`` is an encoding that was stated with
    the file. Memory stays flat for text; workbooks are held whole, within a limit.

    :raises Unreadable: for what is empty, too large a workbook, or cannot be opened.
    """
    head = stream.read(_HEAD)
    if not head:
        raise Unreadable("empty")
    again = _Again(head, stream)
    if is_workbook(head):
        return Workbook(again, repaired=repaired, is_header=is_header)

    def told(code: str, detail: str) -> None:
        repaired("file", code, **({"encoding": detail} if detail else {}))

    if not declared and is_from_a_mac(head):
        declared = "mac_roman"
        told("encoding_guessed", declared)
    text = open_text(again, declared=declared, told=told)
    return Delimited(text, repaired=repaired, rejected=rejected, is_header=is_header)


def is_from_a_mac(head: bytes) -> bool:
    """Say whether a text is in Mac Roman, as Excel for the Mac writes CSV.

    Its accented letters stand on bytes that Windows gives to dashes and quotes, which are not found inside words.
    """
    found = len(_MAC_LETTERS.findall(head))
    return found > 1 and len(_WINDOWS_LETTERS.findall(head)) * 10 < found


def glance(data: bytes, is_header: IsHeader | None = None) -> tuple[list[str], bool]:
    """Look at the beginning of a text: the names of its columns, and whether its rows are equally wide.

    No names where there is nothing to read. The last line may be cut and does not count.
    """
    text = open_text(io.BytesIO(data[:_GLANCE]), told=lambda code, detail: None)
    lines = text.read().split("\n")
    complete = lines[:-1] if len(lines) > 1 else lines
    sample = [line + "\n" for line in complete]
    records = [cells for cells in sniff(sample).parse(sample) if any(cells)]
    header = find_header(records, is_header)
    if header is None:
        return [], False
    below = records[header.position + 1 :]
    widths = Counter(len(cells) for cells in below)
    most = widths.most_common(1)
    is_even = bool(most) and most[0][0] > 1 and most[0][1] * 10 >= len(below) * 8
    return header.names, is_even
