"""Texts in several languages: reading them, and choosing the one a reader understands best.

A *language map* is a ``dict`` from BCP 47 tag to text (RFC 5646); an empty map is a missing text.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, gettext, override

LanguageMap = dict[str, str]

_TAG = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?$")
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "ckb", "sd", "ug", "yi", "dv"}
_SCRIPTS = {"ar": "und-Arab", "ru": "und-Cyrl", "zh": "und-Hani"}  # names of which only the script is known
UNDETERMINED = "und"
BRITISH = "en-GB"
SIGNED = "sgn"


class Text(NamedTuple):
    """A text and the language it is in; ``is_other`` when that is not the reader's."""

    text: str
    language: str
    is_other: bool

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=1024)
def tag(value: str) -> str:
    """Return a well-formed BCP 47 tag (``zh_hans`` becomes ``zh-Hans``), or ``und``."""
    value = value.strip()
    if not _TAG.match(value):
        return UNDETERMINED
    parts = value.replace("_", "-").split("-")
    shaped = [parts[0].lower()]
    for part in parts[1:]:
        shaped.append(part.title() if len(part) == 4 else part.upper())
    return "-".join(shaped)


@lru_cache(maxsize=1024)
def _chain(language: str) -> tuple[str, ...]:
    """``zh-hans`` -> the tags to look for, best first."""
    wanted = tag(language)
    chain = [wanted]
    while "-" in wanted:
        wanted = wanted.rsplit("-", 1)[0]
        chain.append(wanted)
    return tuple(chain)


def choose(texts: Mapping[str, str], language: str | None = None, default: str = "") -> Text:
    """Pick from a language map what a reader of ``language`` (the active one if not given) should see.

    Order: the language itself, its base, another variety of it, a name in its script, ``default``, English, whatever there is.
    An empty map gives an empty text.
    """
    if not texts:
        return Text("", "", False)
    wanted = _chain(language or get_language() or "en")
    for each in wanted:
        if texts.get(each):
            return Text(texts[each], each, False)
    for each, text in texts.items():
        if text and each.split("-")[0] == wanted[-1]:
            return Text(text, each, False)
    script = _SCRIPTS.get(wanted[-1])
    if script and texts.get(script):
        return Text(texts[script], script, False)
    for each in (default, "en"):
        if each and texts.get(each):
            return Text(texts[each], each, True)
    for each, text in texts.items():
        if text:
            return Text(text, each, each != UNDETERMINED)
    return Text("", "", False)


@lru_cache(maxsize=256)
def locale(language: str) -> Locale:
    """Return CLDR's locale for a tag; English where CLDR has none. English without a country is British."""
    wanted = tag(language)
    try:
        return Locale.parse(BRITISH if wanted in {"en", UNDETERMINED} else wanted, sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(BRITISH, sep="-")


@lru_cache(maxsize=4096)
def language_name(code: str, language: str) -> str:
    """Name of the language ``code`` in ``language``; the code itself where CLDR has no name."""
    reader = locale(language)
    parts = tag(code).split("-")
    if parts[0] == SIGNED:  # a family of languages, which CLDR does not name
        with override(language):
            return gettext("sign language")
    full = "_".join(parts)
    return reader.languages.get(full) or reader.languages.get(parts[0]) or code


@lru_cache(maxsize=4096)
def country_name(code: str, language: str) -> str:
    """Name of an ISO 3166-1 country in ``language``; the code itself where CLDR has no name."""
    return locale(language).territories.get(code.upper(), code) if code else ""


def base(language: str) -> str:
    """The language of a tag without script and country, in lower case: ``zh_Hans`` becomes ``zh``."""
    return language.replace("_", "-").split("-")[0].lower()


def direction(language: str) -> str:
    """``rtl`` or ``ltr``, for the ``dir`` attribute of a text in ``language``."""
    return "rtl" if language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"
