"""What the shipped gazetteer knows of a place (GeoNames, CC BY 4.0)."""

import csv
import gzip
import io
import json
import unicodedata
from collections import defaultdict
from functools import cache
from importlib import resources
from typing import NamedTuple


class GazetteerPlace(NamedTuple):
    """One populated place."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    timezone: str


class GazetteerCountry(NamedTuple):
    """What is known of a country: its UNESCO region if sure, its zone if it has only one."""

    region: str | None
    only_timezone: str | None


def country(code: str) -> GazetteerCountry | None:
    """The country with this ISO 3166-1 alpha-2 code, or ``None``."""
    row = _countries().get(code.upper())
    if row is None:
        return None
    zones = row.get("timezones") or []
    return GazetteerCountry(row.get("unesco_region"), zones[0] if len(zones) == 1 else None)


def find(name: str, code: str) -> GazetteerPlace | None:
    """The one place of that name in a country.

    Of several, the one is taken that is ten times larger than the next; otherwise none: never guessed.
    """
    found = sorted(_by_name().get((code.upper(), _key(name)), []), key=lambda place: -place.population)
    if len(found) > 1 and found[0].population < 10 * max(found[1].population, 1):
        return None
    return found[0] if found else None


def _key(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).casefold().strip()


@cache
def _countries() -> dict[str, dict]:
    return json.loads(
        (resources.files("colonnade.city.profile") / "data" / "countries.json").read_text(encoding="utf-8")
    )


@cache
def _by_name() -> dict[tuple[str, str], list[GazetteerPlace]]:
    packed = (resources.files("colonnade.city.profile") / "data" / "gazetteer.tsv.gz").read_bytes()
    rows = csv.DictReader(
        io.StringIO(gzip.decompress(packed).decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    places: dict[tuple[str, str], list[GazetteerPlace]] = defaultdict(list)
    for row in rows:
        place = GazetteerPlace(
            row["name"],
            row["country"],
            float(row["latitude"]),
            float(row["longitude"]),
            int(row["population"] or 0),
            row["timezone"],
        )
        names = {_key(row["name"])} | {
            _key(each) for each in (row.get("latin_variants") or "").split("|") if each
        }
        for key in names:
            places[(place.country, key)].append(place)
    return dict(places)
