"""Events as the Eventbrite API answers them (version 3, ``/organizations/{id}/events/``).

Lost on the way in: subcategory, ticket classes other than the cheapest and dearest, password-protected and
seating details, colours and crops of pictures.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.eventbrite.map import draft_of
from colonnade.interop.eventbrite.read import records
from colonnade.interop.eventbrite.recognise import confidence


class EventbriteReader(Reader):
    """Reads a page of events; the API's code lists are refused in words."""

    name = "eventbrite"
    label = "Eventbrite"

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.eventbrite.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """See :func:`colonnade.interop.eventbrite.read.records`."""
        return records(stream, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.eventbrite.map.draft_of`."""
        return draft_of(raw.data)
