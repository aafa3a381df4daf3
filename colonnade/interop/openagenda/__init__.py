"""OpenAgenda events as Opendatasoft exports them ("évènements publics OpenAgenda"), standards.md trap 7.

Lost on the way in: INSEE codes, department and region, how to get to the venue and what it is, tags and
images of the venue, further links with their previews.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.openagenda.map import draft_of
from colonnade.interop.openagenda.read import records
from colonnade.interop.openagenda.recognise import confidence


class OpenAgendaReader(Reader):
    """Reads the search answer, the flat export and plain lists of the same fields."""

    name = "openagenda"
    label = "OpenAgenda"

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.openagenda.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """See :func:`colonnade.interop.openagenda.read.records`."""
        return records(stream, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.openagenda.map.draft_of`."""
        return draft_of(raw.data)
