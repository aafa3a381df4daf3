"""A calendar as a stream of lines: folds undone, each line read as a property."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

LINE_LIMIT = 256 * 1024  # characters of one content line; what is longer is an attachment inside the calendar

_SPLIT_CHARACTER = re.compile(
    rb"([\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})(\r?\n[ \t])(?=[\x80-\xbf])"
)
_WITHIN_CHARACTER = re.compile(rb"\n[ \t][\x80-\xbf]")  # quick to look for
_SIMPLE = re.compile(r"([A-Za-z0-9-]+):(.*)", re.DOTALL)
_PROPERTY = re.compile(
    r"([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:\"[^\"]*\"|[^\":;,]*)(?:,(?:\"[^\"]*\"|[^\":;,]*))*)*):(.*)",
    re.DOTALL,
)
_LOOSE = re.compile(r"([A-Za-z0-9-]+)((?:[;\s][^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?):(.*)", re.DOTALL)
_PARAMETER = re.compile(r";([A-Za-z0-9-]+)=((?:\"[^\"]*\"|[^\":;,]*)(?:,(?:\"[^\"]*\"|[^\":;,]*))*)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LISTED = re.compile(r"(?:\\.|[^,\\]|\\$)+", re.DOTALL)
_LINE_END = re.compile(rb"[\r\n]")


class Rejoined:
    """Bytes in which a fold never stands inside a character: some programs fold by bytes, not by characters.

    The fold is moved before the character, so that line numbers stay true.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""

    def read(self, size: int = 65536) -> bytes:
        """Return up to about ``size`` bytes; ``b""`` at the end."""
        while True:
            fresh = self._stream.read(size)
            data = self._held + fresh
            cut = _safe_cut(data) if fresh else len(data)
            head, self._held = data[:cut], data[cut:]
            if head or not fresh:
                return _SPLIT_CHARACTER.sub(rb"\2\1", head) if _WITHIN_CHARACTER.search(head) else head


def _safe_cut(data: bytes) -> int:
    """Return where to cut so that no fold and the bytes around it are parted."""
    tail = data[-12:]
    end = _LINE_END.search(tail)
    return max(0, len(data) - len(tail) + end.start() - 4 if end else len(data) - 4)


class Line(NamedTuple):
    """One content line with its folds undone. ``number`` is that of its first line in the file."""

    number: int
    text: str
    is_cut: bool = False  # it was longer than ``LINE_LIMIT``


class Property(NamedTuple):
    """The parameters and the value of a property, the value still escaped."""

    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as text (RFC 5545 section 3.3.11)."""
        return unescaped(self.value)


def unfolded(lines: Iterable[str]) -> Iterator[Line]:
    """Undo the folds of RFC 5545 section 3.1. Empty lines are left out."""
    number = start = length = 0
    pieces: list[str] = []
    for number, raw in enumerate(lines, 1):
        if raw[0] in " \t" and pieces:
            if length < LINE_LIMIT:
                pieces.append(raw[1:].rstrip("\n"))
            length += len(raw)
            continue
        if pieces:
            yield Line(start, "".join(pieces), length >= LINE_LIMIT)
            pieces = []
        text = raw.rstrip("\n")
        if text and not text.isspace():
            pieces, start, length = [text[:LINE_LIMIT]], number, len(text)
    if pieces:
        yield Line(start, "".join(pieces), length >= LINE_LIMIT)


def unescaped(value: str) -> str:
    """Undo the escapes of a text value; a backslash before any other character stands for that character."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def listed(value: str) -> list[str]:
    """Split a list of texts at its commas, escaped ones excepted, and undo the escapes."""
    return [text for part in _LISTED.findall(value) if (text := unescaped(part).strip())]


def property_of(text: str) -> tuple[str, Property, bool] | None:
    """Read a content line as name (upper case), property, and whether it had to be mended.

    ``None`` for a line that is no property. What is mended: empty parameters, spaces around the name.
    """
    if match := _SIMPLE.match(text):
        return match[1].upper(), Property({}, match[2]), False
    if match := _PROPERTY.match(text):
        return match[1].upper(), Property(_parameters(match[2]), match[3]), False
    if match := _LOOSE.match(text):
        return match[1].upper(), Property(_parameters(match[2]), match[3]), True
    return None


def _parameters(text: str) -> dict[str, str]:
    return {match[1].upper(): match[2].strip('"') for match in _PARAMETER.finditer(text)}
