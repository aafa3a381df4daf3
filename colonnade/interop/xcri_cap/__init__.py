"""XCRI-CAP 1.2 (EN 15982, MLO): course feeds of colleges and universities; version 1.1 is understood as well.

A course is one record, its presentations are its dates (standards.md section 2.3). Lost on the way in:
start-until and end-from of flexible dates, the language of assessment, fax numbers, codes of study modes, levels
within credits, the presentation's own title and description, organisational units.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.xcri_cap.map import offer_of
from colonnade.interop.xcri_cap.read import read
from colonnade.interop.xcri_cap.recognise import recognise


class XcriCapReader(Reader):
    """Reads course feeds. One course is one record."""

    name = "xcri_cap"
    label = "XCRI-CAP"

    def recognise(self, head: Head) -> float:
        """Return how surely the feed is XCRI-CAP."""
        return recognise(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """Yield the courses, streaming."""
        return read(stream, context, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """Turn a course into a draft."""
        return offer_of(raw, context)
