"""Reading a page of the search."""

from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Raw, Report
from colonnade.interop.shared.json_feed import open_feed, raws, require_list, tell_page
from colonnade.interop.shared.loose import mapping
from colonnade.plumbing.decoding import open_text
from colonnade.plumbing.json_records import JsonRecords, NotJson


def records(stream: BinaryIO, report: Report) -> Iterator[Raw]:
    """Yield the dates. How many there are in all stands behind them; where it is more, nothing is withdrawn."""
    document = open_feed(stream, report, "_embedded.termine", "termine", "", noun="date")
    require_list(document)
    shown = 0
    for shown, raw in enumerate(raws(document, report, "date"), start=1):  # noqa: B007  (told below)
        yield raw
    if not document.cut and document.path:
        stream.seek(0)
        tell_page(report, shown, _total(stream))


def _total(stream: BinaryIO) -> object:
    whole = JsonRecords(open_text(stream, told=lambda *_: None), keep=["page"])
    with suppress(NotJson):
        whole.look()
    return mapping(whole.kept.get("page")).get("totalElements")
