"""Is this a table? Judged by how it begins, for a table has no signature of its own."""

import re

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.tabular.columns import looks_like_header
from colonnade.plumbing.tables import glance

_SUFFIXES = (".csv", ".tsv", ".tab", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods")
_TYPES = ("text/csv", "tab-separated", "spreadsheet", "ms-excel", "application/csv")
_OTHER = re.compile(r"\s*(?:[{\[<]|BEGIN:V|%PDF|#!|---\s)")
_PACKED = (b"xl/", b"application/vnd.oasis.opendocument.spreadsheet")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_OFFICE = ("W\0o\0r\0d\0D\0o\0c", "P\0o\0w\0e\0r\0P\0o\0i\0n\0t")


def certainty(head: Head) -> float:
    """Return how sure this is a table: names of columns we understand say more than the name of the file.

    Never above 0.8, so that a format of its own that happens to be a table goes first.
    """
    data = head.data
    path = head.name.partition("?")[0]
    is_named = path.endswith(_SUFFIXES) or any(part in head.content_type.lower() for part in _TYPES)
    if data.startswith(b"PK\x03\x04"):
        return 0.8 if any(part in data for part in _PACKED) or path.endswith(_SUFFIXES) else 0.0
    if data.startswith(_OLD_OFFICE):
        return 0.0 if any(part.encode() in data for part in _OTHER_OFFICE) else 0.8 if is_named else 0.6
    if not data.strip():
        return 0.3 if is_named else 0.0
    if _OTHER.match(head.text.lstrip("\ufeff")):
        return 0.0
    names, is_even = glance(data, looks_like_header)
    if looks_like_header(names):
        return 0.8 if is_named else 0.65 if len(names) > 1 else 0.2
    if is_named:
        return 0.5
    return 0.3 if is_even and len(names) > 2 else 0.0
