"""Writing a section so that nobody's words are lost, whoever writes at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.drafting.actions.opening import still_open, tidied
from colonnade.drafting.models import Draft, Section, Version
from colonnade.drafting.queries.merging import merged
from colonnade.drafting.queries.versions import belong_together, kept_versions, superseded, text_at
from colonnade.drafting.rules import Permission
from colonnade.drafting.vocabulary import KEPT_APART, Origin, Saved
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable


class AlreadySettled(Exception):
    """Somebody has merged or dropped this version."""


@dataclass(frozen=True)
class Written:
    """What came of writing. ``section`` holds what stands there now, also when that is somebody else's text.

    ``version`` is the one that was made; ``None`` where nothing needed to be. After ``ASIDE`` it is the writer's own
    text, which waits to be merged.
    """

    saved: Saved
    section: Section
    version: Version | None = None


@transaction.atomic
def write_section(
    *,
    section: Section,
    text: str,
    based_on: int,
    by: Any,
    at: datetime,
    origin: str = Origin.WRITTEN,
    facts: Sequence[dict[str, Any]] = (),
) -> Written:
    """Write what a section says. ``based_on`` is the number of the version that the writer saw.

    Every change makes a version and counts the number up. Where somebody wrote in the meantime nothing is overwritten:
    changes that do not touch each other are merged; others are kept aside until somebody settles them. The caller's
    ``section`` is brought up to date. Refused to anybody who may not write in the place.

    :raises TextIsFixed: the text is final or was put away.
    :raises TextIsTooLong: it has more than ``LONGEST_TEXT`` characters.
    """
    permissions.require(by, Permission.DRAFT_WRITE, section.draft)
    held = _held(section)
    text = tidied(text)
    if text == held.text:
        written = Written(Saved.UNCHANGED, section)
    elif based_on == held.number:
        version = _replace(held, text, based_on, origin, facts, by, at)
        written = Written(Saved.KEPT, section, version)
    else:
        written = _beside(section, held, text, based_on, by, at)
    section.text, section.number, section.modified_at = held.text, held.number, held.modified_at
    return written


@transaction.atomic
def settle_aside(
    *, version: Version, text: str | None, based_on: int | None = None, by: Any, at: datetime
) -> Written:
    """Settle a version that was set aside: with the ``text`` that takes both up, or drop it with ``None``.

    The version itself is kept in the history. Should somebody write while it is being settled, the same care is
    taken of that as in :func:`write_section`.

    :raises AlreadySettled: it has been merged or dropped.
    """
    section = version.section
    permissions.require(by, Permission.DRAFT_WRITE, section.draft)
    still_open(section.draft)
    open_ones = Version.objects.filter(pk=version.pk, origin=Origin.ASIDE, settled_at__isnull=True)
    if not open_ones.update(settled_at=at):
        raise AlreadySettled(version.pk)
    version.settled_at = at
    audit.record(
        by=by, verb=Permission.DRAFT_WRITE, thing=section, at=at, settled=version.pk, dropped=text is None
    )
    if text is None:
        return Written(Saved.UNCHANGED, section)
    seen = section.number if based_on is None else based_on
    return write_section(section=section, text=text, based_on=seen, by=by, at=at)


@transaction.atomic
def restore_version(*, version: Version, based_on: int, by: Any, at: datetime) -> Written:
    """Let a section say again what it said once, as a new version; what stands there now stays in its history."""
    return write_section(section=version.section, text=version.text, based_on=based_on, by=by, at=at)


def _held(section: Section) -> Section:
    """The section as it is now, locked with its draft, so that nobody writes or freezes at the same moment."""
    held = Section.objects.select_for_update().select_related("draft").get(pk=section.pk)
    still_open(held.draft)
    return held


def _beside(section: Section, held: Section, text: str, based_on: int, by: Any, at: datetime) -> Written:
    """Somebody wrote in the meantime: merge if nothing touches, else keep the text aside, once."""
    base = text_at(held, based_on)
    merge = None if base is None else merged(base, text, held.text)
    if merge is not None and merge.is_clean:
        made = None
        if merge.text != held.text:
            made = _replace(held, tidied(merge.text), based_on, Origin.WRITTEN, (), by, at)
        return Written(Saved.MERGED, section, made)
    waiting = held.versions.filter(origin=Origin.ASIDE, settled_at__isnull=True, written_by_id=by.pk)
    version = waiting.filter(text=text).first()
    if version is None:
        version = Version.objects.create(
            section=held,
            number=held.number,
            text=text,
            origin=Origin.ASIDE,
            based_on=based_on,
            written_by_id=by.pk,
            written_at=at,
        )
        audit.record(by=by, verb=Permission.DRAFT_WRITE, thing=held, at=at, aside=version.pk)
    return Written(Saved.ASIDE, section, version)


def _replace(
    held: Section,
    text: str,
    based_on: int,
    origin: str,
    facts: Sequence[dict[str, Any]],
    by: Any,
    at: datetime,
) -> Version:
    """Make the next version. Savings in one go are recorded in the audit trail once."""
    last = kept_versions(held).defer("text", "facts").last()
    version = Version.objects.create(
        section=held,
        number=held.number + 1,
        text=text,
        origin=origin,
        based_on=based_on,
        facts=keepable(list(facts)),
        written_by_id=by.pk,
        written_at=at,
    )
    held.text, held.number, held.modified_at = text, version.number, at
    held.save(update_fields=["text", "number", "modified_at"])
    Draft.objects.filter(pk=held.draft_id).update(modified_at=at)
    if last is None or not belong_together(last, version):
        _fold(held, at)
        audit.record(by=by, verb=Permission.DRAFT_WRITE, thing=held, at=at, number=version.number)
    return version


def _fold(section: Section, at: datetime) -> None:
    """What was saved in one go becomes one version, once nobody can still have a page open that shows a stop between.

    Not at once: the merge needs to know what exactly the other writer saw.
    """
    old = kept_versions(section).filter(written_at__lt=at - KEPT_APART).defer("text", "facts")
    stops = [each.pk for each in superseded(old) if each.number != section.public_number]
    Version.objects.filter(pk__in=stops).delete()
