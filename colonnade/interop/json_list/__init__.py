"""Any JSON list of flat objects, when no other format knows the feed: the last resort before a refusal.

Which field is which comes from the mapping a coordinator has saved, else from the names of the fields, read as
the columns of a table. Lost on the way: fields that belong to none of ours, lists of objects other than their
names, what lies deeper than three levels, and languages of texts other than title and description.
"""

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_noop

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.json_list.map import draft_of
from colonnade.interop.json_list.read import records
from colonnade.interop.json_list.recognise import confidence


class JsonListReader(Reader):
    """Reads a list of objects that has a field for the title."""

    name = "json_list"
    label = gettext_noop("JSON list")

    def recognise(self, head: Head) -> float:
        """See :func:`colonnade.interop.json_list.recognise.confidence`."""
        return confidence(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """See :func:`colonnade.interop.json_list.read.records`."""
        return records(stream, context, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """See :func:`colonnade.interop.json_list.map.draft_of`."""
        return draft_of(raw, context)
