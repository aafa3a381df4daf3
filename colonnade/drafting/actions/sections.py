"""Building a text: sections added, named, moved, and taken out while nobody has written in them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from colonnade.drafting.actions.opening import still_open
from colonnade.drafting.models import Draft, Section
from colonnade.drafting.rules import Permission
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.languages import LanguageMap, tag


class SectionIsInUse(Exception):
    """Somebody has written in the section or commented on it, or the text cannot do without it."""


@transaction.atomic
def add_section(
    *,
    draft: Draft,
    headings: LanguageMap,
    guidance: LanguageMap | None = None,
    word_limit: int | None = None,
    is_required: bool = False,
    by: Any,
    at: datetime,
) -> Section:
    """Add an empty section at the end."""
    permissions.require(by, Permission.DRAFT_WRITE, draft)
    draft = _held(draft)
    last = draft.sections.order_by("position", "pk").last()
    section = Section.objects.create(
        draft=draft,
        key=_free_key(draft, next(iter(headings.values()), "")),
        position=last.position + 1 if last else 1,
        headings=keepable(headings),
        guidance=keepable(guidance or {}),
        word_limit=word_limit or None,
        is_required=is_required,
        modified_at=at,
    )
    audit.record(by=by, verb=Permission.DRAFT_WRITE, thing=section, at=at, added=section.key)
    return section


@transaction.atomic
def rename_section(
    *,
    section: Section,
    language: str,
    heading: str,
    guidance: str = "",
    word_limit: int | None = None,
    is_required: bool = False,
    by: Any,
    at: datetime,
) -> Section:
    """Say what a section is called and what belongs in it, in one language, and how much; its key stays."""
    permissions.require(by, Permission.DRAFT_WRITE, section.draft)
    still_open(section.draft)
    code = tag(language)
    section.headings = _with(section.headings, code, heading) or section.headings
    section.guidance = _with(section.guidance, code, guidance)
    section.word_limit, section.is_required = word_limit or None, is_required
    section.save(update_fields=["headings", "guidance", "word_limit", "is_required"])
    audit.record(by=by, verb=Permission.DRAFT_WRITE, thing=section, at=at, named=code)
    return section


@transaction.atomic
def move_section(*, section: Section, is_up: bool, by: Any, at: datetime) -> list[Section]:
    """Move a section one place up or down; return all in their order. At the end of the text nothing changes."""
    permissions.require(by, Permission.DRAFT_WRITE, section.draft)
    draft = _held(section.draft)
    order = list(draft.sections.order_by("position", "pk"))
    place = order.index(section)
    other = place - 1 if is_up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        for position, each in enumerate(order, 1):
            each.position = position
        Section.objects.bulk_update(order, ["position"])
        section.position = other + 1
        audit.record(by=by, verb=Permission.DRAFT_WRITE, thing=section, at=at, moved_to=other + 1)
    return order


@transaction.atomic
def drop_section(*, section: Section, by: Any, at: datetime) -> None:
    """Take out a section in which nobody has ever written.

    :raises SectionIsInUse: it has a version or a comment, or is required.
    """
    permissions.require(by, Permission.DRAFT_WRITE, section.draft)
    _held(section.draft)
    if section.is_required or section.versions.exists() or section.comments.exists():
        raise SectionIsInUse(section.key)
    audit.record(by=by, verb=Permission.DRAFT_WRITE, thing=section, at=at, dropped=section.key)
    section.delete()


def _held(draft: Draft) -> Draft:
    """The draft as it is now, locked."""
    held = Draft.objects.select_for_update().get(pk=draft.pk)
    still_open(held)
    return held


def _with(texts: LanguageMap, code: str, text: str) -> LanguageMap:
    others = {key: value for key, value in texts.items() if key != code}
    text = str(keepable(text)).strip()
    return {**others, code: text} if text else others


def _free_key(draft: Draft, heading: str) -> str:
    """A short name that no section of the draft has; numbered where the heading gives none, as in Arabic."""
    taken = set(draft.sections.values_list("key", flat=True))
    wanted = slugify(heading)[:50]
    if wanted and wanted not in taken:
        return wanted
    stem = wanted or "part"
    number = 2 if wanted else len(taken) + 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
