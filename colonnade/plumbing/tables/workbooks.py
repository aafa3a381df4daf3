"""Workbooks (xls, xlsx, ods): the first visible sheet that has a row of names.

A workbook cannot be streamed; its size is limited instead, packed and unpacked, and it is opened in a process
of its own (``apart``), which a broken file may take with it.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from weakref import finalize

from colonnade.plumbing.decoding import Bytes
from colonnade.plumbing.tables import apart
from colonnade.plumbing.tables.rows import (
    HEADER_WITHIN,
    Header,
    IsHeader,
    Row,
    Told,
    Unreadable,
    Widths,
    find_header,
)

MEGABYTES = 60
_UNPACKED_MEGABYTES = 600
_MEGABYTE = 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(head: bytes) -> bool:
    """Say whether the first bytes are those of a packed file or of an old Office file."""
    return head.startswith((_ZIP, _OLE))


class Workbook:
    """A sheet of a workbook. ``is_cut`` is never true: a cut workbook cannot be opened at all."""

    is_cut = False

    def __init__(self, stream: Bytes, *, repaired: Told, is_header: IsHeader | None) -> None:
        self._apart = _Apart(stream)
        self._sheet, self._top, self._header = _first_table(self._apart, is_header)
        self._widths = Widths(self._header, repaired)
        self.columns = self._header.names

    def __iter__(self) -> Iterator[Row]:
        """Yield the filled rows below the names; ``line`` is the row number that the program shows.

        :raises Unreadable: it turns out too large on the way.
        """
        names = self._header.names
        number = 0
        for position, cells in enumerate(self._apart.rows(self._sheet)):
            if position <= self._header.position or not any(cells):
                continue
            number += 1
            line = self._top + position
            beyond: tuple[str, ...] = ()
            if len(cells) != len(names):
                cells, beyond = self._widths.fit(cells, f"row {number}, line {line}")
            yield Row(line, number, dict(zip(names, cells, strict=False)), beyond)
        self._widths.finish()


class _Apart:
    """The other process. It ends when nobody holds this any more."""

    def __init__(self, stream: Bytes) -> None:
        file = tempfile.NamedTemporaryFile(prefix="colonnade-workbook-")  # noqa: SIM115  (closed with the process)
        _copy_within_limit(stream, file)
        self._process = subprocess.Popen(  # noqa: S603  (our own file, run by our own interpreter)
            [sys.executable, "-I", str(Path(apart.__file__)), file.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        self.close = finalize(self, _end, self._process, file)
        self.sheets: list[int] = self._answer()

    def head(self, sheet: int, rows: int) -> tuple[int, list[list[str]]]:
        """Return the number of a sheet's first filled row, and its first rows."""
        self._ask(f"head {sheet} {rows}")
        top, cells = self._answer()
        return top, cells

    def rows(self, sheet: int) -> Iterator[list[str]]:
        """Yield the rows of a sheet."""
        self._ask(f"rows {sheet}")
        while (cells := self._answer()) is not None:
            yield cells
        self.close()

    def _ask(self, question: str) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(question + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise Unreadable("unreadable_workbook") from error

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.endswith("\n"):
            raise Unreadable("unreadable_workbook")
        return json.loads(line)


def _end(process: "subprocess.Popen[str]", file: IO[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                continue
    process.wait()
    file.close()


def _copy_within_limit(stream: Bytes, file: IO[bytes]) -> None:
    size = 0
    start = b""
    while piece := stream.read(_MEGABYTE):
        size += len(piece)
        start = start or piece[:4]
        if size > MEGABYTES * _MEGABYTE:
            file.close()
            raise Unreadable("too_large_workbook", megabytes=MEGABYTES)
        file.write(piece)
    file.flush()
    if start == _ZIP:
        _refuse_bomb(file)


def _refuse_bomb(file: IO[bytes]) -> None:
    try:
        with zipfile.ZipFile(file.name) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        file.close()
        raise Unreadable("unreadable_workbook") from error
    if unpacked > _UNPACKED_MEGABYTES * _MEGABYTE:
        file.close()
        raise Unreadable("too_large_workbook", megabytes=_UNPACKED_MEGABYTES)


def _first_table(book: _Apart, is_header: IsHeader | None) -> tuple[int, int, Header]:
    """Return the first visible sheet with names, the number of its first row, and the names.

    A sheet whose names are known goes before the others.
    """
    fallback: tuple[int, int, Header] | None = None
    for sheet in book.sheets:
        top, cells = book.head(sheet, HEADER_WITHIN)
        header = find_header(cells, is_header)
        if header is None:
            continue
        if is_header is None or is_header(header.names):
            return sheet, top, header
        fallback = fallback or (sheet, top, header)
    if fallback is None:
        raise Unreadable("empty")
    return fallback
