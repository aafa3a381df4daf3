"""A file that somebody brings as the city's budget: its table as written, and what one should know about it."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, Any

from colonnade.city.governance.queries.budget_words import looks_like_header
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.tables import Unreadable, open_table

MEGABYTES = 10
MOST_ROWS = 20_000
MOST_COLUMNS = 200
_MOST_NOTES = 50
_LOOKED_AT = 32 * 1024 * 1024  # of one packed part
_WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_NO_TABLES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_MARKUP = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|head|body)", re.IGNORECASE)
_SPANS = re.compile(rb"<(?:\w+:)?mergeCell\b|number-(?:rows|columns)-spanned=\"(?:[2-9]|\d\d+)\"")


class NotATable(Exception):
    """A file that holds no budget. ``code`` says why, ``details`` belong to it."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass
class Spreadsheet:
    """A table as it was written. Notes are [where, code, details, whether something was refused]."""

    columns: list[str]
    rows: list[list[Any]] = field(default_factory=list)
    notes: list[list[Any]] = field(default_factory=list)
    is_workbook: bool = False


def spreadsheet(stream: IO[bytes]) -> Spreadsheet:
    """Read a file whole. :raises NotATable: it is none, it is empty, or it is too large."""
    data = stream.read(MEGABYTES * 1024 * 1024 + 1)
    if len(data) > MEGABYTES * 1024 * 1024:
        raise NotATable("too_large_file", megabytes=MEGABYTES)
    is_workbook = data.startswith(_WORKBOOK_STARTS)
    if data.startswith(_NO_TABLES) or _MARKUP.match(data[:512]) or _is_binary(data[:4096], is_workbook):
        raise NotATable("not_a_table")
    found = Spreadsheet([], is_workbook=is_workbook)

    def repaired(where: str, code: str, excerpt: str = "", **details: Any) -> None:
        _note(found, where, code, details, is_refused=False)

    def rejected(where: str, code: str, excerpt: str = "", **details: Any) -> None:
        _note(found, where, code, {"excerpt": excerpt, **details}, is_refused=True)

    try:
        table = open_table(
            io.BytesIO(data), repaired=repaired, rejected=rejected, is_header=looks_like_header
        )
        found.columns = [str(keepable(name)) for name in table.columns]
        if not 1 < len(found.columns) <= MOST_COLUMNS:
            raise NotATable("not_a_table")
        for row in table:
            if not any(cell.strip() for cell in row.cells.values()):
                continue
            if len(found.rows) == MOST_ROWS:
                raise NotATable("too_many_rows", rows=MOST_ROWS)
            found.rows.append([row.line, [keepable(cell) for cell in row.cells.values()]])
    except Unreadable as problem:
        raise NotATable(problem.code, **problem.details) from problem
    if not found.rows:
        raise NotATable("empty")
    found.notes = [*(_looked_into(data) if is_workbook else []), *found.notes]
    return found


def _note(found: Spreadsheet, where: str, code: str, details: dict[str, Any], *, is_refused: bool) -> None:
    if is_refused or len(found.notes) < _MOST_NOTES:
        plain = {name: str(value)[:200] for name, value in details.items()}
        found.notes.append(keepable([where, code, plain, is_refused]))


def _is_binary(head: bytes, is_workbook: bool) -> bool:
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return b"\x00" in head and not is_workbook and not wide


def _looked_into(data: bytes) -> list[list[Any]]:
    """What a workbook has besides values: merged cells, comments, further sheets. Nothing where it cannot be told."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = {each.filename: each for each in packed.infolist() if each.file_size <= _LOOKED_AT}
            sheets = [name for name in parts if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
            sheets += ["content.xml"] if "content.xml" in parts else []
            contents = {name: packed.read(parts[name]) for name in sheets}
            names = packed.read("xl/workbook.xml") if "xl/workbook.xml" in parts else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return []
    found: list[list[Any]] = []
    if any(_SPANS.search(content) for content in contents.values()):
        found.append(["file", "merged_cells", {}, False])
    has_comments = any(re.match(r"xl/(?:threadedC|c)omments", name) for name in parts)
    if has_comments or b"<office:annotation" in contents.get("content.xml", b""):
        found.append(["file", "comments_left_out", {}, False])
    number = len(re.findall(rb"<(?:\w+:)?sheet\b", names)) or contents.get("content.xml", b"").count(
        b"<table:table "
    )
    if number > 1:
        found.append(["file", "one_sheet_read", {"sheets": str(number)}, False])
    return found
