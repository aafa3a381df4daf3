"""The agenda of Valparaíso and Viña del Mar (schema 1.x), standards.md traps 21 to 23.

Lost on the way in: how the collector came to each value (``editorial``, ``provenance``, confidences), when it
last looked, its advice to the reader, and the weekly opening hours other than as words.
"""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report, Unusable
from colonnade.interop.shared.json_feed import open_feed, raws, require_list
from colonnade.interop.valparaiso.map import draft_of
from colonnade.interop.valparaiso.recognise import confidence


class ValparaisoReader(Reader):
    """Reads the agenda; the list of its sources beside it is refused in words."""

    name = "valparaiso"
    label = "Agenda de Valparaíso"

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.valparaiso.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """Yield events, courses, open offers and programmes, which stand in one list.

        :raises Unusable: ``not_offers`` for the list of sources.
        """
        document = open_feed(stream, report, "events", "sources", noun="event")
        if document.path == "sources":
            raise Unusable("not_offers", what=_("the list of the sources of an agenda, not the agenda"))
        require_list(document)
        return raws(document, report, "event")

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.valparaiso.map.draft_of`."""
        return draft_of(raw.data)
