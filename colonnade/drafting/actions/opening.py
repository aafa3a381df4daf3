"""Beginning a text, naming it, putting it away and bringing it back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import PROTECT, ProtectedError

from colonnade.drafting.models import Draft, Section, Version
from colonnade.drafting.rules import Permission
from colonnade.drafting.vocabulary import KEPT_AWAY, LONGEST_TEXT, DraftState, Origin
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.languages import LanguageMap, tag


class TextIsFixed(Exception):
    """The text is final or was put away; nothing in it changes."""


class TextIsTooLong(Exception):
    """A section holds at most ``LONGEST_TEXT`` characters."""


class ConsultationIsNotOpen(Exception):
    """The text is not open for comments now."""


class StillNeeded(Exception):
    """The public was asked about the text, or something else rests on it, so that it cannot be put away."""


@dataclass(frozen=True)
class SectionFacts:
    """What a section begins with. ``facts`` are the figures it was drafted from: {label, value, evidence}."""

    key: str
    headings: LanguageMap
    guidance: LanguageMap = field(default_factory=dict)
    word_limit: int | None = None
    is_required: bool = False
    text: str = ""
    origin: str = Origin.WRITTEN
    facts: Sequence[dict[str, Any]] = ()


@transaction.atomic
def open_draft(
    *,
    scope_id: UUID,
    kind: str,
    titles: LanguageMap,
    language: str,
    sections: Sequence[SectionFacts],
    subject_id: UUID | None = None,
    is_demo: bool = False,
    by: Any,
    at: datetime,
) -> Draft:
    """Begin a text that only those see who may write it.

    Refused to anybody who may not write in the place. A section that has a text begins with version 1, else with none.
    """
    draft = Draft(
        scope_id=scope_id,
        kind=kind,
        subject_id=subject_id,
        titles=keepable(titles),
        language=tag(language),
        is_demo=is_demo,
        made_at=at,
        modified_at=at,
    )
    permissions.require(by, Permission.DRAFT_WRITE, draft)
    draft.save()
    for position, facts in enumerate(sections, 1):
        _begin(draft, facts, position, by, at)
    audit.record(by=by, verb=Permission.DRAFT_WRITE, thing=draft, at=at, begun=True, sections=len(sections))
    return draft


@transaction.atomic
def retitle_draft(*, draft: Draft, language: str, title: str, by: Any, at: datetime) -> Draft:
    """Call a text something else in one language; an empty title takes that language away, never the last one."""
    permissions.require(by, Permission.DRAFT_WRITE, draft)
    still_open(draft)
    title, code = str(keepable(title)).strip()[:200], tag(language)
    titles = {key: value for key, value in draft.titles.items() if key != code}
    if title:
        titles[code] = title
    if titles and titles != draft.titles:
        draft.titles, draft.modified_at = titles, at
        draft.save(update_fields=["titles", "modified_at"])
        audit.record(by=by, verb=Permission.DRAFT_WRITE, thing=draft, at=at, title=code)
    return draft


@transaction.atomic
def discard_draft(*, draft: Draft, by: Any, at: datetime) -> Draft:
    """Put a text away. Within thirty days it can be brought back; then it is forgotten.

    :raises StillNeeded: the public has been asked about it, or a row of another module rests on it.
    """
    permissions.require(by, Permission.DRAFT_OPEN, draft)
    if draft.state != DraftState.WRITING or _rested_on(draft):
        raise StillNeeded(draft.pk)
    if draft.discarded_at is None:
        draft.discarded_at = at
        draft.save(update_fields=["discarded_at"])
        audit.record(by=by, verb=Permission.DRAFT_OPEN, thing=draft, at=at, discarded=True)
    return draft


@transaction.atomic
def bring_back_draft(*, draft: Draft, by: Any, at: datetime) -> Draft:
    """Undo :func:`discard_draft`."""
    permissions.require(by, Permission.DRAFT_OPEN, draft)
    if draft.discarded_at is not None:
        draft.discarded_at = None
        draft.save(update_fields=["discarded_at"])
        audit.record(by=by, verb=Permission.DRAFT_OPEN, thing=draft, at=at, discarded=False)
    return draft


@transaction.atomic
def forget_discarded(*, at: datetime) -> int:
    """Delete texts that were put away thirty days ago; for the scheduler, which keeps what the pages promise.

    A text on which another module has come to rest in the meantime is left where it is.
    """
    forgotten = 0
    for draft in Draft.objects.filter(discarded_at__lt=at - KEPT_AWAY).order_by("pk"):
        try:
            with transaction.atomic():
                draft.delete()
        except ProtectedError:
            continue
        forgotten += 1
    return forgotten


def still_open(draft: Draft) -> None:
    """Pass silently, or raise :class:`TextIsFixed`."""
    if draft.is_fixed:
        raise TextIsFixed(draft.pk)


def tidied(text: str) -> str:
    """A text as it is kept: one kind of line break, no space at its end, nothing a database refuses."""
    text = str(keepable(text)).replace("\r\n", "\n").replace("\r", "\n")
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if len(text) > LONGEST_TEXT:
        raise TextIsTooLong(len(text))
    return text


def _begin(draft: Draft, facts: SectionFacts, position: int, by: Any, at: datetime) -> None:
    text = tidied(facts.text)
    section = Section.objects.create(
        draft=draft,
        key=facts.key[:60],
        position=position,
        headings=keepable(facts.headings),
        guidance=keepable(facts.guidance),
        word_limit=facts.word_limit or None,
        is_required=facts.is_required,
        text=text,
        number=1 if text else 0,
        modified_at=at,
    )
    if text:
        Version.objects.create(
            section=section,
            number=1,
            text=text,
            origin=facts.origin,
            facts=keepable(list(facts.facts)),
            written_by_id=by.pk,
            written_at=at,
        )


def _rested_on(draft: Draft) -> bool:
    """Whether a row of any module would refuse that the draft goes."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: draft}).exists()
        for relation in Draft._meta.related_objects
        if relation.on_delete is PROTECT  # type: ignore[attr-defined]
    )
