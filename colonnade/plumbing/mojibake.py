"""Text that was UTF-8, was read as Windows-1252, and was perhaps saved as Mac Roman on top: "Whatâ€™s".

The way back is taken only where it leads to proper UTF-8 and to signs that texts really hold, and for each
run of odd characters by itself, so that one lost byte does not cost the rest of a text.
"""

import re

_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_ODD = r"[\x80-\xff\u0152-\u2122]"
_HARMED = re.compile(rf"[ÃÂ]{_ODD}|â€|(?:[ÐÑØÙ]{_ODD}){{3}}|(?:[à-ï]{_ODD}{{2}}){{2}}|ï‚·")
_UNDEFINED = {
    "Å": "\x81",
    "ç": "\x8d",
    "è": "\x8f",
    "ê": "\x90",
    "ù": "\x9d",
}  # five bytes that Windows-1252 leaves open
_THROUGH_MAC = str.maketrans(_UNDEFINED)
_BULLET = "\uf0b7"  # how word processors write a bullet
_LONG = 6


def restored(text: str) -> str:
    """Return ``text`` with every run mended that can be mended; text that was never harmed is returned as it is."""
    if text.isascii() or not _HARMED.search(text):
        return text
    return _RUN.sub(_mended, text)


class Restorer:
    """Mends the cells of rows, and counts the rows that needed it."""

    def __init__(self) -> None:
        self.count = 0

    def restored(self, cells: dict[str, str]) -> dict[str, str]:
        """Return the cells, the same object where nothing was wrong."""
        mended: dict[str, str] | None = None
        for name, cell in cells.items():
            if not cell.isascii() and (better := restored(cell)) != cell:
                mended = mended if mended is not None else dict(cells)
                mended[name] = better
        if mended is None:
            return cells
        self.count += 1
        return mended


def _mended(found: re.Match[str]) -> str:
    """Mend the whole run, else the parts of it that can be."""
    run = found.group()
    whole = _decoded(run)
    if whole is not None:
        return whole
    pieces: list[str] = []
    at = 0
    while at < len(run):
        for length in (4, 3, 2):
            piece = _decoded(run[at : at + length]) if at + length <= len(run) else None
            if piece is not None and len(piece) == 1:
                pieces.append(piece)
                at += length
                break
        else:
            pieces.append(run[at])
            at += 1
    return "".join(pieces)


def _decoded(run: str) -> str | None:
    for written in (run, run.translate(_THROUGH_MAC)):
        try:
            text = bytes(map(_byte, written)).decode("utf-8")
        except ValueError:
            continue
        if len(run) >= _LONG or all(map(_is_likely, text)):
            return text.replace(_BULLET, "•")
    return None


def _byte(sign: str) -> int:
    return ord(sign) if "\x80" <= sign <= "\x9f" else sign.encode("cp1252")[0]


def _is_likely(sign: str) -> bool:
    """Signs that short runs come from: Western letters and symbols, typographic marks, ligatures."""
    code = ord(sign)
    return (
        0xA0 <= code <= 0x17F
        or 0x2010 <= code <= 0x2044
        or sign in "€™•"
        or sign == _BULLET
        or 0xFB00 <= code <= 0xFB06
    )
