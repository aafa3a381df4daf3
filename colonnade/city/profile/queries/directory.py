"""The directory of cities: words, country, region; a list, and the same on a map of the world."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from colonnade.city.profile.models import Territory
from colonnade.design.projection import equal_earth
from colonnade.plumbing.languages import Text, choose, country_name, direction
from colonnade.plumbing.search import Question, engine

MOST = 5000


@dataclass(frozen=True, slots=True)
class CityRow:
    """One city in a list, in the reader's language."""

    slug: str
    name: Text
    own_name: Text
    direction: str
    country: str
    country_code: str
    region: str
    joined_year: int | None
    is_demo: bool
    x: str | None  # units of the drawing, as text so that no language changes the decimal point
    y: str | None


@dataclass(frozen=True)
class Directory:
    """What a look into the directory brings."""

    rows: list[CityRow]
    regions: list[tuple[str, int]]
    countries: list[tuple[str, str, int]]  # code, name, count
    unplaced: int


_FIELDS = (
    "id",
    "slug",
    "names",
    "default_language",
    "country",
    "region",
    "joined_year",
    "is_demo",
    "latitude",
    "longitude",
)


def directory(text: str, region: str, country: str, language: str) -> Directory:
    """Cities that have the words and lie in the region and country chosen, by name in the reader's language."""
    rows = Territory.objects.filter(parent__isnull=True)
    if text:
        rows = rows.filter(
            pk__in=engine.ask("cities", Question(text=text, language=language, limit=MOST)).ids
        )
    values = [dict(zip(_FIELDS, row, strict=True)) for row in rows.values_list(*_FIELDS)[:MOST]]
    regions = Counter(row["region"] for row in values if row["region"] and country in ("", row["country"]))
    countries = Counter(row["country"] for row in values if region in ("", row["region"]))
    shown = [
        _row(row, language)
        for row in values
        if region in ("", row["region"]) and country in ("", row["country"])
    ]
    shown.sort(key=lambda row: (row.name.text.casefold(), row.slug))
    named = sorted((country_name(code, language), code, count) for code, count in countries.items())
    return Directory(
        rows=shown,
        regions=sorted(regions.items()),
        countries=[(code, name, count) for name, code, count in named],
        unplaced=sum(1 for row in shown if row.x is None),
    )


def _row(row: dict[str, Any], language: str) -> CityRow:
    own = row["default_language"]
    x = y = None
    if row["latitude"] is not None and row["longitude"] is not None:
        x, y = (f"{value:.1f}" for value in equal_earth(row["latitude"], row["longitude"]))
    native = own_name(row["names"], own)
    return CityRow(
        slug=row["slug"],
        name=choose(row["names"], language, own),
        own_name=native,
        direction=direction(native.language),
        country=country_name(row["country"], language),
        country_code=row["country"],
        region=row["region"],
        joined_year=row["joined_year"],
        is_demo=row["is_demo"],
        x=x,
        y=y,
    )


def own_name(names: dict[str, str], language: str) -> Text:
    """The name in the city's own language, as its first source wrote it where the language is not known."""
    if names.get(language):
        return Text(names[language], language, False)
    first = next(iter(names.items()), ("", ""))
    return Text(first[1], first[0], False)
