"""Education as Finland's national catalogue Opintopolku answers it (konfo-backend), standards.md trap 13.

A search hit and a *koulutus* are what is offered, a *toteutus* is how one institution offers it. Lost on the
way in: single application targets other than place, season and intake, selection criteria and score history,
contact persons by name (on purpose), who edited a record, and the other implementations of a koulutus.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.opintopolku.map import draft_of
from colonnade.interop.opintopolku.read import records
from colonnade.interop.opintopolku.recognise import confidence


class OpintopolkuReader(Reader):
    """Reads search answers and single objects of the catalogue."""

    name = "opintopolku"
    label = "Opintopolku"

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.opintopolku.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """See :func:`colonnade.interop.opintopolku.read.records`."""
        return records(stream, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.opintopolku.map.draft_of`."""
        return draft_of(raw.data)
