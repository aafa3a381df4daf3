"""Yes and no as tables and forms write them, in the languages of the cities."""

from functools import lru_cache

from colonnade.city.catalogue.vocabulary import Tri

_YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "1",
        "x",
        "✓",
        "✔",
        "☑",
        "on",
        "si",
        "sí",
        "s",
        "sim",
        "oui",
        "o",
        "vrai",
        "ja",
        "j",
        "wahr",
        "ja.",
        "да",
        "д",
        "истина",
        "نعم",
        "صحيح",
        "是",
        "有",
        "对",
        "對",
        "真",
        "vero",
        "kyllä",
        "tak",
        "evet",
        "verdadero",
    ]
)
_NO = frozenset(
    [
        "no",
        "n",
        "false",
        "0",
        "off",
        "não",
        "nao",
        "non",
        "faux",
        "nein",
        "falsch",
        "нет",
        "н",
        "ложь",
        "لا",
        "خطأ",
        "否",
        "无",
        "無",
        "没有",
        "不",
        "不是",
        "假",
        "falso",
        "ei",
        "nie",
        "hayır",
        "nee",
        "nej",
    ]
)


@lru_cache(maxsize=4096)
def yes_or_no(text: str) -> Tri:
    """Return the answer a cell gives; ``UNKNOWN`` for an empty cell and for every other word."""
    word = text.strip().rstrip(".").casefold()
    if word in _YES:
        return Tri.YES
    return Tri.NO if word in _NO else Tri.UNKNOWN
