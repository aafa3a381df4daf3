"""A place written as one line of text, taken apart only as far as it is certain."""

import re
from functools import lru_cache
from typing import NamedTuple

from colonnade.city.catalogue.harvest import PlaceDraft
from colonnade.interop.shared.countries import country_by_name
from colonnade.plumbing.languages import UNDETERMINED

_SEPARATOR = re.compile(r"\s*[,;\n|·]\s*|\s+@\s+|\s+[–—-]\s+(?=\d{4,5}\s)")
_POSTAL_FIRST = re.compile(
    r"(?:([A-Z]{1,3})-)?(\d{5}|\d{4}-\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2}|\d{4}|\d{6})(?:\s+([^\W\d].{0,60}))?"
)
_POSTAL_UK = re.compile(r"(.{0,60}?)\s*\b([A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})")
_POSTAL_US = re.compile(r"([A-Z]{2})\s+(\d{5})(?:-\d{4})?")
_GLUED = re.compile(r"(.+\S)\s+(\d{5}\s+[^\W\d].*)")
_NUMBER = r"\d{1,4}\s?[a-zA-Z]?(?:\s?[-–/+&]\s?\d{1,4}\s?[a-zA-Z]?)?"
_ONLY_NUMBER = re.compile(rf"(?:n[º°o]\.?\s*|nr\.?\s*)?{_NUMBER}", re.IGNORECASE)
_NUMBER_LAST = re.compile(rf"\D.{{1,60}}?\s{_NUMBER}")
_NUMBER_FIRST = re.compile(r"\d{1,5}\s?(?:bis|ter|[a-zA-Z])?\s+[^\W\d].{2,60}")
_STREET_WORD = re.compile(
    r"(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|damm|ufer|chaussee|promenade|gade|vej|gatan|vägen|katu|tie|straat|laan|plein)\b"
    r"|\b(?:str|street|st\.?|road|rd\.?|avenue|ave\.?|lane|drive|square|boulevard|blvd\.?|bd\.?|way|court|crescent|terrace"
    r"|rue|av\.?|place|quai|chemin|allée|impasse|cours|passage|route|esplanade"
    r"|calle|c/|plaza|avenida|avda\.?|paseo|camino|carrer|plaça|ronda|via|viale|piazza|corso|rua|largo|praça|travessa"
    r"|ulica|ul\.?|улица|ул\.?|проспект|an der|am|auf dem|im)\b",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"\b(?:room|saal|raum|halle|hall|salle|sala|aula|zimmer|hörsaal|etage|floor|stock|haus|gebäude|building|level|studio|gate|block)\b",
    re.IGNORECASE,
)


class _Parts(NamedTuple):
    name: str = ""
    street: str = ""
    postal_code: str = ""
    locality: str = ""
    district: str = ""
    country: str = ""


def place_from_text(text: str, city_names: list[str], language: str = UNDETERMINED) -> PlaceDraft | None:
    """Read "Name, Street 12, 48157 City" as a place; ``None`` for an empty text.

    What is not recognised with certainty stays in the name; a text that only names a country gives a place
    without a name. A district is taken only from a city the
    caller knows: "Münster-Coerde" is the district Coerde where ``city_names`` holds Münster.
    """
    text = text.strip(" \t\r\n,;")
    if not text:
        return None
    parts = _taken_apart(text[:500], tuple(city_names))
    return PlaceDraft(
        names={language or UNDETERMINED: parts.name} if parts.name else {},
        street=parts.street,
        postal_code=parts.postal_code,
        locality=parts.locality,
        district=parts.district,
        country=parts.country,
    )


