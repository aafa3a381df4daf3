"""Ages as sources write them: "6-12", "ab 16", "from 3 to 5 years", "18+", and the fillers among them."""

import re
from functools import lru_cache

Ages = tuple[int | None, int | None]

_OLDEST = 99  # from here on an upper limit says "everybody"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "0123456789" * 3)
_BETWEEN = re.compile(
    r"(\d{1,3})\s*(?:-|–|—|~|/|to|and|bis|und|à|a|y|e|до|至|到|إلى)\s*(\d{1,3})\b", re.IGNORECASE
)
_FROM = re.compile(
    r"(?:from|over|ab|ages?|aged|at least|min\.?|minimum|à partir de|a partir de|dès|desde|mayores de|más de|plus de|from age"
    r"|maiores de|da|dai|с|от|старше|من)\s+(?:the age of |los |los? |el |age )?(\d{1,3})\b|\b(\d{1,3})\s*(?:\+|and over|and up|or over|y más|et plus|ans et \+|und älter|e mais|лет и старше|岁以上|歲以上)",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"(?:up to|under|until|bis|unter|jusqu'à|moins de|hasta|menores de|até|fino a|max\.?|maximum|до|младше|حتى)\s+(?:los )?(\d{1,3})\b|\b(\d{1,3})\s*(?:岁以下|歲以下|and under)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(\d{1,3})\s*(?:years?(?: old)?|ans?|años?|jahren?|anos?|anni|лет|года?|سنوات|سنة|岁|歲)?\.?",
    re.IGNORECASE,
)


def age(text: str) -> int | None:
    """Read one age; ``None`` for an empty cell and for what no person reaches."""
    found = _ALONE.fullmatch(text.translate(_DIGITS).strip().removesuffix(".0"))
    years = int(found[1]) if found else None
    return years if years is not None and years <= 120 else None


@lru_cache(maxsize=4096)
def age_range(text: str) -> Ages:
    """Read a range of ages; unknown ends are ``None``, and so is everything where the words are not understood."""
    text = text.translate(_DIGITS).strip()
    if found := _BETWEEN.search(text):
        first, last = int(found[1]), int(found[2])
        return without_fillers(first, last) if first <= last <= 120 else (None, None)
    if found := _FROM.search(text):
        return without_fillers(int(found[1] or found[2]), None)
    if found := _UP_TO.search(text):
        return without_fillers(None, int(found[1] or found[2]))
    alone = age(text)
    return (alone, alone) if alone is not None else (None, None)


def without_fillers(age_min: int | None, age_max: int | None) -> Ages:
    """Leave out limits that limit nothing: "0" alone, and an upper limit of 99 or more."""
    if age_max is not None and age_max >= _OLDEST:
        age_max = None
    if not age_min and age_max is None:
        return None, None
    return age_min, age_max
