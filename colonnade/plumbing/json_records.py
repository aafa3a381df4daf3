"""The records of a JSON document of any size, one at a time: a list somewhere inside it is never held whole.

What is broken is told and costs one record, not the document. Positions count characters from 0 at the
start of the text, lines from 1.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from json.scanner import make_scanner
from typing import Any, NamedTuple

from colonnade.plumbing.json_mending import (
    INCOMPLETE,
    LOST,
    Skipper,
    beginning,
    breaks_off,
    extent,
    holds_half_characters,
    mended,
)
from colonnade.plumbing.text_window import Source, Window

RECORD_LIMIT = 5_000_000  # characters
THE_DOCUMENT = "*"  # path of a document that is itself the record, or of one record after the other

_EXCERPT = 200
_OVERLAP = 4096
_MENDED = {"escape": "escape_mended", "control": "control_mended"}
_OPENING = re.compile(r'\{\s*("(?:[^"\\]|\\.)*")\s*:', re.DOTALL)
_scan = make_scanner(json.JSONDecoder(parse_constant=lambda _: None))  # type: ignore[arg-type]  # NaN and Infinity are no numbers here


class Record(NamedTuple):
    """One element of the list, or one member where the records stand in an object under their keys."""

    position: int
    number: int  # from 1
    key: str  # "" in a list
    value: Any


class Damage(NamedTuple):
    """Something that was mended or lost on the way.

    ``kind``: ``escape_mended``, ``control_mended``, ``comma_mended`` (the record is sound now); ``broken``,
    ``too_large`` (one record is lost); ``cut`` (the text ends within a record, or, with ``number`` 0,
    between two; nothing follows).
    """

    kind: str
    number: int  # of the record, 0 where it concerns none
    position: int
    line: int
    detail: str = ""
    excerpt: str = ""


class NotJson(Exception):
    """The text is not JSON at a place that no record explains."""

    def __init__(self, position: int, line: int) -> None:
        super().__init__(f"not JSON at character {position}, line {line}")
        self.position = position
        self.line = line


class _Broken(Exception):
    def __init__(self, position: int, line: int, detail: str) -> None:
        super().__init__(detail)
        self.position, self.line, self.detail = position, line, detail


class _Cut(Exception):
    pass


class _TooLarge(Exception):
    pass


class JsonRecords:
    """One pass over a document, to iterate over once.

    :param paths: where the records may stand, the first that is met wins: ``""`` for a list at the top,
        ``"hits"``, ``"_embedded.termine"``; ``THE_DOCUMENT`` for values that follow one another, which
        also reads a lone object and JSON Lines.
    :param keep: paths of other members to keep whole, if they come before the records.
    :param told: hears of every :class:`Damage`.

    After :meth:`look`: ``blank`` if there is no document at all, ``path`` of the list found or None, ``header`` with the single values seen before
    it (by dotted path), ``kept``; afterwards ``cut`` if the text ended before the list did, and ``gap`` if
    damage was so bad that records may be missing besides those told.
    """

    def __init__(
        self,
        source: Source,
        *paths: str,
        keep: Iterable[str] = (),
        told: Callable[[Damage], None] = lambda _: None,
        limit: int = RECORD_LIMIT,
    ) -> None:
        self._window = Window(source)
        self._paths = set(paths)
        self._keep = set(keep)
        self._told = told
        self._limit = limit
        self._looked = False
        self._opening = ""  # how the first record begins, to find the next one by where one is broken
        self._first_key = ""
        self._keys: frozenset[str] = frozenset()
        self.blank = False
        self.path: str | None = None
        self.header: dict[str, Any] = {}
        self.kept: dict[str, Any] = {}
        self.cut = False
        self.gap = False

    # -- finding the list ---------------------------------------------------------------------------------

    def look(self) -> bool:
        """Go to the first record; False where the document has none of the paths.

        :raises NotJson: where what stands before the records is not JSON.
        """
        if self._looked:
            return self.path is not None
        self._looked = True
        char = self._window.next_char()
        self.blank = not char
        if THE_DOCUMENT in self._paths and char:
            self.path = THE_DOCUMENT
            return True
        try:
            if char == "[":
                self.path = "" if "" in self._paths else None
            elif char == "{":
                self._walk("")
            elif char:
                raise self._not_json()
        except _Cut:
            self.cut = True
            self._tell("cut", 0)
        except _Broken as fault:
            raise NotJson(fault.position, fault.line) from None
        return self.path is not None

    def _walk(self, prefix: str) -> bool:
        """Step through the members of the object at hand until the list is met."""
        window = self._window
        window.at += 1
        while True:
            char = window.next_char()
            if char == "}":
                window.at += 1
                return False
            if char == ",":
                window.at += 1
                continue
            path = prefix + self._name(char)
            char = window.next_char()
            if not char:
                raise _Cut
            if path in self._paths and char in "[{":
                self.path = path
                return True
            if char == "{" and any(each.startswith(path + ".") for each in self._paths | self._keep):
                if self._walk(path + "."):
                    return True
            elif char not in "[{":
                self.header[path] = self._whole(0)
            elif path in self._keep:
                self.kept[path] = self._whole(0)
            else:
                self._skip()

    def _name(self, char: str) -> str:
        """Read the name of a member and the colon behind it."""
        if not char:
            raise _Cut
        if char != '"':
            raise self._not_json()
        name = self._decoded()
        if (char := self._window.next_char()) != ":":
            raise self._not_json() if char else _Cut
        self._window.at += 1
        return str(name)

    def _not_json(self) -> NotJson:
        return NotJson(self._window.position(), self._window.line())

    # -- reading the records ------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Record]:
        """Yield the records that are sound or could be mended, in their order."""
        if not self.look():
            return
        window = self._window
        if self.path == THE_DOCUMENT:
            closing = ""
        else:
            closing = "]" if window.next_char() == "[" else "}"
            window.at += 1
        number, comma = 0, True
        while (char := window.next_char()) != closing:
            if char == "":
                self._end_here(0)
                return
            if char == "," and closing:
                comma = self._comma(number, twice=comma)
                continue
            number += 1
            if not comma and closing:
                self._tell("comma_mended", number)
            comma = False
            position = window.position()
            try:
                key = self._name(char) if closing == "}" else ""
                window.next_char()
                value = self._whole(number)
            except _Cut:
                self._end_here(number)
                return
            except _TooLarge:
                self._tell("too_large", number)
                self._pass_over()
                continue
            except (_Broken, NotJson) as fault:
                self._lost(number, fault)
                comma = self._resynchronise(closing)
                continue
            if number == 1 and isinstance(value, dict):
                self._keys = frozenset(value)
            yield Record(position, number, key, value)
        window.at += len(closing)

    def _comma(self, number: int, *, twice: bool) -> bool:
        if twice:
            self._tell("comma_mended", number)
        self._window.at += 1
        return True

    def _end_here(self, number: int) -> None:
        self.cut = True
        self._tell("cut", number)

    def _lost(self, number: int, fault: _Broken | NotJson) -> None:
        detail = fault.detail if isinstance(fault, _Broken) else "Expecting property name"
        self._tell("broken", number, detail, fault)

    def _tell(self, kind: str, number: int, detail: str = "", fault: _Broken | NotJson | None = None) -> None:
        window = self._window
        position, line = (fault.position, fault.line) if fault else (window.position(), window.line())
        excerpt = window.text[window.at : window.at + _EXCERPT]
        self._told(Damage(kind, number, position, line, detail, excerpt))

    # -- one value ----------------------------------------------------------------------------------------

    def _whole(self, number: int) -> Any:
        """Decode the value at hand, mending it if need be, and step behind it."""
        window = self._window
        start = window.position()
        if not self._opening and number:
            self._learn()
        try:
            value = self._decoded()
        except _Broken as fault:
            return self._repaired(number, fault)
        at = window.index(start)
        if window.at - at > self._limit:
            window.at = at
            raise _TooLarge
        if holds_half_characters(window.text, at, window.at):
            better = mended(window.text[at : window.at])
            if better.faults:
                self._tell("escape_mended", number, "unpaired surrogate")
                return json.loads(better.text)
        return value

    def _learn(self) -> None:
        """Remember how the first record begins."""
        opening = _OPENING.match(self._window.text, self._window.at)
        self._opening = opening.group() if opening else "?"
        self._first_key = opening.group(1) if opening else ""

    def _decoded(self) -> Any:
        """Decode the value at hand and step behind it, reading on as far as it reaches."""
        window = self._window
        while True:
            text, at = window.text, window.at
            try:
                value, end = _scan(text, at)
            except StopIteration as nothing:
                place, detail = nothing.value, "Expecting value"
            except json.JSONDecodeError as error:
                place, detail = error.pos, error.msg
            except RecursionError:
                raise _Broken(window.position(), window.line(), "nested too deeply") from None
            except ValueError as error:  # a number of more digits than Python converts
                raise _Broken(window.position(), window.line(), str(error)) from None
            else:
                if window.over or type(value) not in (int, float) or not breaks_off(text, end, ""):
                    window.at = end
                    return value
                place, detail = end, ""
            if not breaks_off(text, place, detail):
                raise _Broken(window.position(place), window.line(place), detail)
            if window.over:
                raise _Cut
            if len(text) - at > self._limit:
                raise _TooLarge
            window.more()

    def _repaired(self, number: int, fault: _Broken) -> Any:
        """Mend the value at hand; what cannot be mended is passed over if its end is certain."""
        window = self._window
        while (end := extent(window.text, window.at)) == INCOMPLETE:
            if window.over:
                raise _Cut
            if len(window.text) - window.at > self._limit:
                raise fault  # a bracket is missing
            window.more()
        if end != LOST:
            better = mended(window.text[window.at : end])
            try:
                value = json.loads(better.text) if better.faults else None
            except (ValueError, RecursionError):
                better = better._replace(faults=frozenset())
            if better.faults:
                for each in sorted(better.faults):
                    self._tell(_MENDED[each], number, fault.detail, fault)
                window.at = end
                return value
        raise fault

    def _skip(self) -> None:
        """Pass over the object or list at hand, however large."""
        window, skipper = self._window, Skipper()
        while True:
            window.at, ended = skipper.step(window.text, window.at)
            if ended:
                return
            if not window.more():
                raise _Cut

    # -- after damage -------------------------------------------------------------------------------------

    def _pass_over(self) -> None:
        try:
            self._skip()
        except _Cut:
            self._window.at = len(self._window.text)

    def _resynchronise(self, closing: str) -> bool:
        """Step behind the broken record at hand; True where that is the beginning of the next."""
        window = self._window
        end = extent(window.text, window.at) if window.next_char() in ("{", "[") else LOST
        if end > 0:
            window.at = end
            return False
        pattern = beginning(self._first_key, keyed=closing == "}")
        window.at = min(window.at + 1, len(window.text))
        while True:
            match = pattern.search(window.text, window.at)
            self.gap = self.gap or "{" in window.text[window.at :]  # who knows how many were lost
            if match is not None:
                window.at = match.end()
                if self._is_record(closing):
                    return True
                continue
            window.at = max(window.at, len(window.text) - _OVERLAP)
            if not window.more():
                window.at = len(window.text)
                return False

    def _is_record(self, closing: str) -> bool:
        """Try the value at hand: does it look like the first record, down to its indentation or its names?"""
        window = self._window
        if "\n" in self._opening and window.text.startswith(self._opening, window.at):
            return True
        window.hold = window.position()
        try:
            if closing == "}":
                self._name(window.next_char())
                window.next_char()
            value = self._decoded()
        except (_Broken, _Cut, _TooLarge, NotJson):
            value = None
        window.at = window.index(window.hold)
        window.hold = None
        if isinstance(value, dict) and self._keys:
            return 2 * len(self._keys & value.keys()) > max(len(self._keys), len(value))
        return value is not None
