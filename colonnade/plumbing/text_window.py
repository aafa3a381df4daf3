"""A window on a long text that moves forward: what lies behind it is forgotten, what lies before it is read."""

import re
from typing import Protocol

_SPACE = re.compile(r"[ \t\n\r]*")


class Source(Protocol):
    """Anything that hands over characters."""

    def read(self, size: int, /) -> str:
        """Return up to ``size`` characters, none only at the end."""
        ...


class Window:
    """The piece of text at hand, and where in it we are.

    ``text`` changes whenever :meth:`more` is called, and ``at`` with it: keep a place over such a call as
    :meth:`position`, which counts from the start of the source. Set ``hold`` to a position that is to be
    returned to, so that nothing behind it is forgotten.
    """

    __slots__ = ("_base", "_lines", "_piece", "_source", "at", "hold", "over", "text")

    def __init__(self, source: Source, piece: int = 1 << 18) -> None:
        self._source = source
        self._piece = piece
        self._base = 0
        self._lines = 0
        self.text = ""
        self.at = 0
        self.hold: int | None = None
        self.over = False  # nothing comes any more

    def more(self) -> bool:
        """Forget what lies behind ``at`` and read on; False at the end. Asks for more the more is held."""
        piece = self._source.read(max(self._piece, len(self.text) - self.at))
        if not piece:
            self.over = True
            return False
        behind = self.at if self.hold is None else min(self.at, self.hold - self._base)
        self._lines += self.text.count("\n", 0, behind)
        self._base += behind
        self.text = self.text[behind:] + piece
        self.at -= behind
        return True

    def next_char(self) -> str:
        """Step over white space and return the character behind it without stepping over that; "" at the end."""
        while True:
            self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # matches nothing too
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def position(self, at: int | None = None) -> int:
        """Return how many characters of the source stand before ``at`` (before the present place)."""
        return self._base + (self.at if at is None else at)

    def line(self, at: int | None = None) -> int:
        """Return the line of ``at`` (of the present place), counted from 1."""
        return self._lines + self.text.count("\n", 0, self.at if at is None else at) + 1

    def index(self, position: int) -> int:
        """Return where in the present ``text`` a position lies; negative where it was forgotten already."""
        return position - self._base
