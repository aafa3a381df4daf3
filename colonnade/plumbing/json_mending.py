"""Small repairs of broken JSON text, none of which guesses: what was written stays, only made well-formed."""

import re
from typing import NamedTuple

INCOMPLETE = -1
LOST = -2

_CLOSING = {"{": "}", "[": "]"}
_DEEPEST = 2000  # brackets within brackets
_ESCAPES = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|(\\)')
_CONTROLS = re.compile(r"[\x00-\x1f]")
_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_UNICODE = re.compile(
    r"\\\\"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})"
    r"|(\\u0000)"
)
_SUSPECT = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_LAWFUL = re.compile(  # what may stand between two brackets: white space, punctuation, words, whole texts
    r'(?:[\s,:0-9+.\-eE]+|"[^"\\]*(?:\\.[^"\\]*)*"|true|false|null|NaN|Infinity)*', re.DOTALL
)
_UNFINISHED = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*\\?|t|tr|tru|f|fa|fal|fals|n|nu|nul|Na?|I[nfity]*', re.DOTALL
)
_UNFINISHED_WORD = re.compile(r"\s*(?:[-+.0-9eE]*|t|tr|tru|f|fa|fal|fals|n|nu|nul|Na?|-?I[nfity]{0,6})")
_ANY_BEGINNING = re.compile(r"[\]}]\s*+(?:,\s*+)?(?=[\[{])")
_PLAIN = re.compile(r'[^"{}\[\]]*(?:"[^"\\]*(?:\\.[^"\\]*)*"[^"{}\[\]]*)*', re.DOTALL)
_TEXT_REST = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)


class Mended(NamedTuple):
    """A text after repair and what was wrong with it: ``escape``, ``control`` or both."""

    text: str
    faults: frozenset[str]


def mended(text: str) -> Mended:
    """Make the strings of a JSON text lawful without changing what a reader would see.

    A backslash that escapes nothing JSON knows is doubled, so it stays a backslash; a raw control
    character becomes its escape (a NUL goes, databases refuse it). Half of a surrogate pair, which is no
    character at all, becomes the replacement character.
    """
    faults: set[str] = set()

    def string(match: re.Match[str]) -> str:
        found = match.group()
        if "\\" in found:
            kept = _ESCAPES.sub(lambda each: r"\\" if each.group(1) else each.group(), found)
            kept = _UNICODE.sub(_whole_character, kept)
            if kept != found:
                faults.add("escape")
            found = kept
        if _CONTROLS.search(found):
            faults.add("control")
            found = _CONTROLS.sub(
                lambda each: f"\\u{ord(each.group()):04x}" if each.group() > "\0" else "", found
            )
        return found

    return Mended(_STRINGS.sub(string, text), frozenset(faults))


def _whole_character(match: re.Match[str]) -> str:
    if match.group(1):
        return "\\ufffd"
    return "" if match.group(2) else match.group()


def holds_half_characters(text: str, start: int, end: int) -> bool:
    """Say whether a value that parsed may still carry escapes no database takes: NUL or half a pair."""
    return text.find("\\u", start, end) >= 0 and _SUSPECT.search(text, start, end) is not None


def extent(text: str, start: int) -> int:
    """Return where the object or list that begins at ``start`` ends, whether or not it is well-formed.

    :returns: the index behind its last bracket; ``INCOMPLETE`` where the text ends first; ``LOST`` where
        the brackets cannot be trusted: words stand where only punctuation may, so a quote is missing; or
        one kind of bracket is closed by the other; or they are nested beyond sense.
    """
    opened: list[str] = []
    at, length = start, len(text)
    while True:
        at = _LAWFUL.match(text, at).end()  # type: ignore[union-attr]  # matches at least nothing
        if at >= length:
            return INCOMPLETE
        char = text[at]
        if char in _CLOSING and len(opened) < _DEEPEST:
            opened.append(_CLOSING[char])
        elif char in "}]":
            if not opened or opened.pop() != char:
                return LOST
        else:
            return INCOMPLETE if _UNFINISHED.fullmatch(text, at) else LOST
        at += 1
        if not opened:
            return at


def breaks_off(text: str, place: int, detail: str) -> bool:
    """Say whether a parser's error at ``place`` may only mean that the text at hand ends too early."""
    if detail.startswith("Unterminated string"):
        return True
    if detail.startswith("Invalid \\"):
        return text.find('"', place) < 0
    return _UNFINISHED_WORD.fullmatch(text, place) is not None


def beginning(first_key: str, *, keyed: bool) -> re.Pattern[str]:
    """Return what the beginning of a record looks like behind the end of another.

    ``first_key`` is the name its first member should have, with its quotes, or "" for any. ``keyed`` says
    that the record is itself a member with a name.
    """
    if not first_key:
        return _ANY_BEGINNING
    name = r'"(?:[^"\\]|\\.)*"\s*:\s*' if keyed else ""
    return re.compile(rf"\}}\s*+(?:,\s*+)?(?={name}\{{\s*{re.escape(first_key)}\s*:)", re.DOTALL)


class Skipper:
    """Passes over one object, list or text of any size, piece by piece, trusting its brackets."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_text = False
        self._begun = False

    def step(self, text: str, at: int) -> tuple[int, bool]:
        """Go on at ``at``; return how far it came and whether the value has ended there."""
        length = len(text)
        if not self._begun:
            self._begun = True
            if text[at] == '"':
                self._in_text = True
                at += 1
        while True:
            if self._in_text:
                at = _TEXT_REST.match(text, at).end()  # type: ignore[union-attr]
                if at >= length or text[at] != '"':  # the piece ends, perhaps behind a lone backslash
                    return at, False
                self._in_text = False
                at += 1
                if self._depth == 0:
                    return at, True
            at = _PLAIN.match(text, at).end()  # type: ignore[union-attr]
            if at >= length:
                return at, False
            char = text[at]
            at += 1
            if char == '"':
                self._in_text = True
            elif char in "{[":
                self._depth += 1
            else:
                self._depth -= 1
                if self._depth <= 0:
                    return at, True