@lru_cache(maxsize=8192)
def _taken_apart(text: str, city_names: tuple[str, ...]) -> _Parts:
    pieces = _pieces(text)
    country = ""
    if pieces and (country := country_by_name(pieces[-1])):
        if len(pieces) == 1:
            return _Parts(country=country)
        pieces.pop()
    postal_code, locality, at = _postal(pieces)
    if at is None:
        at = len(pieces)
    before, after = pieces[:at], pieces[at:]
    if not locality and len(pieces) > 1 and _is_city(pieces[-1], city_names):
        locality = pieces[-1]
        before = [piece for piece in before if piece != locality] or before
    street_at = _street(before, sure=bool(postal_code or locality))
    street = before[street_at] if street_at is not None else ""
    name = ", ".join(before[:street_at] if street_at is not None else before)
    if not street and not postal_code and not locality:
        return _Parts(name=" ".join(text.split()), country=country, **_lone_city(pieces, city_names))
    district = next((piece[len(locality) + 1 :] for piece in after if piece.startswith(f"{locality}-")), "")
    if not district:
        locality, district = _split_city(locality, city_names)
    return _Parts(name or street or locality, street, postal_code, locality, district, country)


def _pieces(text: str) -> list[str]:
    """Split a line at its commas; "Calle Mayor, 12" stays together, a repeated piece is left out."""
    found: list[str] = []
    for piece in _SEPARATOR.split(text):
        piece = " ".join(piece.split())
        if not piece or (found and piece == found[-1]):
            continue
        if found and _ONLY_NUMBER.fullmatch(piece) and _STREET_WORD.search(found[-1]):
            found[-1] = f"{found[-1]} {piece}"
            continue
        glued = _GLUED.fullmatch(piece)
        if glued and _STREET_WORD.search(glued[1]) and _numbered(glued[1]):
            found += [glued[1], glued[2]]
        else:
            found.append(piece)
    return found


def _postal(pieces: list[str]) -> tuple[str, str, int | None]:
    """Return postal code, locality, and which piece they begin with."""
    for at in range(len(pieces) - 1, 0, -1):
        piece = pieces[at]
        if match := _POSTAL_FIRST.fullmatch(piece):
            following = pieces[at + 1] if at + 1 < len(pieces) else ""
            if len(match[2]) == 4 and not match[3] and not following:
                continue  # four digits alone may be anything
            return match[2], _once(match[3] or following), at
        if match := _POSTAL_UK.fullmatch(piece):
            if match[1]:
                return match[2], match[1], at
            return match[2], pieces[at - 1] if at > 1 else "", at - 1 if at > 1 else at
        if at > 1 and (match := _POSTAL_US.fullmatch(piece)):
            return match[2], pieces[at - 1], at - 1
    return "", "", None


def _numbered(piece: str) -> bool:
    return bool(_NUMBER_LAST.fullmatch(piece) or _NUMBER_FIRST.fullmatch(piece))


def _once(locality: str) -> str:
    """``Cottbus Cottbus`` -> ``Cottbus``."""
    words = locality.split()
    half = len(words) // 2
    return (
        " ".join(words[:half])
        if half and len(words) == 2 * half and words[:half] == words[half:]
        else locality
    )


def _street(pieces: list[str], *, sure: bool) -> int | None:
    """Return which piece is the street, looking from the end; ``sure`` if a postal code follows."""
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        worded = _STREET_WORD.search(piece)
        if _numbered(piece) and (
            worded or (sure and at and at == len(pieces) - 1 and not _ROOM.search(piece))
        ):
            return at
        if worded and sure and at and at == len(pieces) - 1:
            return at
    return None


def _is_city(piece: str, city_names: tuple[str, ...]) -> bool:
    return any(piece == city or piece.startswith(f"{city}-") for city in city_names if city)


def _lone_city(pieces: list[str], city_names: tuple[str, ...]) -> dict[str, str]:
    if len(pieces) == 1 and _is_city(pieces[0], city_names):
        locality, district = _split_city(pieces[0], city_names)
        return {"locality": locality, "district": district}
    return {}


def _split_city(locality: str, city_names: tuple[str, ...]) -> tuple[str, str]:
    for city in city_names:
        if city and locality.startswith(f"{city}-"):
            return city, locality[len(city) + 1 :].strip()
    return locality, ""
