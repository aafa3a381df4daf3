"""Languages of teaching as sources name them, turned into BCP 47 tags."""

import re
from functools import cache, lru_cache

from babel import Locale

_NAMES_IN = (
    "en",
    "es",
    "fr",
    "de",
    "it",
    "pt",
    "ru",
    "ar",
    "zh_Hans",
    "zh_Hant",
    "nl",
    "sv",
    "fi",
    "da",
    "pl",
    "ca",
    "tr",
)
_ALSO = {
    "castellano": "es", "español": "es", "valenciano": "ca", "mandarin": "zh", "chinese": "zh", "中文": "zh", "普通话": "zh", "華語": "zh", "国语": "zh",
    "farsi": "fa", "flemish": "nl", "english language": "en", "bokmål": "nb", "british sign language": "bfi", "bsl": "bfi", "asl": "ase",
    "deutsche gebärdensprache": "gsg", "dgs": "gsg", "lsf": "fsl", "langue des signes française": "fsl", "lengua de signos española": "ssp",
}  # fmt: skip
_THREE = {
    "eng": "en",
    "fre": "fr",
    "fra": "fr",
    "ger": "de",
    "deu": "de",
    "spa": "es",
    "ita": "it",
    "por": "pt",
    "rus": "ru",
    "ara": "ar",
    "chi": "zh",
    "zho": "zh",
    "dut": "nl",
    "nld": "nl",
    "swe": "sv",
    "fin": "fi",
}
_TAG = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{4})?(?:[-_][A-Za-z]{2})?", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:[,;/|+&、]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b)\s*", re.IGNORECASE)


@lru_cache(maxsize=2048)
def language_tag(text: str) -> str:
    """Return the tag of a language given by code or by its name in one of many languages; "" if it is none."""
    text = text.strip(" .()")
    folded = text.casefold()
    if folded in _THREE:
        return _THREE[folded]
    if _TAG.fullmatch(text):
        parts = re.split(r"[-_]", text)
        if parts[0].lower() in _codes():
            return "-".join(
                [parts[0].lower(), *(part.title() if len(part) == 4 else part.upper() for part in parts[1:])]
            )
    return _names().get(folded, "")


def language_tags(text: str) -> list[str]:
    """Return the tags of all languages a cell names; words that are no language are left out."""
    return list(dict.fromkeys(tag for part in _PARTS.split(text) if (tag := language_tag(part))))


@cache
def _codes() -> frozenset[str]:
    return frozenset(code for code in map(str, Locale("en").languages) if len(code) == 2)


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in _NAMES_IN:
        for code, name in Locale.parse(language).languages.items():
            if len(str(code)) <= 3:
                names.setdefault(str(name).casefold(), str(code))
    names.update(_ALSO)
    return names
