"""Workbooks (xls, xlsx, ods): the first visible sheet that has a row of names.

A workbook cannot be streamed; its size is limited instead, packed and unpacked.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

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

    def __init__(self, stream: BinaryIO, *, repaired: Told, is_header: IsHeader | None) -> None:
        self._book = _opened(_within_limit(stream))
        self._sheet, self._header = _first_table(self._book, is_header)
        self._widths = Widths(self._header, repaired)
        self.columns = self._header.names

    def __iter__(self) -> Iterator[Row]:
        """Yield the filled rows below the names; ``line`` is the row number that the program shows."""
        names = self._header.names
        top = _top(self._sheet)
        number = 0
        for index, values in enumerate(_rows(self._sheet)):
            if index <= self._header.position:
                continue
            cells = [value if type(value) is str else as_text(value) for value in values]
            if not any(cells):
                continue
            number += 1
            line = top + index
            beyond: tuple[str, ...] = ()
            if len(cells) != len(names):
                cells, beyond = self._widths.fit(cells, f"row {number}, line {line}")
            yield Row(line, number, dict(zip(names, cells, strict=False)), beyond)
        self._widths.finish()


def as_text(value: Any) -> str:
    """Write a cell as text: dates and times as ISO 8601, whole numbers without a fraction.

    A date without a time, which spreadsheets keep as midnight, stays a date.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        value = _rounded(value)
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _rounded(moment: datetime) -> datetime:
    """Spreadsheets count days in fractions: 14:00 may come as 13:59:59.999."""
    if not moment.microsecond:
        return moment
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _within_limit(stream: BinaryIO) -> io.BytesIO:
    data = bytearray()
    while len(data) <= MEGABYTES * _MEGABYTE and (piece := stream.read(_MEGABYTE)):
        data += piece
    if len(data) > MEGABYTES * _MEGABYTE:
        raise Unreadable("too_large_workbook", megabytes=MEGABYTES)
    if data.startswith(_ZIP):
        _refuse_bomb(data)
    return io.BytesIO(data)


def _refuse_bomb(data: bytearray) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Unreadable("unreadable_workbook") from error
    if unpacked > _UNPACKED_MEGABYTES * _MEGABYTE:
        raise Unreadable("too_large_workbook", megabytes=_UNPACKED_MEGABYTES)


def _opened(data: io.BytesIO) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(data)
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("unreadable_workbook") from error


def _first_table(book: CalamineWorkbook, is_header: IsHeader | None) -> tuple[CalamineSheet, Header]:
    """Return the first visible sheet with names; one whose names are known goes before the others."""
    fallback: tuple[CalamineSheet, Header] | None = None
    for index, sheet_data in enumerate(book.sheets_metadata):
        if sheet_data.visible != SheetVisibleEnum.Visible:
            continue
        try:
            sheet = book.get_sheet_by_index(index)
        except (CalamineError, OSError, ValueError) as error:
            raise Unreadable("unreadable_workbook") from error
        start = [[as_text(value) for value in values] for values in _rows(sheet, HEADER_WITHIN)]
        header = find_header(start, is_header)
        if header is None:
            continue
        if is_header is None or is_header(header.names):
            return sheet, header
        fallback = fallback or (sheet, header)
    if fallback is None:
        raise Unreadable("empty")
    return fallback


def _rows(sheet: CalamineSheet, at_most: int | None = None) -> list[list[Any]]:
    return sheet.to_python(skip_empty_area=True, nrows=at_most)


def _top(sheet: CalamineSheet) -> int:
    """Return the number of the first filled row, as the program shows it."""
    return (sheet.start[0] if sheet.start else 0) + 1
