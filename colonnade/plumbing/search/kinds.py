"""What can be searched: a kind of thing, its fields, and how a document of it is made."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Kind:
    """One kind of thing with an index of its own.

    ``documents(ids)`` yields one dictionary for each of the ids that is to be found; ids it leaves out are
    removed from the index. Keys of a document::

        id       int, the primary key
        texts    list of (language tag, title, body): words by language
        <word>   list of str, for each name in ``words``: exact values to filter and count by
        <number> list of int, for each name in ``numbers``
        <float>  float or None, for each name in ``floats``
    """

    name: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    floats: tuple[str, ...]
    documents: Callable[[Sequence[int]], Iterable[dict[str, Any]]]
    all_ids: Callable[[], Iterator[int]]
    version: int = 1

    @property
    def fingerprint(self) -> str:
        """Changes whenever an index built before can no longer be used."""
        shape = repr((self.name, self.words, self.numbers, self.floats, self.version, ANALYSIS_VERSION))
        return hashlib.blake2b(shape.encode(), digest_size=5).hexdigest()


ANALYSIS_VERSION = 2

_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; called when an app starts."""
    _kinds[kind.name] = kind
    return kind


def kinds() -> dict[str, Kind]:
    """Every known kind by name."""
    return dict(_kinds)
