"""Which lists of objects a JSON document holds, where they stand, and how their first object looks."""

from typing import Any, NamedTuple

from colonnade.plumbing.json_records import THE_DOCUMENT, JsonRecords, NotJson
from colonnade.plumbing.text_window import Source

DEPTH = 4  # levels of objects looked into


class FoundList(NamedTuple):
    """A list of objects. ``first`` is its first object, None where that is broken; ``size`` in characters."""

    path: str
    first: dict[str, Any] | None
    size: int


def lists_of_objects(source: Source) -> list[FoundList]:
    """Go through a whole document and return its lists of objects in their order.

    One object after the other (JSON Lines), and an object alone, count as a list at ``THE_DOCUMENT``, which
    comes last. Lists within lists are not looked for. Nothing is held but one object at a time.

    :raises NotJson: where the document is none.
    """
    return _Survey(source).found()


class _Survey(JsonRecords):
    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._found: list[FoundList] = []

    def found(self) -> list[FoundList]:
        """Survey the document once."""
        char = self._window.next_char()
        if char == "[":
            self._note_list("")
        elif char == "{":
            first = self._sample()
            if not self.look():
                size = self._window.position()
                self._found.append(FoundList(THE_DOCUMENT, first, size))
        elif char:
            raise self._not_json()
        return self._found

    def _enter(self, path: str, char: str) -> bool:
        """Note every list of objects on the way; never stop."""
        if char == "[":
            self._note_list(path)
            return True
        return False

    def _note_list(self, path: str) -> None:
        window = self._window
        start = window.position()
        window.hold = start
        window.at += 1
        is_of_objects = window.next_char() == "{"
        first = self._sample() if is_of_objects else None
        window.at = window.index(start)
        window.hold = None
        if self._skipped() and is_of_objects:
            self._found.append(FoundList(path, first, window.position() - start))
