"""Units: which of the frameworks' units a text means, what it is called, how far its values can reach."""

import re
from functools import cache, lru_cache

from colonnade.plumbing.languages import tag
from colonnade.temple import queries as temple

PERCENT = "percent"
_LANGUAGES = ("en", "es", "fr", "ru", "ar", "zh-hans")
_NOT_WORD = re.compile(r"[^\w%£$€/]+")
_ALSO = {
    PERCENT: (
        *("%", "percent", "per cent", "percentage", "pct", "pt", "percentage %", "percent %", "% percent", "in %"),
        *("процент", "проценты", "процентов", "в процентах", "porcentaje", "por ciento", "pourcentage", "pour cent"),
        *("نسبة مئوية", "بالمئة", "في المائة", "百分比", "百分之"),
    ),
    "number": ("count", "número", "nombre", "число", "количество", "عدد", "数量", "units", "people", "persons"),
    "per-100000-inhabitants": (
        *("per 100 000", "per 100000", "rate per 100 000 population", "per 100 000 population"),
        "per 100 000 inhabitants",
    ),
}  # fmt: skip
_SAYS_PERCENT = re.compile(
    r"^(?:%|percent\b|percentage\b|per cent\b|процент\b|доля\b|porcentaje\b|pourcentage\b|نسبة|百分比)|(?:\(%\)|, ?%|\b%)$",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(
    r"change|growth|increase|ratio|index|rate of|изменен|рост|прирост|variaci|crecim|variation|croiss|增|变化|نمو|تغير",
    re.IGNORECASE,
)
_WHOLE = {"gross-enrolment-ratio", "shares-percent"}


@lru_cache(maxsize=4096)
def unit_code(text: str) -> str:
    """The code of a unit of the frameworks that a text means exactly; the text itself, tidied, where it means none."""
    tidy = " ".join(text.split())[:120]
    if not tidy:
        return ""
    return _codes().get(_folded(tidy), tidy)


def unit_name(unit: str, language: str) -> str:
    """What a unit is called in a language; a unit that is nobody's code stays as the source says it."""
    return _names(tag(language)).get(unit, unit)


def unit_bounds(unit: str) -> tuple[float | None, float | None]:
    """The least and the most that a value in this unit can be; ``None`` where there is no bound."""
    return _bounds().get(unit, (None, None))


def unit_choices(language: str) -> list[tuple[str, str]]:
    """Codes and names of all units, for a form."""
    names = _names(tag(language))
    return sorted(((code, names.get(code, code)) for code in _bounds()), key=lambda each: each[1].casefold())


def family(unit: str) -> str:
    """Units of one family can be compared: all that are percent of something are one."""
    return PERCENT if unit.startswith(PERCENT) or unit in _WHOLE else unit


def says_percent(name: str) -> bool:
    """Say whether the name of a measure itself says that it is counted in percent."""
    return bool(_SAYS_PERCENT.search(name.strip()))


@lru_cache(maxsize=4096)
def is_likely_a_whole(unit: str) -> bool:
    """Say whether a unit in a source's own words is percent of a whole, so that more than 100 would be odd."""
    return unit not in _bounds() and says_percent(unit) and not _OPEN_ENDED.search(unit)


def _folded(text: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for framework in temple.frameworks():
        for language in _LANGUAGES:
            for code, name in temple.names(framework, language).units.items():
                codes.setdefault(_folded(str(name)), code)
        for unit in framework.units:
            codes[_folded(unit.code)] = unit.code
    for code, texts in _ALSO.items():
        codes.update({_folded(text): code for text in texts})
    return codes


@cache
def _names(language: str) -> dict[str, str]:
    return {
        code: str(name)
        for framework in reversed(temple.frameworks())
        for code, name in temple.names(framework, language).units.items()
    }


@cache
def _bounds() -> dict[str, tuple[float | None, float | None]]:
    return {
        unit.code: (unit.minimum, unit.maximum)
        for framework in reversed(temple.frameworks())
        for unit in framework.units
    }
