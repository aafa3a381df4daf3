"""Reading events together with the code tables they refer to, wherever in the file these stand."""

from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Raw, Report
from colonnade.interop.shared.json_feed import open_feed, raws, require_list
from colonnade.plumbing.decoding import open_text
from colonnade.plumbing.json_records import JsonRecords, NotJson

TABLES = ("bezirke", "kategorien", "barrierefreiheit", "veranstalter", "veranstaltungsorte")


def records(stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
    """Yield the events; their code tables go to ``context.about["tables"]``.

    The tables are small and usually come first. Where some follow the events, the file is gone through once
    more before.
    """
    document = open_feed(stream, report, "events", keep=TABLES, noun="event")
    require_list(document)
    tables = dict(document.kept)
    if document.path is not None and len(tables) < len(TABLES):
        stream.seek(0)
        tables |= _tables_behind(stream)
        stream.seek(0)
        document = open_feed(stream, report, "events", noun="event")
    context.about["tables"] = tables
    yield from raws(document, report, "event")


def _tables_behind(stream: BinaryIO) -> dict[str, object]:
    whole = JsonRecords(open_text(stream, told=lambda *_: None), keep=TABLES)
    with suppress(NotJson):  # what was found up to the damage is all there is; the events tell of it
        whole.look()
    return whole.kept
