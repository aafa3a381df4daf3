"""Colleagues answer together: two editors never overwrite each other, and files are what they say they are."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from colonnade.network.charter.models import Answer, AnswerVersion, Application, Upload
from colonnade.network.charter.queries.prefill import prefilled
from colonnade.network.charter.rules import Permission
from colonnade.people.models import Person
from colonnade.people.queries import person_of
from colonnade.plumbing import audit, permissions

LARGEST_FILE = 20_000_000  # bytes
MOST_FILES = 10  # for one question
_MAGIC = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_OFFICE = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_LARGEST_UNPACKED = 200_000_000  # bytes; more is taken for a bomb


class NotWritable(Exception):
    """The application was handed in; its answers stay as they are."""


class NotThatFile(Exception):
    """A file is refused; ``why`` is one of EMPTY, LARGE, KIND, HOSTILE, MANY."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Given:
    """An answer as it was typed, over which version of the stored one; 0: nothing was stored then."""

    value: Any
    version: int


@dataclass
class Saved:
    """What came of saving: codes that were kept, and answers that a colleague had changed in the meantime."""

    kept: list[str] = field(default_factory=list)
    conflicts: dict[str, tuple[Any, Answer]] = field(default_factory=dict)  # typed here, stored there


@transaction.atomic
def save_answers(*, application: Application, given: Mapping[str, Given], by: Any, at: datetime) -> Saved:
    """Keep answers; one that a colleague changed since it was read is not overwritten but given back as a conflict.

    Every version that was ever kept stays in the history.

    :raises NotWritable: it was handed in.
    """
    permissions.require(by, Permission.APPLICATION_WRITE, application.territory)
    fresh = Application.objects.select_for_update().get(pk=application.pk)
    if not fresh.is_writable:
        raise NotWritable(application.pk)
    there = {
        row.question: row for row in Answer.objects.filter(application=application, question__in=list(given))
    }
    saved = Saved()
    person = person_of(by)
    for code, each in given.items():
        row = there.get(code)
        if row is not None and row.value == each.value:
            continue
        if row is None and each.value in (None, "", [], {}):
            continue
        if row is not None and row.version != each.version:
            saved.conflicts[code] = (each.value, row)
            continue
        if _keep(application, code, each.value, row, person, at):
            saved.kept.append(code)
        else:
            other = Answer.objects.get(application=application, question=code)
            saved.conflicts[code] = (each.value, other)
    if saved.kept:
        audit.record(
            by=by, verb=Permission.APPLICATION_WRITE, thing=application, at=at, questions=sorted(saved.kept)
        )
    return saved


def _keep(
    application: Application, code: str, value: Any, row: Answer | None, person: Person | None, at: datetime
) -> bool:
    """Write one answer and its former version; false where a colleague came first."""
    if row is None:
        try:
            with transaction.atomic():
                Answer.objects.create(
                    application=application, question=code, value=value, edited_by=person, edited_at=at
                )
        except IntegrityError:
            return False
        return True
    changed = Answer.objects.filter(pk=row.pk, version=row.version).update(
        value=value, version=row.version + 1, edited_by=person, edited_at=at
    )
    if changed:
        AnswerVersion.objects.create(
            answer=row, version=row.version, value=row.value, edited_by=row.edited_by, edited_at=row.edited_at
        )
    return bool(changed)


@transaction.atomic
def prefill_application(*, application: Application, by: Any, at: datetime) -> list[str]:
    """Fill empty answers with what the platform knows of the city and what it said last time; returns their codes."""
    permissions.require(by, Permission.APPLICATION_WRITE, application.territory)
    there = set(application.answers.values_list("question", flat=True))
    given = {
        code: Given(known.value, 0) for code, known in prefilled(application).items() if code not in there
    }
    return save_answers(application=application, given=given, by=by, at=at).kept


def kind_of(data: bytes) -> str:
    """The media type a file truly has, by its first bytes and its parts, whatever its name says.

    :raises NotThatFile: it is of no kind that is taken, holds macros, or unpacks beyond all measure.
    """
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    raise NotThatFile("KIND")


def _office_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = {each.filename for each in packed.infolist()}
            if sum(each.file_size for each in packed.infolist()) > _LARGEST_UNPACKED:
                raise NotThatFile("HOSTILE")
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js")) for name in names):
                raise NotThatFile("HOSTILE")
            for part, kind in _OFFICE.items():
                if part in names:
                    return kind
            if "mimetype" in names:
                said = packed.read("mimetype").decode("ascii", "replace").strip()
                if said.startswith("application/vnd.oasis.opendocument."):
                    return said
    except (zipfile.BadZipFile, OSError, RuntimeError):
        raise NotThatFile("KIND") from None
    raise NotThatFile("KIND")


@transaction.atomic
def add_upload(
    *, application: Application, question: str, name: str, data: bytes, by: Any, at: datetime
) -> Upload:
    """Keep a file for a question. PDF, pictures, office documents without macros.

    :raises NotWritable: it was handed in.
    :raises NotThatFile: empty, larger than :data:`LARGEST_FILE`, of another kind, hostile, or one too many.
    """
    permissions.require(by, Permission.APPLICATION_WRITE, application.territory)
    if not Application.objects.get(pk=application.pk).is_writable:
        raise NotWritable(application.pk)
    if not data:
        raise NotThatFile("EMPTY")
    if len(data) > LARGEST_FILE:
        raise NotThatFile("LARGE")
    held = Upload.objects.filter(application=application, question=question, removed_at__isnull=True)
    if held.count() >= MOST_FILES:
        raise NotThatFile("MANY")
    kind, digest = kind_of(data), hashlib.sha256(data).hexdigest()
    same = held.filter(digest=digest).first()
    if same is not None:
        return same
    clean = (
        "".join(char for char in PurePath(name.replace("\\", "/")).name if char.isprintable())[:200] or "file"
    )
    upload = Upload(
        application=application, question=question, name=clean, media_type=kind, size=len(data), digest=digest,
        by=person_of(by), at=at,
    )  # fmt: skip
    upload.file.save(f"{digest[:32]}.bin", ContentFile(data), save=False)
    upload.save()
    audit.record(by=by, verb=Permission.APPLICATION_WRITE, thing=application, at=at, upload=str(upload.uuid))
    return upload


@transaction.atomic
def remove_upload(*, upload: Upload, by: Any, at: datetime) -> None:
    """Take a file out of an application that is still written; it stays on record until the application goes."""
    permissions.require(by, Permission.APPLICATION_WRITE, upload.application.territory)
    if not upload.application.is_writable:
        raise NotWritable(upload.application_id)
    upload.removed_at = at
    upload.save(update_fields=["removed_at"])
    audit.record(
        by=by, verb=Permission.APPLICATION_WRITE, thing=upload.application, at=at, removed=str(upload.uuid)
    )
