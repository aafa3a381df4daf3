"""iCalendar (RFC 5545 with RFC 7986): calendars of libraries, museums, clubs and forums, in and out.

Read are events with their times, rules, places and organisers (sections 3.6.1 and 3.8 of RFC 5545), and
what a calendar says about itself. Lost on the way in: tasks, journals, alarms, attendees, contact persons,
structured locations (RFC 9073), the range of an exception that applies to all later dates. Lost on the way
out: price, audience, outcomes, registration.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.ical.map import offer_of
from colonnade.interop.ical.read import read
from colonnade.interop.ical.recognise import recognise


class IcalReader(Reader):
    """Reads calendars. One event is one record; events of one UID are one offer."""

    name = "ical"
    label = "iCalendar"

    def recognise(self, head: Head) -> float:
        """Return how surely the feed is a calendar."""
        return recognise(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """Yield the events, streaming."""
        return read(stream, context, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """Turn an event into a draft."""
        return offer_of(raw, context)
