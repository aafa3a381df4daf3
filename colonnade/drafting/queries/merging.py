"""Two people changed the same text: what both wrote, line by line, where they do not touch each other.

The library ``merge3`` does the same under the GPL; ours stays under one licence, and is shorter.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple


class _Change(NamedTuple):
    """Lines ``start`` to ``end`` of the common text were replaced."""

    start: int
    end: int
    lines: list[str]


@dataclass(frozen=True)
class Merge:
    """A text made of two; where both changed the same lines it holds both wordings, and ``conflicts`` counts them."""

    text: str
    conflicts: int

    @property
    def is_clean(self) -> bool:
        """Whether nobody needs to look at it."""
        return self.conflicts == 0


def merged(base: str | None, mine: str, theirs: str) -> Merge:
    """Put two texts together that were both made from ``base``; without one, from what they have in common.

    Changes that touch each other are a conflict, even where a program might guess; then theirs stands before mine.
    """
    left, right = mine.split("\n"), theirs.split("\n")
    common = _common(left, right) if base is None else base.split("\n")
    changes = [(each, True) for each in _changes(common, left)]
    changes += [(each, False) for each in _changes(common, right)]
    changes.sort(key=lambda pair: (pair[0].start, pair[0].end))
    lines: list[str] = []
    position = conflicts = 0
    while changes:
        group, start, end = _group(changes)
        lines += common[position:start]
        ours = _side(group, common, start, end, mine=True)
        others = _side(group, common, start, end, mine=False)
        position = end
        sides = {is_mine for _change, is_mine in group}
        if len(sides) == 1 or ours == others:
            lines += ours if True in sides else others
        else:
            conflicts += 1
            lines += _both(others, ours)
    lines += common[position:]
    return Merge("\n".join(lines), conflicts)


def _changes(before: list[str], after: list[str]) -> list[_Change]:
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [_Change(i, j, after[k:m]) for kind, i, j, k, m in codes if kind != "equal"]


def _common(left: list[str], right: list[str]) -> list[str]:
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return [line for block in blocks for line in left[block.a : block.a + block.size]]


def _group(changes: list[tuple[_Change, bool]]) -> tuple[list[tuple[_Change, bool]], int, int]:
    """Take the first change and all that touch it."""
    group = [changes.pop(0)]
    start, end = group[0][0].start, group[0][0].end
    while changes and changes[0][0].start <= end:
        group.append(changes.pop(0))
        end = max(end, group[-1][0].end)
    return group, start, end


def _side(
    group: list[tuple[_Change, bool]], common: list[str], start: int, end: int, *, mine: bool
) -> list[str]:
    """What one of the two made of these lines."""
    lines: list[str] = []
    position = start
    for change, is_mine in group:
        if is_mine is mine:
            lines += [*common[position : change.start], *change.lines]
            position = change.end
    return lines + common[position:end]


def _both(first: list[str], second: list[str]) -> list[str]:
    """One after the other, as paragraphs of their own."""
    gap = [""] if first and second and first[-1].strip() and second[0].strip() else []
    return [*first, *gap, *second]
