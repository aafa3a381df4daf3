"""How wide a text will be, and where to break it: labels of the temple are set on the server, where no font is.

Widths are thousandths of the type size, measured in the bold cuts of Noto Sans, Noto Serif and Noto Sans
Arabic (the wider of the faces, rounded up), so a label set by them fits in any weight the page uses.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

_STANDING = {
    200: "\u202f",
    260: " \xa0",
    280: "‘’",
    300: "',.·",
    330: ":;-",
    360: "ijlıłіј",
    400: "`!()J¡Ј",
    420: "/I[\\]fІ",
    450: "t_{}",
    500: "sѕ–“”",
    520: '"гэ',
    540: "crzсє",
    560: "*?|¿з",
    580: "$+0123456789<=>^y~ту",
    600: "SeЅГе",
    620: "aov«»øаоья",
    640: "FPgkРЬбв",
    660: "#ELTbdpqxŁđБЕЗТкрхђ",
    680: "BCZhnuЄВСдлпћџ",
    700: "VYУЭнцч",
    720: "RßКЯиъ",
    740: "KXХ",
    760: "AUАЛЪ",
    780: "DGĐДЧ",
    800: "OQØО",
    820: "&HNЏНПЦ",
    840: "ЂИф",
    860: "w©Ф",
    880: "м",
    900: "Ћљ",
    920: "%æы…",
    940: "@жюњ",
    960: "MМ",
    1000: "mÆœЉЫш—",
    1040: "ŒЊщЖ",
    1080: "W",
    1160: "ЮШЩ",
}
# Arabic letters are narrow where they join the next one: (width when joined on, width at the end of a stroke).
_JOINED = {
    "اأإآ": (320, 320),
    "بتث": (410, 1140),
    "جحخ": (660, 740),
    "دذ": (570, 570),
    "رز": (450, 450),
    "سش": (1020, 1440),
    "صض": (1010, 1450),
    "طظ": (770, 860),
    "عغ": (560, 570),
    "ف": (530, 1120),
    "ق": (530, 860),
    "ك": (510, 980),
    "ل": (350, 800),
    "م": (630, 670),
    "ن": (390, 810),
    "ه": (640, 560),
    "ةء": (560, 560),
    "وؤ": (530, 530),
    "ىيئ": (410, 840),
    "،؛": (340, 340),
}
_STOPS = frozenset("اأإآدذرزوؤةءى،؛")
_WIDTH = {letter: width for width, letters in _STANDING.items() for letter in letters}
_ARABIC = {letter: widths for letters, widths in _JOINED.items() for letter in letters}
_UNKNOWN = 700
_CLOSING = "，。、；：！？）》」』”’"
_OPENING = "（《「『“‘"


@lru_cache(maxsize=8192)
def width(text: str, size: float) -> float:
    """Return how wide ``text`` will be at most, set in ``size``."""
    letters = [c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c)]
    following = [*letters[1:], " "]
    return (
        sum(_advance(letter, after) for letter, after in zip(letters, following, strict=True)) * size / 1000
    )


@lru_cache(maxsize=2048)
def _advance(letter: str, after: str) -> int:
    if letter in _ARABIC:
        joined, ending = _ARABIC[letter]
        return joined if letter not in _STOPS and after in _ARABIC and after not in "،؛ء" else ending
    if letter in _WIDTH:
        return _WIDTH[letter]
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    return _WIDTH.get(unicodedata.normalize("NFD", letter)[0], _UNKNOWN)


def _pieces(text: str) -> list[str]:
    """What may not be broken: words with the space before them; in Chinese single characters."""
    pieces: list[str] = []
    for c in " ".join(text.split(" ")).strip():
        wide = unicodedata.east_asian_width(c) in "WF"
        if not pieces or c == " " or (wide and c not in _CLOSING and pieces[-1][-1] not in f"{_OPENING} "):
            pieces.append(c)
        else:
            pieces[-1] += c
    return pieces


def wrap(text: str, limit: float, size: float) -> list[str]:
    """Break into as few lines as fit ``limit``, then make them about equally long.

    A word longer than the limit stays whole and overhangs: whoever calls checks with ``fits``.
    """
    pieces = _pieces(text)
    lines = _fill(pieces, limit, size)
    low, high = 0.0, limit
    for _ in range(8):
        middle = (low + high) / 2
        tried = _fill(pieces, middle, size)
        if len(tried) <= len(lines) and all(width(line, size) <= middle for line in tried):
            lines, high = tried, middle
        else:
            low = middle
    return lines


def _fill(pieces: Iterable[str], limit: float, size: float) -> list[str]:
    lines: list[str] = []
    for piece in pieces:
        if lines and width(lines[-1] + piece, size) <= limit:
            lines[-1] += piece
        else:
            lines.append(piece.strip())
    return lines


@dataclass(frozen=True, slots=True)
class Setting:
    """A text set in lines of one size; ``whole`` is false where even the smallest size had to be cut."""

    lines: tuple[str, ...]
    size: float
    whole: bool = True


def fit(text: str, sizes: Iterable[float], lines: int, limit: Callable[[int, float], float]) -> Setting:
    """Set ``text`` in the largest of ``sizes`` at which it needs no more than ``lines`` lines.

    ``limit(count, size)`` says how wide the lines may be when there are ``count`` of them. Where nothing
    fits, the text is cut with an ellipsis; its full wording is in the list beside the picture.
    """
    if not text.strip():
        return Setting((), 0)
    size = 0.0
    for size in sizes:
        for count in range(1, lines + 1):
            room = limit(count, size)
            found = wrap(text, room, size)
            if len(found) <= count and all(width(line, size) <= room for line in found):
                return Setting(tuple(found), size)
    room = limit(lines, size)
    return Setting(tuple(cut(line, room, size) for line in wrap(text, room, size)[:lines]), size, whole=False)


def cut(line: str, limit: float, size: float) -> str:
    """Shorten one line to ``limit``, with an ellipsis where anything is lost."""
    if width(line, size) <= limit:
        return line
    while line and width(f"{line}…", size) > limit:
        line = line[:-1]
    return f"{line.rstrip()}…"


def fit_all(
    texts: Iterable[str], sizes: Iterable[float], lines: int, limit: Callable[[int, float], float]
) -> list[Setting]:
    """Set several texts that stand side by side, all in the size of the one that needs the smallest."""
    texts, sizes = list(texts), list(sizes)
    if not sizes:
        return [Setting((), 0) for _ in texts]
    smallest = min((fit(text, sizes, lines, limit).size for text in texts if text.strip()), default=sizes[0])
    return [fit(text, [smallest], lines, limit) for text in texts]
