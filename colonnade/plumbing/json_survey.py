"""Which lists of objects a JSON document holds, where they stand, and how their first object looks."""

import json
import re
from typing import Any, NamedTuple

from colonnade.plumbing.json_mending import Skipper, mended
from colonnade.plumbing.json_records import RECORD_LIMIT, THE_DOCUMENT, NotJson
from colonnade.plumbing.text_window import Source, Window

DEPTH = 4  # levels of objects looked into

_SINGLE = re.compile(r"[^\s,\]}]*")


class FoundList(NamedTuple):
    """A list of objects. ``first`` is its first object, empty where that is broken; ``size`` in characters."""

    path: str
    first: dict[str, Any]
    size: int


def lists_of_objects(source: Source) -> list[FoundList]:
    """Go through a whole document and return its lists of objects in their order.

    Objects one after the other (JSON Lines) count as a list at ``THE_DOCUMENT``, of which only the first is
    looked at. Lists within lists are not looked for. Nothing is held but one object at a time; a document
    that breaks off is surveyed as far as it goes.

    :raises NotJson: where the document is none.
    """
    return _Survey(source).lists()


class _Over(Exception):
    pass


class _Survey:
    def __init__(self, source: Source) -> None:
        self._window = Window(source)
        self._found: list[FoundList] = []

    def lists(self) -> list[FoundList]:
        window = self._window
        char = window.next_char()
        try:
            if char == "[":
                self._note("")
            elif char == "{":
                first = self._walk("", DEPTH)
                if window.next_char() == "{":
                    self._found = [FoundList(THE_DOCUMENT, first, window.position())]
            elif char:
                raise NotJson(window.position(), window.line())
        except _Over:
            pass
        return self._found

    def _walk(self, prefix: str, depth: int) -> dict[str, Any]:
        """Go through an object; return its single values and small inner objects."""
        window = self._window
        window.at += 1
        seen: dict[str, Any] = {}
        while (char := window.next_char()) != "}":
            if char == ",":
                window.at += 1
                continue
            if char != '"':
                raise NotJson(window.position(), window.line()) if char else _Over
            name = _loaded(self._text_of_value())
            if (char := window.next_char()) != ":":
                raise NotJson(window.position(), window.line()) if char else _Over
            window.at += 1
            char = window.next_char()
            path = f"{prefix}{name}"
            if char == "[":
                self._note(path)
            elif char == "{" and depth > 1:
                seen[str(name)] = self._walk(f"{path}.", depth - 1)
            else:
                seen[str(name)] = _loaded(self._text_of_value())
        window.at += 1
        return seen

    def _note(self, path: str) -> None:
        """Pass over a list; note it if objects are in it."""
        window = self._window
        start = window.position()
        window.at += 1
        first: Any = None
        is_of_objects = window.next_char() == "{"
        try:
            if is_of_objects:
                first = _loaded(self._text_of_value())
            self._pass_members()
        finally:  # also where the document breaks off
            if is_of_objects:
                size = window.position() - start
                self._found.append(FoundList(path, first if isinstance(first, dict) else {}, size))

    def _pass_members(self) -> None:
        window = self._window
        while (char := window.next_char()) != "]":
            if not char:
                raise _Over
            if char in '{["':
                self._pass_over()
            else:
                window.at = max(window.at + 1, _SINGLE.match(window.text, window.at).end())  # type: ignore[union-attr]
        window.at += 1

    def _text_of_value(self) -> str:
        """Step over a value and return its text; "" for one too large to be held."""
        window = self._window
        if not window.next_char():
            raise _Over
        start = window.hold = window.position()
        if window.text[window.at] in '{["':
            self._pass_over()
        else:
            while (end := _SINGLE.match(window.text, window.at).end()) == len(window.text):  # type: ignore[union-attr]
                if not window.more():
                    break
            window.at = max(end, window.at + 1)
        window.hold = None
        return window.text[window.index(start) : window.at]

    def _pass_over(self) -> None:
        window, skipper = self._window, Skipper()
        while True:
            window.at, ended = skipper.step(window.text, window.at)
            if ended:
                return
            if window.hold is not None and window.at - window.index(window.hold) > RECORD_LIMIT:
                window.hold = window.position()  # too large to be looked at
            if not window.more():
                raise _Over


def _loaded(text: str) -> Any:
    """Decode a small value, mended if need be; None for what is broken."""
    for each in (text, mended(text).text):
        try:
            return json.loads(each)
        except (ValueError, RecursionError):
            continue
    return None
