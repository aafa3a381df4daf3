"""Which language a text is in, when its source does not say.

The city's own language is the first guess, and a few of its commonest words in the text confirm it. Only
when they are missing is a statistical detector asked (py3langid, 0.4 ms a text), among languages that
offers are likely to be in: it errs on titles of two words, so the guess wins where the text is that short.
"""

import re
from functools import cache
from typing import Any

from colonnade.plumbing.languages import UNDETERMINED

LIKELY = ["ar", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "id", "it", "ja", "ko", "nl", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh"]  # fmt: skip
_COMMON = {
    "en": {
        "the",
        "and",
        "of",
        "to",
        "in",
        "for",
        "with",
        "you",
        "your",
        "is",
        "are",
        "this",
        "a",
        "on",
        "at",
        "will",
    },
    "de": {
        "und",
        "der",
        "die",
        "das",
        "für",
        "mit",
        "von",
        "im",
        "in",
        "zu",
        "den",
        "ist",
        "ein",
        "eine",
        "auf",
        "zum",
        "am",
    },
    "es": {
        "de",
        "la",
        "el",
        "los",
        "las",
        "en",
        "y",
        "para",
        "con",
        "del",
        "una",
        "un",
        "por",
        "que",
        "se",
        "al",
    },
    "fr": {
        "de",
        "la",
        "le",
        "les",
        "et",
        "des",
        "en",
        "pour",
        "du",
        "une",
        "un",
        "avec",
        "dans",
        "au",
        "par",
        "vous",
        "sur",
    },
    "pt": {"de", "a", "o", "os", "as", "e", "para", "com", "do", "da", "em", "uma", "um", "no", "na", "dos"},
    "it": {"di", "la", "il", "e", "per", "con", "del", "della", "un", "una", "in", "che", "al", "dei", "le"},
    "ru": {"и", "в", "на", "для", "с", "по", "из", "к", "не", "что", "от", "как", "мы", "вы", "о"},
    "nl": {"de", "het", "een", "en", "van", "voor", "met", "in", "op", "te", "je", "is", "aan", "bij"},
    "fi": {"ja", "on", "tai", "sekä", "ovat", "että", "se", "voit", "myös", "kanssa"},
    "sv": {"och", "i", "för", "med", "att", "en", "ett", "på", "av", "som", "är", "till"},
}
_ALL_COMMON = frozenset().union(*_COMMON.values())
_WORDS = re.compile(r"[^\W\d_]+")
_HAN, _KANA, _HANGUL = (
    re.compile(r"[\u4e00-\u9fff]"),
    re.compile(r"[\u3040-\u30ff]"),
    re.compile(r"[\uac00-\ud7af]"),
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_TRADITIONAL = re.compile(r"[這們個來時會後對發經與學開關書區實點應當產導體專說灣臺藝術觀樂讀覽]")
SHORT = 5


def likely_language(text: str, expected: str = "") -> str:
    """Return the BCP 47 tag of the language a text is most likely in; ``und`` when nothing tells."""
    own = _by_script(text)
    if own:
        return own
    found = _WORDS.findall(text.casefold())[:120]
    if not found:
        return expected or UNDETERMINED
    base = expected.split("-")[0]
    if base in _COMMON:
        common = [word for word in found if word in _ALL_COMMON]
        hits = sum(map(_COMMON[base].__contains__, common))
        if hits >= max(1, len(found) // 12) and not _beaten(common, base, hits):
            return expected
    if len(found) < SHORT and expected:
        return expected
    return str(_detector().classify(text)[0])


def _by_script(text: str) -> str:
    if text.isascii():
        return ""
    han = len(_HAN.findall(text))
    if han * 4 > len(text):
        if len(_KANA.findall(text)) > 1:
            return "ja"
        return "zh-Hant" if len(_TRADITIONAL.findall(text)) >= 2 else "zh-Hans"
    if len(_HANGUL.findall(text)) * 4 > len(text):
        return "ko"
    return "ar" if len(_ARABIC.findall(text)) * 3 > len(text) else ""


def _beaten(found: list[str], base: str, hits: int) -> bool:
    """Another language's common words stand in the text clearly more often."""
    return any(
        sum(map(words.__contains__, found)) > hits * 1.5 + 1
        for code, words in _COMMON.items()
        if code != base
    )


@cache
def _detector() -> Any:
    import py3langid  # noqa: PLC0415  (slow: loads its model)

    py3langid.set_languages(LIKELY)
    return py3langid
