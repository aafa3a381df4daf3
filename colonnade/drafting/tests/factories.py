"""Texts to test with, and what people say to them."""

from datetime import UTC, date, datetime
from uuid import UUID

from colonnade.drafting.actions.commenting import make_comment
from colonnade.drafting.actions.consulting import open_consultation
from colonnade.drafting.actions.opening import SectionFacts, open_draft
from colonnade.drafting.models import Comment, Draft, Section
from colonnade.plumbing.permissions import System

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
TODAY = date(2026, 11, 27)
BY = System("tests")


def make_draft(place: UUID, sections: int | list[SectionFacts] = 2, **fields) -> Draft:
    """A text with sections that say "one", "two" …"""
    words = ("one", "two", "three", "four")
    facts = sections
    if isinstance(sections, int):
        facts = [
            SectionFacts(key=word, headings={"en": word.title()}, text=word) for word in words[:sections]
        ]
    values = {"kind": "consultation", "titles": {"en": "Charter"}, "language": "en", "sections": facts}
    return open_draft(scope_id=place, by=BY, at=NOON, **{**values, **fields})


def make_section(place: UUID, text: str = "one", **fields) -> Section:
    """The only section of a text."""
    facts = SectionFacts(key="one", headings={"en": "One"}, text=text, **fields)
    return make_draft(place, [facts]).sections.select_related("draft").get()


def make_consultation(place: UUID, **fields) -> Draft:
    """A text that is open for comments for ten years."""
    return open_consultation(
        draft=make_draft(place, **fields),
        intro="What do you think?",
        opens_on=date(2026, 1, 1),
        closes_on=date(2036, 1, 1),
        by=BY,
        at=NOON,
    )


def say(draft: Draft, by=None, text: str = "Good.", **given) -> Comment:
    """Somebody says something to a text."""
    return make_comment(draft=draft, text=text, language="en", by=by, at=given.pop("at", NOON), **given)
