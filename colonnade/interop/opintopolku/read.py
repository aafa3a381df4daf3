"""Reading a search answer, a list, or one object by itself."""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Raw, Report
from colonnade.interop.shared.json_feed import open_feed, raws, require_list, tell_page
from colonnade.plumbing.json_records import THE_DOCUMENT


def records(stream: BinaryIO, report: Report) -> Iterator[Raw]:
    """Yield the hits of a search, or the one koulutus or toteutus that the document is.

    A search answers in pages; where it has more hits than the page, nothing may be withdrawn.
    """
    document = open_feed(stream, report, "hits", "", noun="hit")
    if document.path is None and document.header.get("oid"):
        stream.seek(0)
        yield from raws(open_feed(stream, report, THE_DOCUMENT, noun="object"), report, "object")
        return
    require_list(document)
    shown = 0
    for shown, raw in enumerate(raws(document, report, "hit"), start=1):  # noqa: B007  (told below)
        yield raw
    if not document.cut:
        tell_page(report, shown, document.header.get("total"))
