"""The agenda of the city of Madrid, as JSON-LD and as CSV (datos.madrid.es, "Agenda de actividades y eventos").

There is no written standard; standards.md section 5.2, traps 1 to 6, says what the files are like. Lost on
the way in: the neighbourhood within the district, services and opening hours of the venue, the title of the
umbrella activity, audiences outside our list (students, taxpayers, consumers), the flag for long activities.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.madrid.map import draft_of
from colonnade.interop.madrid.read import records
from colonnade.interop.madrid.recognise import confidence


class MadridReader(Reader):
    """Reads both spellings of the Madrid agenda."""

    name = "madrid"
    label = "Agenda de Madrid"

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.madrid.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """See :func:`colonnade.interop.madrid.read.records`."""
        return records(stream, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.madrid.map.draft_of`."""
        return draft_of(raw.data)
