"""schema.org as JSON-LD: what web pages say about their events and courses, and exports made of it; in and out.

Types: the family of Event, Course with CourseInstance, EducationalOccupationalProgram, LearningResource
(schema.org 29; standards.md section 2.2). Lost on the way in: persons (instructors, performers, authors of
courses), reviews, door times, entry in queues, words of ``courseMode`` that name no mode become a note,
microdata and RDFa. Lost on the way out: building blocks, names in languages that have no text of their own.
"""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Report
from colonnade.interop.schema_org.map import offer_of
from colonnade.interop.schema_org.read import read
from colonnade.interop.schema_org.recognise import recognise


class SchemaOrgReader(Reader):
    """Reads JSON-LD documents and web pages that carry JSON-LD. One event or course is one record."""

    name = "schema_org"
    label = "schema.org (JSON-LD)"

    def recognise(self, head: Head) -> float:
        """Return how surely the feed carries schema.org's words."""
        return recognise(head)

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """Yield the nodes that are offers."""
        return read(stream, context, report)

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """Turn a node into a draft."""
        return offer_of(raw.data["item"], context)
