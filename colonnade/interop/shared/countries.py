"""Countries as sources name them, turned into ISO 3166-1 codes."""

from functools import cache

from babel import Locale

_LANGUAGES = (
    "en",
    "fr",
    "es",
    "ru",
    "ar",
    "zh_Hans",
    "zh_Hant",
    "de",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "pl",
    "tr",
)
_ALSO = {
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "great britain": "GB",
    "usa": "US",
    "u.s.a.": "US",
    "united states of america": "US",
    "brd": "DE",
    "the netherlands": "NL",
    "holland": "NL",
    "republic of korea": "KR",
    "korea": "KR",
    "russian federation": "RU",
    "viet nam": "VN",
    "czech republic": "CZ",
    "türkiye": "TR",
    "turkey": "TR",
}


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB"}:
                codes.setdefault(name.casefold(), code)
    codes.update(_ALSO)
    return codes


@cache
def _known() -> frozenset[str]:
    return frozenset(_codes().values())


def country_code(text: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country given by code or by name, "" if it is none.

    Names are known in the languages of the United Nations and some more; lower-case codes count as well.
    """
    text = text.strip()
    if len(text) == 2 and text.isascii() and text.isalpha():
        code = text.upper()
        return "GB" if code == "UK" else code if code in _known() else ""
    return _codes().get(text.casefold(), "") if len(text) > 2 or not text.isascii() else ""


def country_by_name(text: str) -> str:
    """Return the code of a country given by its name only: two letters may be anything in a line of text."""
    text = text.strip()
    return country_code(text) if len(text) > 2 or text == "UK" or not text.isascii() else ""
