"""The calendar of Berlin's districts (berlin.de/land/kalender), standards.md trap 8.

Lost on the way in: named contact persons (on purpose), addresses of organisers, telephones of venues, the
flags for markets and for events of more than one district.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.berlin.map import draft_of
from colonnade.interop.berlin.read import records
from colonnade.interop.berlin.recognise import confidence


class BerlinReader(Reader):
    """Reads the export with its code tables."""

    name = "berlin"
    label = "Berlin district calendar"

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.berlin.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """See :func:`colonnade.interop.berlin.read.records`."""
        return records(stream, context, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.berlin.map.draft_of`."""
        return draft_of(raw.data, context)
