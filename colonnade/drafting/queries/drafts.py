"""Reading drafts: which there are, how far they are, what is missing, who wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from colonnade.drafting.models import Comment, Draft, Section, Version
from colonnade.drafting.queries.desks import waiting_for
from colonnade.drafting.queries.opened import Consultation, consultations
from colonnade.drafting.vocabulary import DraftState, Origin, Outcome, Visibility

__all__ = [
    "CONSULTATION",
    "Consultation",
    "Contributor",
    "Figure",
    "Missing",
    "Progress",
    "consultations",
    "contributors",
    "draft_with",
    "drafts_of",
    "drafts_put_away",
    "facts_of",
    "missing",
    "progress",
    "section_called",
    "sections_of",
    "waiting_for",
]

CONSULTATION = "consultation"  # the kind of a text that is written in order to be put to the public
_OPEN_ASIDE = Q(versions__origin=Origin.ASIDE, versions__settled_at__isnull=True)


@dataclass(frozen=True)
class Missing:
    """One reason why a draft cannot be final yet."""

    code: str
    key: str = ""
    heading: str = ""
    number: int = 0

    @property
    def sentence(self) -> str:
        """The reason in the reader's language."""
        return _SENTENCES[self.code](self.heading, self.number)


@dataclass(frozen=True)
class Progress:
    """How far a draft is: sections with a text, all sections, and words."""

    filled: int
    total: int
    words: int


@dataclass(frozen=True)
class Contributor:
    """Somebody who has written in a draft; without a name where they gave none or have left."""

    name: str
    versions: int
    last_at: datetime


@dataclass(frozen=True)
class Figure:
    """A figure that a section was drafted from: what, how much, of when, from whom, and where to check it."""

    label: str
    value: str
    when: str
    source: str
    url: str


def draft_with(uuid: UUID) -> Draft | None:
    """The draft with this uuid, put away or not; ``None`` otherwise."""
    return Draft.objects.filter(uuid=uuid).first()


def drafts_of(scope_id: UUID, kind: str = "") -> QuerySet[Draft]:
    """Drafts of a place that were not put away, newest first, each with ``parts`` and ``filled`` sections."""
    found = Draft.objects.filter(scope_id=scope_id, discarded_at__isnull=True)
    if kind:
        found = found.filter(kind=kind)
    return found.annotate(
        parts=Count("sections"), filled=Count("sections", filter=~Q(sections__text=""))
    ).order_by("-made_at", "-pk")


def drafts_put_away(scope_id: UUID) -> QuerySet[Draft]:
    """Drafts of a place that can still be brought back, last put away first."""
    return Draft.objects.filter(scope_id=scope_id, discarded_at__isnull=False).order_by(
        "-discarded_at", "-pk"
    )


def sections_of(draft: Draft) -> list[Section]:
    """Sections in their order, each with ``asides``: how many versions wait to be merged."""
    found = draft.sections.annotate(asides=Count("versions", filter=_OPEN_ASIDE))
    return list(found.order_by("position", "pk"))


def section_called(draft: Draft, key: str) -> Section | None:
    """The section of a draft with this key."""
    return draft.sections.select_related("draft").filter(key=key).first()


def progress(sections: Sequence[Section]) -> Progress:
    """How far these sections are."""
    filled = sum(1 for each in sections if each.text.strip())
    return Progress(filled, len(sections), sum(each.words for each in sections))


def missing(draft: Draft, sections: Sequence[Section] | None = None) -> list[Missing]:
    """Everything that stands between a draft and its being final, in reading order.

    ``sections`` may be given where :func:`sections_of` was asked already.
    """
    found: list[Missing] = []
    for each in sections_of(draft) if sections is None else sections:
        heading = str(each.heading) or each.key
        if each.is_required and not each.text.strip():
            found.append(Missing("empty", each.key, heading))
        if each.word_limit is not None and each.is_too_long:
            found.append(Missing("long", each.key, heading, each.words - each.word_limit))
        if each.asides:  # type: ignore[attr-defined]
            found.append(Missing("aside", each.key, heading, each.asides))  # type: ignore[attr-defined]
    if draft.opens_on is not None and draft.state != DraftState.WRITING:
        found += _owed_to_the_public(draft)
    return found


def _owed_to_the_public(draft: Draft) -> list[Missing]:
    waiting = Q(visibility=Visibility.WAITING)
    unanswered = Q(visibility=Visibility.SHOWN, outcome=Outcome.OPEN) & ~Q(text="")
    counts = Comment.objects.filter(draft=draft).aggregate(
        waiting=Count("pk", filter=waiting), unanswered=Count("pk", filter=unanswered)
    )
    owed = [Missing("consulting")] if draft.state == DraftState.CONSULTING else []
    owed += [Missing(code, number=number) for code, number in counts.items() if number]
    return owed if draft.outcome.strip() else [*owed, Missing("outcome")]


def contributors(draft: Draft) -> list[Contributor]:
    """Who has written, whoever wrote last first; people who have left stand as one without a name."""
    rows = (
        Version.objects.filter(section__draft=draft)
        .exclude(origin=Origin.COMPUTED)
        .values("written_by_id", "written_by__name")
        .annotate(versions=Count("pk"), last_at=Max("written_at"))
        .order_by("-last_at", "written_by_id")
    )
    return [Contributor(row["written_by__name"] or "", row["versions"], row["last_at"]) for row in rows]


def facts_of(draft: Draft) -> dict[int, list[Figure]]:
    """The figures from which each section was last drafted, by the section's key in the database."""
    rows = Version.objects.filter(section__draft=draft).exclude(facts=[]).order_by("number", "pk")
    return {
        section_id: [_figure(each) for each in facts]
        for section_id, facts in rows.values_list("section_id", "facts")
    }


def _figure(fact: dict[str, Any]) -> Figure:
    """Evidence is an address of this site or of the web, or else the name of a source."""
    evidence = str(fact.get("evidence") or "")
    is_address = evidence.startswith(("/", "https://", "http://"))
    return Figure(
        label=str(fact.get("label") or ""),
        value=str(fact.get("value") or ""),
        when=str(fact.get("when") or ""),
        source=str(fact.get("source") or ("" if is_address else evidence)),
        url=evidence if is_address else "",
    )


def _long(heading: str, number: int) -> str:
    return ngettext(
        "“%(heading)s” has %(number)s word too many.",
        "“%(heading)s” has %(number)s words too many.",
        number,
    ) % {"heading": heading, "number": number}


def _aside(heading: str, number: int) -> str:
    return ngettext(
        "“%(heading)s”: %(number)s text was written at the same time and waits to be merged.",
        "“%(heading)s”: %(number)s texts were written at the same time and wait to be merged.",
        number,
    ) % {"heading": heading, "number": number}


def _waiting(heading: str, number: int) -> str:
    return ngettext(
        "%(number)s comment has not been looked at.", "%(number)s comments have not been looked at.", number
    ) % {"number": number}


def _unanswered(heading: str, number: int) -> str:
    return ngettext(
        "%(number)s comment is not answered.", "%(number)s comments are not answered.", number
    ) % {"number": number}


_SENTENCES = {
    "empty": lambda heading, number: _("“%(heading)s” is still empty.") % {"heading": heading},
    "long": _long,
    "aside": _aside,
    "consulting": lambda heading, number: _("The text is open for comments. Close it for comments first."),
    "waiting": _waiting,
    "unanswered": _unanswered,
    "outcome": lambda heading, number: _("Nobody has said what became of the comments as a whole."),
}
