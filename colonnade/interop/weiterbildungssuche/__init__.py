"""Further education as the course search of Germany's Federal Employment Agency answers it (KURSNET).

Lost on the way in: named contact persons (on purpose), fax numbers, directions to the place, own numbers of
the provider, in-house and practical parts, ratings, logo.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.weiterbildungssuche.map import draft_of
from colonnade.interop.weiterbildungssuche.read import records
from colonnade.interop.weiterbildungssuche.recognise import confidence


class WeiterbildungssucheReader(Reader):
    """Reads a page of dates; those of one offer share its identifier and are united by the harvest."""

    name = "weiterbildungssuche"
    label = "Weiterbildungssuche"

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.weiterbildungssuche.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """See :func:`colonnade.interop.weiterbildungssuche.read.records`."""
        return records(stream, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.weiterbildungssuche.map.draft_of`."""
        return draft_of(raw.data)
