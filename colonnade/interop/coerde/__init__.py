"""The neighbourhood calendar of Münster-Coerde (github.com/Coerdeevents/coerde-events), standards.md trap 18.

Lost on the way in: how sure the collector was of a record (``confidence``) and which of its crawlers found it.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.coerde.map import draft_of
from colonnade.interop.coerde.read import records
from colonnade.interop.coerde.recognise import confidence


class CoerdeReader(Reader):
    """Reads ``events.json``; the calendar file beside it is for the reader of iCalendar."""

    name = "coerde"
    label = "Coerde Events"

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.coerde.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """See :func:`colonnade.interop.coerde.read.records`."""
        return records(stream, context, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.coerde.map.draft_of`."""
        return draft_of(raw.data, context)
