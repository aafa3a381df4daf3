"""A course feed read course by course; memory holds a few hundred courses at most."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from colonnade.city.catalogue.harvest import Context, Raw, Report, Unusable
from colonnade.interop.shared.spans import span
from colonnade.interop.shared.text_feed import feed_text
from colonnade.interop.xcri_cap.elements import Element, child, children, date_of, value
from colonnade.interop.xcri_cap.recognise import is_ours, root_of
from colonnade.plumbing.xml_records import (
    RECORD_LIMIT,
    Part,
    XmlRecords,
    declared_encoding,
    namespaces_in,
    parsed,
)

WAITING = 500  # courses that wait for what their provider says behind them
DEEPEST = 20  # containers within each other; a feed has two

_HEADER = 200_000  # characters of what a provider, or a catalogue, says about itself
_START = 20_000
_REFUSALS = {
    "vdex": _("a list of terms that course feeds use (VDEX)"),
    "contentvalidators": _("the rules by which course feeds are checked"),
    "html": _("a web page"),
    "urlset": _("a sitemap, a list of pages"),
    "rss": _("a news feed (RSS)"),
    "feed": _("a news feed (Atom)"),
}


@dataclass(slots=True)
class Provider:
    """Who offers the courses inside it. ``element`` holds what it says about itself, without its courses."""

    element: Element | None = None


@dataclass(slots=True)
class Course:
    """One course with its provider, which is complete only when the provider's element has ended."""

    element: Element
    provider: Provider


@dataclass(slots=True)
class _Container:
    """An open catalogue or provider: its start tag and its own words."""

    name: str
    tag: str
    words: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str) -> None:
        """Keep words, as far as they are not endless."""
        if self.length < _HEADER:
            self.words.append(text)
            self.length += len(text)

    def text(self) -> str:
        """Return the element as far as it is known, closed."""
        return "".join(
            (self.tag, *self.words, f"</{self.tag.lstrip('<').split('>', 1)[0].split(None, 1)[0]}>")
        )


class _Feed:
    """One pass over one feed."""

    def __init__(self, context: Context, report: Report) -> None:
        self.context = context
        self.report = report
        self.courses = 0
        self.start = ""  # the document up to the first tag we know
        self.is_known = False  # a tag we know has come
        self.has_learnt = False  # the catalogue's own words, which stand before its first provider
        self.open: list[_Container] = []
        self.provider = Provider()
        self.waiting: list[Raw] = []

    def take(self, part: Part) -> Iterator[Raw]:
        """Take the next piece of the document; hand over courses whose provider is known."""
        if part.kind == "text":
            if self.open:
                self.open[-1].add(part.text)
            elif not self.is_known:
                self.start = (self.start + part.text)[:_START]
        elif part.kind == "open":
            self.begin(part)
        elif part.kind == "close":
            yield from self.end(part.name)
        else:
            self.is_known = True
            self.courses += 1
            self.course(part)
            if len(self.waiting) >= WAITING:
                yield from self.hand_over()

    def begin(self, part: Part) -> None:
        """Open a catalogue or a provider."""
        if not self.is_known:
            self.start = part.text
            self.is_known = True
        if part.name == "provider":
            self.learn_about_catalogue()
            self.provider = Provider()
        if len(self.open) >= DEEPEST:
            return
        self.open.append(
            _Container(
                part.name, part.text.removesuffix("/>") + ">" if part.text.endswith("/>") else part.text
            )
        )

    def end(self, name: str) -> Iterator[Raw]:
        """Close it; what a provider says behind its courses is known now."""
        while self.open:
            if self.open[-1].name == "provider":
                yield from self.hand_over()
            if self.open.pop().name == name:
                return

    def hand_over(self) -> Iterator[Raw]:
        """Hand over the waiting courses, with their provider as far as it is known."""
        if self.waiting and self.open and self.open[-1].name == "provider":
            found = parsed(self.open[-1].text(), self.namespaces())
            if found:
                self.provider.element = found.element
                if name := value(found.element, "title"):
                    self.context.about.setdefault("name", name)
        yield from self.waiting
        self.waiting = []

    def learn_about_catalogue(self) -> None:
        """Take over what the catalogue says before its first provider."""
        if self.open and not self.has_learnt and "description" not in self.context.about:
            self.has_learnt = True
            found = parsed(self.open[0].text(), self.namespaces())
            if found and (description := value(found.element, "description")):
                self.context.about["description"] = description[:1000]

    def namespaces(self) -> dict[str, str]:
        """Return the declarations in force; of two for one prefix the inner one counts."""
        return {name: address for each in self.open for name, address in namespaces_in(each.tag).items()}

    def course(self, part: Part) -> None:
        """Read a course, or say why it cannot be read."""
        where = f"course {self.courses}, line {part.line}"
        excerpt = part.text[:200]
        if part.kind == "huge":
            self.report.rejected(where, "too_large_record", excerpt=excerpt, kilobytes=RECORD_LIMIT // 1000)
            return
        if part.kind == "cut":
            self.report.rejected(where, "cut_record", excerpt=excerpt)
            self.report.cut = True
            return
        found = parsed(part.text, self.namespaces()) if part.kind == "record" else None
        if found is None:
            detail = "its end tag is missing" if part.kind == "broken" else "it is not XML"
            self.report.rejected(where, "broken_record", excerpt=excerpt, detail=detail)
            return
        for fault in found.faults:
            if fault == "markup":
                self.report.repaired(where, "xml_mended", line=part.line + found.line - 1)
            else:
                self.report.repaired(where, f"{fault}_mended")
        presentations = children(found.element, "presentation")
        if any(
            span(date_of(child(each, "start")), date_of(child(each, "end"))).is_reversed
            for each in presentations
        ):
            self.report.repaired(where, "end_before_start")
        self.waiting.append(
            Raw(
                where,
                {"title": value(found.element, "title"), "course": Course(found.element, self.provider)},
            )
        )

    def close(self, *, is_cut: bool) -> Iterator[Raw]:
        """Hand over what is left and judge the document. :raises Unusable: where it is no course feed."""
        yield from self.hand_over()
        if not self.courses and not is_ours(self.start):
            _refuse(self.start)
        if is_cut or self.report.cut:
            self.report.cut = True
            self.report.repaired("file", "cut_file")


def read(stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
    """Yield the courses of a feed. What it says about itself goes into ``context.about``.

    :raises Unusable: ``empty``, ``not_xml``, ``not_offers`` for XML of another kind.
    """
    records = XmlRecords(
        feed_text(stream, report, declared=declared_encoding), "course", ("catalog", "provider")
    )
    feed = _Feed(context, report)
    for part in records:
        yield from feed.take(part)
        if not feed.is_known and len(feed.start) >= _START:
            break
    yield from feed.close(is_cut=records.is_cut)


def _refuse(start: str) -> None:
    """Say what a document is that is no course feed. :raises Unusable: always."""
    if not start.strip():
        raise Unusable("empty")
    if not start.lstrip("\ufeff \t\r\n").startswith("<"):
        raise Unusable("not_xml", line=1, detail="it does not begin with a tag")
    name, _ = root_of(start)
    raise Unusable(
        "not_offers",
        what=_REFUSALS.get(name.lower(), f"an XML document of another kind ({name or 'without an element'})"),
    )
