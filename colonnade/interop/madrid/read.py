"""Reading both spellings of the feed; the CSV is turned into the shape of the JSON on the way."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from colonnade.city.catalogue.harvest import Raw, Report
from colonnade.interop.madrid.csv_rows import rows
from colonnade.interop.shared.json_feed import records_of

_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def records(stream: BinaryIO, report: Report) -> Iterator[Raw]:
    """Yield one raw record per event, in the JSON feed's field names whatever the file was.

    A date of exclusion that is none (``/5/2018`` stands in real files) is told here and ignored later.
    """
    start = stream.read(64).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")
    stream.seek(0)
    is_json = start[:1] in (b"{", b"[")
    found = records_of(stream, report, "@graph", noun="event") if is_json else rows(stream, report)
    for raw in found:
        _tell_odd_exclusions(raw.where, raw.data.get("excluded-days"), report)
        yield raw


def _tell_odd_exclusions(where: str, excluded: Any, report: Report) -> None:
    if isinstance(excluded, str) and excluded:
        for day in excluded.split(";"):
            if day.strip() and not _DATE.fullmatch(day.strip()):
                report.repaired(where, "bad_exclusion", value=day.strip()[:40])
