"""The records of an XML document of any size, one at a time: elements of one name are cut out of the text.

They are cut out before anything is parsed, so that a fault in one record costs that record and not, as
with a parser that has to recover, all that follow.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from html.entities import html5
from types import MappingProxyType
from typing import Protocol

from lxml import etree

RECORD_LIMIT = 5_000_000  # characters

_PIECE = 1 << 18
_LONGEST_TOKEN = 200  # of the beginning of a tag, up to its name
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']")
_NAMESPACE = re.compile(r"""\b(xmlns(?::[\w.-]+)?)\s*=\s*("[^"<]*"|'[^'<]*')""")
_TAG_END = re.compile(r"""(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_SPECIAL = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))|([A-Za-z][A-Za-z0-9]{0,30}));")
_BARE = re.compile(r"&(?!#?[A-Za-z0-9]{1,31};)")
_LESS = re.compile(r"<(?![A-Za-z_/!?])")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


class Source(Protocol):
    """Anything that hands over characters."""

    def read(self, size: int, /) -> str:
        """Return up to ``size`` characters, none only at the end."""
        ...


@dataclass(slots=True)
class Part:
    """A piece of the document in its order.

    ``kind``: ``open`` and ``close`` are tags of a container, ``text`` is what stands between, ``record`` is
    a whole record; ``broken`` is one that another record or the end of its container interrupts, ``huge``
    one too long to be held, ``cut`` one in which the document ends (all three with their beginning).
    """

    kind: str
    name: str  # local name of the element, "" for text
    text: str
    line: int


def declared_encoding(start: bytes) -> str:
    """Return the encoding that the first line of a document states, "" if none."""
    match = _DECLARED.match(start.lstrip(b"\xef\xbb\xbf \t\r\n"))
    return match[1].decode("ascii") if match else ""


def namespaces_in(tag: str) -> dict[str, str]:
    """Return the namespace declarations of a start tag: attribute name to value, in its quotes."""
    return {match[1]: match[2] for match in _NAMESPACE.finditer(tag)}


class XmlRecords:
    """One pass over a document, to iterate over once.

    :param record: local name of the elements to cut out.
    :param containers: local names of the elements around them, whose tags are told.

    Afterwards ``is_cut`` says whether a container was left open.
    """

    def __init__(
        self, source: Source, record: str, containers: tuple[str, ...] = (), *, limit: int = RECORD_LIMIT
    ) -> None:
        self._source = source
        self._record = record
        self._limit = limit
        names = "|".join(map(re.escape, (record, *containers)))
        self._token = re.compile(rf"<!--|<!\[CDATA\[|<\?|<(/?)(?:[A-Za-z_][\w.-]*:)?({names})(?=[\s/>])")
        self._ending = re.compile(rf"</(?:[A-Za-z_][\w.-]*:)?{re.escape(record)}\s*>")
        self._text = ""
        self._start = 0  # what stands before is handed out
        self._line = 1
        self._over = False
        self._open: list[str] = []
        self.is_cut = False

    def __iter__(self) -> Iterator[Part]:
        """Yield the parts in their order."""
        seen = 0  # characters behind the start that are text for certain
        while True:
            match = self._token.search(self._text, self._start + seen)
            end = self._end_of(match) if match else -1
            if match is None or end < 0:
                at = match.start() if match else max(self._start + seen, len(self._text) - _LONGEST_TOKEN)
                seen = at - self._start
                if seen > _PIECE:
                    yield from self._said(seen)
                    seen = 0
                if not self._more():
                    break
            elif match[2] is None:
                seen = end - self._start
            else:
                yield from self._said(match.start() - self._start)
                yield from self._tag(match[1] == "/", match[2], end - self._start)
                seen = 0
        yield from self._said(len(self._text) - self._start)
        self.is_cut = bool(self._open)

    def _more(self) -> bool:
        """Read on, and forget what is handed out."""
        piece = self._source.read(_PIECE)
        self._over = not piece
        self._text = self._text[self._start :] + piece
        self._start = 0
        return not self._over

    def _end_of(self, match: re.Match[str]) -> int:
        """Return where a tag, comment or the like ends; -1 if that is not at hand."""
        closing = _SPECIAL.get(match.group()) if match[2] is None else None
        if closing:
            found = self._text.find(closing, match.end())
            return found + len(closing) if found >= 0 else -1
        tag = _TAG_END.match(self._text, match.end())
        return tag.end() if tag else -1

    def _taken(self, length: int) -> tuple[str, int]:
        """Take characters off the text at hand; return them and the line they begin on."""
        taken, line = self._text[self._start : self._start + length], self._line
        self._start += length
        self._line += taken.count("\n")
        return taken, line

    def _said(self, length: int) -> Iterator[Part]:
        if length:
            taken, line = self._taken(length)
            yield Part("text", "", taken, line)

    def _tag(self, is_end: bool, name: str, length: int) -> Iterator[Part]:
        if name == self._record and not is_end:
            yield self._whole(length)
            return
        tag, line = self._taken(length)
        if name == self._record:
            return  # an end without a beginning
        if is_end:
            if name in self._open:
                del self._open[len(self._open) - 1 - self._open[::-1].index(name) :]
            yield Part("close", name, tag, line)
            return
        yield Part("open", name, tag, line)
        if tag.endswith("/>"):
            yield Part("close", name, "", line)
        else:
            self._open.append(name)

    def _whole(self, tag_length: int) -> Part:
        """Take a record that begins at the start of the text at hand."""
        if self._text[self._start + tag_length - 2] == "/":
            return self._record_part("record", tag_length)
        seen = tag_length
        inside: Counter[str] = Counter()  # containers opened within the record
        while True:
            match = self._token.search(self._text, self._start + seen)
            end = self._end_of(match) if match else -1
            if match is None or end < 0:
                seen = (
                    match.start() if match else max(self._start + seen, len(self._text) - _LONGEST_TOKEN)
                ) - self._start
                if len(self._text) - self._start > self._limit:
                    return self._too_long(seen)
                if not self._more():
                    return self._record_part("cut", len(self._text) - self._start)
                continue
            name, is_end = match[2], match[1] == "/"
            if name == self._record:
                return self._record_part(
                    "record" if is_end else "broken", (end if is_end else match.start()) - self._start
                )
            if name is not None and is_end and not inside[name] and name in self._open:
                return self._record_part("broken", match.start() - self._start)
            if name is not None and self._text[end - 2] != "/":
                inside[name] = max(0, inside[name] + (-1 if is_end else 1))
            seen = end - self._start

    def _record_part(self, kind: str, length: int) -> Part:
        taken, line = self._taken(length)
        return Part(kind, self._record, taken, line)

    def _too_long(self, seen: int) -> Part:
        """Pass over a record of which only the beginning is kept."""
        start, line = self._text[self._start : self._start + 1000], self._line
        self._taken(seen)
        while not (match := self._ending.search(self._text, self._start)):
            self._taken(max(0, len(self._text) - self._start - _LONGEST_TOKEN))
            if not self._more():
                return Part("cut", self._record, start, line)
        self._taken(match.end() - self._start)
        return Part("huge", self._record, start, line)


@dataclass(slots=True)
class Parsed:
    """A fragment as an element, and what had to be mended: ``characters``, ``entities``, ``markup``."""

    element: etree._Element
    faults: list[str]
    line: int = 1  # of the first fault of the markup, within the fragment


def parsed(fragment: str, namespaces: Mapping[str, str] = MappingProxyType({})) -> Parsed | None:
    """Return the element that a fragment holds, mended if need be; ``None`` where nothing can be made of it.

    ``namespaces`` are the declarations in force around it. Entities are not resolved, nothing is fetched.
    """
    around = " ".join(f"{name}={address}" for name, address in namespaces.items())
    element = _parse(fragment, around)
    if element is not None:
        return Parsed(element, [])
    better, faults = mended(fragment)
    element = _parse(better, around)
    if element is not None:
        return Parsed(element, faults)
    parser = _parser(recover=True)
    try:
        root = etree.fromstring(_wrapped(better, around), parser)
    except etree.XMLSyntaxError:
        return None
    if root is None or not len(root) or not isinstance(root[0].tag, str):
        return None
    lines = [entry.line for entry in parser.error_log if entry.level >= 2]
    return Parsed(root[0], [*faults, "markup"], min(lines, default=1))


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )


def _wrapped(fragment: str, around: str) -> bytes:
    return f"<w {around}>{fragment}</w>".encode("utf-8", "replace")


def _parse(fragment: str, around: str) -> etree._Element | None:
    try:
        root = etree.fromstring(_wrapped(fragment, around), _parser(recover=False))
    except etree.XMLSyntaxError:
        return None
    return root[0] if len(root) else None


def mended(fragment: str) -> tuple[str, list[str]]:
    """Return a fragment whose characters are lawful, and what had to be done to it.

    Characters that XML forbids go, names that only HTML knows (``&nbsp;``) become their characters, a bare
    ``&`` or ``<`` is taken for what it is. CDATA stays as it is, but for forbidden characters.
    """
    faults = []
    better = _NOT_XML.sub("", fragment)
    if better != fragment:
        faults.append("characters")
    pieces = _CDATA.split(better)
    named = [piece if number % 2 else _REFERENCE.sub(_lawful, piece) for number, piece in enumerate(pieces)]
    if named != pieces:
        faults.append("entities")
    plain = [
        piece if number % 2 else _LESS.sub("&lt;", _BARE.sub("&amp;", piece))
        for number, piece in enumerate(named)
    ]
    if plain != named:
        faults.append("markup")
    return "".join(plain), faults


def _lawful(match: re.Match[str]) -> str:
    """Return a reference as it may stand in XML."""
    hexadecimal, decimal, name = match.groups()
    if name:
        if name in _OWN:
            return match.group()
        character = html5.get(f"{name};")
        return escape(character) if character else f"&amp;{name};"
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_lawful = (
        number in (9, 10, 13)
        or 32 <= number < 0xD800
        or 0xE000 <= number < 0xFFFE
        or 0x10000 <= number <= 0x10FFFF
    )
    return match.group() if is_lawful else ""
