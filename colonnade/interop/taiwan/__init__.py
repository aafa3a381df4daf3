"""Cultural activities of Taiwan's Ministry of Culture (cloud.culture.tw, "showInfo"), standards.md trap 9.

Lost on the way in: the number of page views, the short internal comment, which web site a record was taken
from, and whether tickets are on sale where no price is named.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.shared.json_feed import records_of
from colonnade.interop.taiwan.map import draft_of
from colonnade.interop.taiwan.recognise import confidence


class TaiwanReader(Reader):
    """Reads the list of one category."""

    name = "taiwan"
    label = "Taiwan culture open data"

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.taiwan.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """Yield the activities; the document is a bare list of them."""
        return records_of(stream, report, "", noun="activity")

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.taiwan.map.draft_of`."""
        return draft_of(raw.data)
