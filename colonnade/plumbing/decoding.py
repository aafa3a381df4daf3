"""Foreign bytes read as text, piece by piece: which encoding it is, and where one line ends.

Nothing is mended in silence: whatever had to be guessed or repaired is said to a callback, once.
"""

import codecs
import io
import re
from collections.abc import Callable, Iterator
from typing import Protocol

from charset_normalizer import from_bytes

Told = Callable[[str, str], None]
Declared = str | Callable[[bytes], str]

LINE_LIMIT = 16 * 1024 * 1024  # characters; a longer line is handed out in pieces, so that memory stays flat

_SAMPLE = 256 * 1024
_CHUNK = 64 * 1024
_EVIDENCE = 12 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MEANT = {"iso8859-1": "cp1252", "ascii": "utf-8", "iso8859-9": "cp1254"}  # as browsers read these names
_LATIN = ["cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "mac_roman", "cp850"]  # in order of preference
_OTHERS = [
    *("cp1251", "koi8_r", "cp866", "cp1253", "cp1255", "cp1256"),
    *("gb18030", "big5", "cp932", "euc_jp", "euc_kr"),
]
_CURLY_TWICE = (
    b"\x89\xdb"  # curly quotes of UTF-8, read as cp1252 and saved as Mac Roman: seen in real exports
)
_FOREIGN = re.compile(rb"[\x80-\xff]+")
_WITHIN_LATIN = re.compile(rb"(?:[a-z][\x80-\xff]{1,2}(?![\x80-\xff])|(?<![\x80-\xff])[\x80-\xff]{1,2}[a-z])")
_NOT_ASCII_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


class Bytes(Protocol):
    """What can be read from: a file, a response, a filter over either."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes, ``b""`` at the end."""


def open_text(stream: Bytes, *, declared: Declared = "", told: Told) -> "Text":
    """Return the characters of ``stream``.

    ``declared`` is the encoding that a server or a person named, or a function that finds it in the first
    bytes, for formats that state it there.

    ``told(code, detail)`` hears of every guess and repair: ``bom_removed``, ``encoding_guessed`` with the
    encoding used (nobody declared one, or the declared one is wrong), ``mixed_encoding`` with the encoding
    in which stray bytes were read. The stream is not closed.
    """
    return Text(stream, declared=declared, told=told)


class Text:
    """A stream of characters with ``\\n`` as the only line end, whatever the source uses.

    Iterate over it for lines, or ``read`` it by pieces; memory does not grow with the stream. ``encoding``
    may still change on the way where a file that began as plain ASCII turns out to be something else.
    """

    def __init__(self, stream: Bytes, *, declared: Declared, told: Told) -> None:
        self._stream = stream
        self._told = told
        self._held = _read_up_to(stream, _SAMPLE)
        self._waiting = ""
        self._over = False
        stated = declared if isinstance(declared, str) else declared(self._held[:1024])
        mark, self.encoding = _recognised(self._held, stated, told)
        self._held = self._held[mark:]
        self._only_ascii = self.encoding == "utf-8"  # nothing seen yet that speaks for UTF-8
        self._decoder = codecs.getincrementaldecoder(self.encoding)("strict")
        self._newlines = io.IncrementalNewlineDecoder(None, translate=True)

    def read(self, size: int = -1) -> str:
        """Return ``size`` characters or, at the end, fewer; all that is left if ``size`` is negative."""
        pieces, length = [self._waiting], len(self._waiting)
        self._waiting = ""
        while (size < 0 or length < size) and (piece := self._next_piece()):
            pieces.append(piece)
            length += len(piece)
        text = "".join(pieces)
        if 0 <= size < length:
            text, self._waiting = text[:size], text[size:]
        return text

    def chunks(self) -> Iterator[str]:
        """Yield the text by pieces of some 64 KiB (the first is larger), cut anywhere."""
        while piece := self._waiting or self._next_piece():
            self._waiting = ""
            yield piece

    def __iter__(self) -> Iterator[str]:
        """Yield the lines, each with its ``\\n`` except perhaps the last, and those longer than ``LINE_LIMIT``."""
        begun: list[str] = []  # parts of a line that is longer than a piece
        length = 0
        for piece in self.chunks():
            for line in io.StringIO(piece):
                if line[-1] != "\n" and length + len(line) < LINE_LIMIT:
                    begun.append(line)
                    length += len(line)
                elif begun:
                    yield "".join((*begun, line))
                    begun.clear()
                    length = 0
                else:
                    yield line
        if begun:
            yield "".join(begun)

    def _next_piece(self) -> str:
        """Return the next decoded piece; ``""`` only at the very end."""
        while not self._over:
            data, self._held = self._held or self._stream.read(_CHUNK), b""
            self._over = not data
            text = str(self._newlines.decode(self._decoded(data), final=self._over))
            if text:
                return text
        return ""

    def _decoded(self, data: bytes) -> str:
        pending = self._decoder.getstate()[0]
        try:
            text = self._decoder.decode(data, final=self._over)
        except UnicodeDecodeError as error:
            if self._over:  # the file was cut within a character
                return ""
            return self._decoded_otherwise(pending + data, error)
        self._only_ascii = self._only_ascii and data.isascii()
        return text

    def _decoded_otherwise(self, data: bytes, error: UnicodeDecodeError) -> str:
        """Decode what the present encoding could not: in another one, or with its stray bytes mended."""
        if self._only_ascii and not _mostly_utf8(data):
            self._only_ascii = False
            self.encoding = _guessed(data)
            self._told("encoding_guessed", self.encoding)
        else:
            self._told("mixed_encoding", "cp1252")
        self._decoder = codecs.getincrementaldecoder(self.encoding)("stray_bytes_as_cp1252")
        return self._decoder.decode(data, final=self._over)


def _stray(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("stray_bytes_as_cp1252", _stray)


def _read_up_to(stream: Bytes, size: int) -> bytes:
    """Return ``size`` bytes, asking again where a stream hands over less than it was asked for."""
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _recognised(sample: bytes, declared: str, told: Told) -> tuple[int, str]:
    """Return the length of the byte-order mark and the encoding."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            told("bom_removed", "")
            return len(mark), encoding
    if wide := _wide(sample):
        if _codec(declared) != wide:
            told("encoding_guessed", wide)
        return 0, wide
    stated = _codec(declared)
    if sample.isascii():  # nothing to judge by: believe what was said
        return 0, stated or "utf-8"
    if _fits(sample, "utf-8"):
        if stated not in ("", "utf-8"):
            told("encoding_guessed", "utf-8")
        return 0, "utf-8"
    if stated not in ("", "utf-8") and _fits(sample, stated):
        return 0, stated
    if _mostly_utf8(sample):
        return 0, "utf-8"
    encoding = _guessed(sample)
    told("encoding_guessed", encoding)
    return 0, encoding


def _codec(declared: str) -> str:
    """Return Python's name of a declared encoding, "" for one it does not know."""
    try:
        name = codecs.lookup(declared.strip()).name if declared.strip() else ""
    except (LookupError, ValueError):
        return ""
    return _MEANT.get(name, name)


def _wide(sample: bytes) -> str:
    """Name UTF-16 that came without a mark: every second byte of mostly Latin text is zero."""
    start = sample[:400]
    pairs = len(start) // 2
    if pairs < 4 or b"\0" not in start:
        return ""
    if start[1::2].count(0) > pairs * 0.7 and not start[0::2].count(0):
        return "utf-16-le"
    if start[0::2].count(0) > pairs * 0.7 and not start[1::2].count(0):
        return "utf-16-be"
    return ""


def _fits(sample: bytes, encoding: str) -> bool:
    """Say whether the sample decodes without an error; its last character may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(sample, final=False)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _mostly_utf8(sample: bytes) -> bool:
    """Say whether UTF-8 with a few stray bytes explains the sample: ten good characters for each bad."""
    text = sample.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return len(_NOT_ASCII.findall(text)) - wrong >= 10 * wrong


def _guessed(sample: bytes) -> str:
    """Guess an encoding from the lines that are not plain ASCII; Western European where nothing speaks."""
    evidence, length = [], 0
    for match in _NOT_ASCII_LINE.finditer(sample):
        evidence.append(match.group()[:2000])
        length += len(evidence[-1])
        if length > _EVIDENCE:
            break
    found = b"\n".join(evidence)
    if _CURLY_TWICE in found:
        return "mac_roman"
    words = len(_FOREIGN.findall(found))
    latin = len(_WITHIN_LATIN.findall(found)) >= 0.8 * words
    matches = from_bytes(found, cp_isolation=_LATIN if latin else _LATIN + _OTHERS)
    best = matches.best()
    if best is None:
        return "cp1252"
    equals = {
        name
        for match in matches
        if match.chaos <= best.chaos + 0.001 and match.coherence >= best.coherence - 0.02
        for name in match.could_be_from_charset
    }
    choice = next((name for name in _LATIN if name in equals), best.encoding)
    return "cp1254" if choice == "cp1252" and "cp1254" in equals and _turkish(found) else choice


def _turkish(found: bytes) -> bool:
    """Say whether letters that only Turkish and Icelandic put on these bytes stand without Iceland's vowels."""
    letters = set(found.decode("cp1252", "replace"))
    return bool(letters & set("þýðÞÝÐ")) and not letters & set("áéíóúæÁÉÍÓÚÆ")
