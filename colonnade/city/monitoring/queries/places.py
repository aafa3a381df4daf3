"""Where a figure is about: the whole city, one of its districts, an area nobody here knows, or somewhere wider."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings

from colonnade.city.profile.models import District, Territory
from colonnade.plumbing.languages import country_name, locale

CITY_ITSELF, WIDER = "city", "wider"
_NOT_WORD = re.compile(r"[\W_]+")
_ALSO_WIDER = {
    *("england", "scotland", "wales", "northern ireland", "uk", "great britain", "national", "country", "nationwide"),
    *("whole country", "region", "regional", "europe", "world", "global", "nacional", "national level", "страна", "республика"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where one figure is about. ``unknown`` names an area that is no district of the city."""

    code: str
    district: int | None
    dimensions: dict[str, str]
    unknown: str = ""


class Areas:
    """A city's names and its districts, to recognise them in a file."""

    def __init__(self, territory: Territory) -> None:
        self.names = {folded(name) for name in territory.names.values() if name}
        self.country = country_name(territory.country, territory.default_language)
        self._country_code = territory.country.casefold()
        self._districts: dict[str, tuple[int, str]] = {}
        for pk, code, names in (
            District.objects.filter(territory=territory).order_by("pk").values_list("pk", "code", "names")
        ):
            for text in (code, *names.values()):
                self._districts.setdefault(folded(text), (pk, code))

    def district(self, text: str) -> tuple[int, str] | None:
        """Primary key and code of the district that has this code or name."""
        return self._districts.get(folded(text)) if text else None

    def is_country(self, code: str) -> bool:
        """Say whether an area code is that of the whole country the city lies in."""
        return bool(code) and code.casefold() == self._country_code and self.district(code) is None

    def place(self, code: str, name: str, dimensions: dict[str, str], whole_city: str) -> Place:
        """Find the place of a row; a column that only names a known place is no further breakdown."""
        is_city = (bool(code) and code == whole_city) or (
            not code and bool(name) and folded(name) in self.names
        )
        found = self.district(code) or self.district(name)
        if is_city or found:
            rest = {key: cell for key, cell in dimensions.items() if not name or cell != name}
            return Place("", None, rest) if is_city or found is None else Place(found[1], found[0], rest)
        return Place(code, None, dimensions, code or name)


def coverage_of(text: str, areas: Areas) -> str:
    """Say whether a description speaks of the city or of somewhere wider; "" where that cannot be told."""
    plain = folded(text)
    if not plain:
        return ""
    words = f" {plain} "
    if any(f" {name} " in words for name in areas.names):
        return CITY_ITSELF
    return WIDER if plain in _ALSO_WIDER or plain in _countries() else ""


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """A name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(
        _NOT_WORD.sub(" ", "".join(sign for sign in plain if not unicodedata.combining(sign))).split()
    )


@cache
def _countries() -> frozenset[str]:
    names: set[str] = set()
    for code, _name in settings.LANGUAGES:
        territories: Mapping[str, str] = locale(code).territories
        names.update(folded(name) for name in territories.values())
    return frozenset(names)
