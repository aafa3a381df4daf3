"""From text to the words an index holds, the same way on both sides.

Each text is indexed twice: stemmed by its own language, and plainly (folded to bare lower-case letters),
so that a word typed without its accents, in another form or in an unknown language is still found.
Stemmers are those of the engine (Snowball). Chinese, Japanese and Korean run together, so they are cut
into single signs and pairs. Arabic is lightly normalised first: marks go, forms of alif, ya and ta
marbuta fall together.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import tantivy

STEMMED = {"ar": "arabic", "de": "german", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
SIGNS = "zh"
LANGUAGES = (*STEMMED, SIGNS)
BY_SCRIPT = {"latin": ("en", "es", "fr", "de"), "cyrillic": ("ru",), "arabic": ("ar",), "signs": (SIGNS,)}
STOPWORDS_OF = ("english", "german", "spanish", "french", "russian")
LONGEST_WORD = 60

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_SIGNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC_MARKS = dict.fromkeys([*range(1611, 1632), 1648, 1600])
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"}
)
_ARABIC_ALL = {**_ARABIC_MARKS, **_ARABIC_FORMS}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


@cache
def analysers() -> dict[str, tantivy.TextAnalyzer]:
    """The named analysers an index must know."""
    made = {
        "plain": tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST_WORD))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build(),
        SIGNS: tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(min_gram=1, max_gram=2)).build(),
    }
    for language, stemmer in STEMMED.items():
        made[language] = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(LONGEST_WORD))
            .filter(tantivy.Filter.lowercase())
            # Twice, because one pass takes "Kurse" to "kurs" but "Kurs" to "kur", "talleres" to "taller".
            .filter(tantivy.Filter.stemmer(stemmer))
            .filter(tantivy.Filter.stemmer(stemmer))
            .build()
        )
    return made


@cache
def _stoppers() -> list[tantivy.TextAnalyzer]:
    return [
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stopword(language))
        .build()
        for language in STOPWORDS_OF
    ]


def normal(text: str) -> str:
    """Return the text as it is handed to every analyser: composed, Arabic forms folded."""
    if not _NOT_ASCII.search(text):
        return text
    text = unicodedata.normalize("NFC", text)
    return text.translate(_ARABIC_ALL) if _ARABIC.search(text) else text


def signs(text: str) -> str:
    """Return the parts of a text that are written without spaces, separated by single spaces."""
    return " ".join(_SIGNS.findall(text))


def field_language(tag: str) -> str:
    """Return the language whose field a text in ``tag`` belongs to, or "" for the plain field alone."""
    base = tag.split("-")[0].lower()
    return base if base in STEMMED else ""


@lru_cache(maxsize=20_000)
def stem(language: str, word: str) -> str:
    """The stem of one word in one language; "" when the analyser drops it."""
    found = analysers()[language].analyze(word)
    return found[0] if found else ""


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """The word as the plain field holds it."""
    return stem("plain", word)


@lru_cache(maxsize=20_000)
def is_stopword(word: str) -> bool:
    """Say whether a word carries no meaning of its own in one of the larger languages ("auf", "de", "the")."""
    return any(not stopper.analyze(word) for stopper in _stoppers())


def script(word: str) -> str:
    """Return "signs", "arabic", "cyrillic" or "latin"."""
    if _SIGNS.search(word):
        return "signs"
    if _ARABIC.search(word):
        return "arabic"
    return "cyrillic" if _CYRILLIC.search(word) else "latin"


def words(text: str) -> Iterator[str]:
    """Yield the words of a question, runs of signs apart from letters beside them."""
    for word in _WORD.findall(normal(text)):
        rest = word
        for run in _SIGNS.findall(word):
            before, _, rest = rest.partition(run)
            if before:
                yield before
            yield run
        if rest:
            yield rest


def pairs(run: str) -> list[str]:
    """Cut a run of signs into overlapping pairs; a single sign stays single."""
    return [run[i : i + 2] for i in range(len(run) - 1)] if len(run) > 1 else [run]
