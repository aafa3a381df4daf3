"""What a section said at any time: its history, and what changed between two versions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Protocol

from django.db.models import QuerySet

from colonnade.drafting.models import Draft, Section, Version
from colonnade.drafting.queries.merging import Merge, merged
from colonnade.drafting.vocabulary import ONE_GO, Origin

# A word, a mark or a Chinese sign, each with the space before it.
_SIGNS = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff"
_TOKEN = re.compile(rf"[^\S\n]*(?:[{_SIGNS}]|[^\W{_SIGNS}]+|[^\w\s])|\s")
SAME, ADDED, REMOVED = "same", "added", "removed"


@dataclass(frozen=True)
class Segment:
    """A piece of text and whether it stayed, was added or was removed."""

    kind: str
    text: str


class _Saving(Protocol):
    origin: str
    written_by_id: int | None
    written_at: datetime


def belong_together(earlier: _Saving, later: _Saving) -> bool:
    """Say whether somebody saved twice in one go, so that only the later version tells something."""
    return (
        earlier.written_by_id is not None
        and earlier.written_by_id == later.written_by_id
        and earlier.origin == later.origin == Origin.WRITTEN
        and later.written_at - earlier.written_at < ONE_GO
    )


def superseded(versions: Iterable[Version]) -> list[Version]:
    """Those of a section's versions, oldest first, that were only stops on the way to the next."""
    return [earlier for earlier, later in pairwise(versions) if belong_together(earlier, later)]


def kept_versions(section: Section) -> QuerySet[Version]:
    """Every version that was once the text, oldest first; those set aside never were."""
    return section.versions.exclude(origin=Origin.ASIDE).order_by("number", "pk")


def history(section: Section) -> list[Version]:
    """Versions of a section, newest first; savings in one go count as one."""
    versions = list(kept_versions(section).select_related("written_by").defer("text", "facts"))
    hidden = {each.pk for each in superseded(versions)}
    return [each for each in reversed(versions) if each.pk not in hidden]


def version_numbered(section: Section, number: int) -> Version | None:
    """The version with this number, if it is still kept apart."""
    return kept_versions(section).filter(number=number).first()


def text_at(section: Section, number: int) -> str | None:
    """What the section said at a number; nothing at 0, ``None`` where that version is no longer kept apart."""
    if number == section.number:
        return section.text
    if number == 0:
        return ""
    return kept_versions(section).filter(number=number).values_list("text", flat=True).first()


def aside(pk: int, section: Section) -> Version | None:
    """A version of the section that waits to be merged."""
    waiting = section.versions.filter(origin=Origin.ASIDE, settled_at__isnull=True)
    return waiting.select_related("written_by").filter(pk=pk).first()


def open_asides(draft: Draft) -> QuerySet[Version]:
    """Versions of a draft that wait to be merged, oldest first."""
    waiting = Version.objects.filter(section__draft=draft, origin=Origin.ASIDE, settled_at__isnull=True)
    return (
        waiting.select_related("written_by").defer("text").order_by("section__position", "written_at", "pk")
    )


def proposal(version: Version) -> Merge:
    """A version set aside and the present text put together, for somebody to finish by hand."""
    section = version.section
    base = None if version.based_on is None else text_at(section, version.based_on)
    return merged(base, version.text, section.text)


def texts_put_to_the_public(sections: Sequence[Section]) -> dict[int, str]:
    """What every section said when the public was asked, by the section's key in the database."""
    wanted = {each.pk: each.public_number for each in sections if each.public_number is not None}
    texts = dict.fromkeys(wanted, "")
    rows = Version.objects.filter(section__in=wanted, number__in=set(wanted.values()))
    for section_id, number, text in rows.exclude(origin=Origin.ASIDE).values_list(
        "section_id", "number", "text"
    ):
        if wanted[section_id] == number:
            texts[section_id] = text
    return texts


def difference(before: str, after: str) -> list[Segment]:
    """What was added and removed, word by word, in reading order; pieces of one kind are joined."""
    segments: list[Segment] = []
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            _add(segments, SAME, "".join(old[i:j]))
        else:
            _add_words(segments, "".join(old[i:j]), "".join(new[k:m]))
    return segments


def _add_words(segments: list[Segment], before: str, after: str) -> None:
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            _add(segments, SAME, "".join(old[i:j]))
        else:
            _add(segments, REMOVED, "".join(old[i:j]))
            _add(segments, ADDED, "".join(new[k:m]))


def _add(segments: list[Segment], kind: str, text: str) -> None:
    if not text:
        return
    if segments and segments[-1].kind == kind:
        segments[-1] = Segment(kind, segments[-1].text + text)
    else:
        segments.append(Segment(kind, text))
