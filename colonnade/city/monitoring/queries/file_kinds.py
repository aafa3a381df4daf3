"""What a file is, told by its content and not by its name; what could do harm is not taken."""

import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from colonnade.city.monitoring.vocabulary.evidence import LARGEST_UPLOAD

_BEGINNINGS = (
    (0, b"%PDF-", "application/pdf", ".pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (0, b"\xff\xd8\xff", "image/jpeg", ".jpg"),
    (0, b"GIF8", "image/gif", ".gif"),
    (8, b"WEBP", "image/webp", ".webp"),
    (4, b"ftyp", "video/mp4", ".mp4"),
    (0, b"ID3", "audio/mpeg", ".mp3"),
    (0, b"OggS", "audio/ogg", ".ogg"),
)
_OFFICE = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
)
_OPEN_DOCUMENT = {"text": ".odt", "spreadsheet": ".ods", "presentation": ".odp"}
_TEXTS = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".json": "application/json",
    ".md": "text/markdown",
}
_CONTROLS = {*range(9), 11, 12, *range(14, 32)} - {27}


class FileIsRefused(ValueError):
    """A file that the dossier does not take; ``sentence`` says why and what to do."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file is: its media type, and the ending that its name should have."""

    content_type: str
    ending: str


def kind_of(file: BinaryIO | File[Any], name: str, size: int) -> FileKind:
    """Look into a file that can be read from the start.

    :raises FileIsRefused: it is empty, too large, of a kind we do not know, or could run something.
    """
    if size == 0:
        raise FileIsRefused(_("This file is empty. Choose another one."))
    if size > LARGEST_UPLOAD:
        raise FileIsRefused(_("This file is larger than 20 MB. Make it smaller, or give a link to it."))
    file.seek(0)
    head = file.read(2048)
    for start, mark, content_type, ending in _BEGINNINGS:
        if head[start : start + len(mark)] == mark:
            return FileKind(content_type, ending)
    if head[:4] == b"PK\x03\x04":
        return _packed(file)
    if head[:4] == b"\xd0\xcf\x11\xe0":
        raise FileIsRefused(
            _("Files of this old Office format can carry programs. Save it as PDF, DOCX or XLSX.")
        )
    file.seek(0)
    return _text(file.read(), name)


def file_name(name: str, kind: FileKind) -> str:
    """The name somebody gave the file, without folders, and with the ending that its content asks for."""
    path = PurePath(name.replace("\\", "/").replace("\x00", ""))
    stem = "".join(each for each in path.stem if each.isprintable()).strip(" .")[:150] or "file"
    same = path.suffix.lower() in {kind.ending, ".jpeg" if kind.ending == ".jpg" else kind.ending}
    return stem + (path.suffix.lower() if same else kind.ending)


def _packed(file: BinaryIO | File[Any]) -> FileKind:
    """Office and OpenDocument files are ZIP files; any other ZIP file could hold anything."""
    file.seek(0)
    try:
        with zipfile.ZipFile(cast(BinaryIO, file)) as packed:
            names = packed.namelist()
            if any(
                name.lower().endswith(("vbaproject.bin", ".exe", ".js")) or name.startswith("Scripts/")
                for name in names
            ):
                raise FileIsRefused(_("This file carries a program (a macro). Save it without macros."))
            if "[Content_Types].xml" in names:
                for folder, content_type, ending in _OFFICE:
                    if any(name.startswith(folder) for name in names):
                        return FileKind(content_type, ending)
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 200:
                said = packed.read("mimetype").decode("ascii", "replace").strip()
                kind = said.removeprefix("application/vnd.oasis.opendocument.")
                if kind in _OPEN_DOCUMENT:
                    return FileKind(said, _OPEN_DOCUMENT[kind])
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        if isinstance(error, FileIsRefused):
            raise
        raise FileIsRefused(_("This file is damaged and could not be opened.")) from error
    raise FileIsRefused(_("A ZIP file can hold anything. Bring the files in it one by one."))


def _text(content: bytes, name: str) -> FileKind:
    try:
        text = content.decode("utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if any(ord(each) in _CONTROLS for each in text[:100_000]):
        raise FileIsRefused(
            _("We do not know this kind of file. Bring a PDF, a picture, a table, a text or a recording.")
        )
    if text.lstrip()[:1] == "<":
        raise FileIsRefused(
            _("Web pages and drawings made of code are not taken. Save it as PDF, or give a link.")
        )
    ending = PurePath(name).suffix.lower()
    return FileKind(_TEXTS.get(ending, "text/plain"), ending if ending in _TEXTS else ".txt")
