"""The catalogue of the Chicago City of Learning (2014), as CSV and as Excel workbook.

A table of its own kind: no identifiers, no dates, one row for every category of a programme, text decoded
wrongly twice, rows torn by badly escaped quotation marks. Lost on the way: the description of a category,
the state, and coordinates that stand without any address.
"""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_noop

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.chicago.map import draft_of
from colonnade.interop.chicago.read import programmes
from colonnade.interop.chicago.recognise import certainty


class ChicagoReader(Reader):
    """Reads the catalogue of programmes of the Chicago City of Learning."""

    name = "chicago"
    label = gettext_noop("Chicago City of Learning")
    keeps_pieces = True  # of torn rows, as unpublished drafts; else they are refused with their reason

    def recognise(self, head: Head) -> float:
        """Return how sure it is that this is the catalogue."""
        return certainty(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """Yield every row, mended."""
        return programmes(stream, context, report, keeps_pieces=self.keeps_pieces)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """Turn one row into a draft."""
        return draft_of(raw, context)
