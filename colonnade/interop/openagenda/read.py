"""Reading the three shapes in which the fields come."""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Raw, Report
from colonnade.interop.shared.json_feed import open_feed, raws, require_list, tell_page


def records(stream: BinaryIO, report: Report) -> Iterator[Raw]:
    """Yield the fields of every event.

    They stand under ``records`` (search, version 1), ``results`` (version 2.1) or in a bare list (export),
    each either bare or within ``fields``.
    """
    document = open_feed(stream, report, "records", "results", "", noun="event")
    require_list(document)
    shown = 0
    for shown, raw in enumerate(raws(document, report, "event"), start=1):  # noqa: B007  (told below)
        fields = raw.data.get("fields")
        if isinstance(fields, dict):
            if not fields.get("uid") and raw.data.get("recordid"):
                fields["uid"] = raw.data["recordid"]
            raw.data = fields
        yield raw
    if not document.cut:
        tell_page(report, shown, document.header.get("nhits") or document.header.get("total_count"))
