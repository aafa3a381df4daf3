"""The largest real file of each form, repeated with fresh identifiers until it is as large as asked for."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.bench.child import ROOT

DATA = ROOT.parent / "shared" / "data"


@dataclass(frozen=True)
class RealFile:
    """A file somebody published, taken apart so that its records can be repeated."""

    form: str
    path: Path
    city: str
    country: str
    records: int  # in one copy
    pieces: Callable[[bytes], tuple[bytes, bytes, bytes]]  # before, the records, after
    renamed: Callable[[bytes, int], bytes]  # the records of copy number n
    between: bytes = b""

    def write(self, path: Path, copies: int) -> Path:
        """Write so many copies into one file."""
        before, records, after = self.pieces(self.path.read_bytes())
        with path.open("wb") as file:
            file.write(before)
            for number in range(copies):
                file.write(self.between if number else b"")
                file.write(self.renamed(records, number))
            file.write(after)
        return path

    def copies(self, records: int) -> int:
        """How many copies give at least so many records."""
        return -(-records // self.records)


def _around(begin: bytes, end: bytes) -> Callable[[bytes], tuple[bytes, bytes, bytes]]:
    def parted(data: bytes) -> tuple[bytes, bytes, bytes]:
        first, last = data.index(begin), data.rindex(end)
        return data[:first], data[first:last], data[last:]

    return parted


def _rows(data: bytes) -> tuple[bytes, bytes, bytes]:
    """The Chicago catalogue ends its rows with a bare carriage return."""
    header, _, rows = data.partition(b"\r")
    return header + b"\r", rows.strip(b"\r") + b"\r", b""


def _other_names(rows: bytes, number: int) -> bytes:
    """It has no identifiers: a programme is its name, so every copy gets names of its own."""
    return b"\r".join(_named(row, b"%d " % number) for row in rows.split(b"\r"))


def _named(row: bytes, mark: bytes) -> bytes:
    if not row:
        return row
    return b'"' + mark + row[1:] if row.startswith(b'"') else mark + row


def _numbered(pattern: bytes) -> Callable[[bytes, int], bytes]:
    expression = re.compile(pattern)
    return lambda records, number: expression.sub(rb"\g<0>%d-" % number, records)


FILES = (
    RealFile("csv", DATA / "programmes/chicago_city_of_learning_2014.csv", "Chicago", "US", 4904, _rows, _other_names),
    RealFile(
        "ics", DATA / "ical/Germany.ics", "Berlin", "DE", 159, _around(b"BEGIN:VEVENT", b"END:VCALENDAR"),
        _numbered(rb"(?m)^UID:"),
    ),
    RealFile(
        "json", DATA / "city-agenda/taiwan_culture_showinfo_category6.json", "Taipei", "TW", 1000, _around(b"{", b"]"),
        _numbered(rb'"UID": "'), b",",
    ),
    RealFile(
        "xml", DATA / "xcri/adam_smith_college_1_2_charset_issue.xml", "Kirkcaldy", "GB", 334,
        _around(b"<course>", b"</provider></catalog>"), _numbered(rb"<dc:identifier>"),
    ),
)  # fmt: skip


def present() -> Iterator[RealFile]:
    """Those that are here; they are not part of the project."""
    return (file for file in FILES if file.path.is_file())
