"""Which column is which: our fields with their labels, and the names that other people give them."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

OUR_FIELDS: dict[str, Promise] = {
    "title": _("Title"),
    "description": _("Description"),
    "start": _("Start date"),
    "start_time": _("Start time"),
    "end": _("End date"),
    "end_time": _("End time"),
    "schedule": _("Schedule in words"),
    "timezone": _("Time zone"),
    "place": _("Venue"),
    "street": _("Street and number"),
    "postal_code": _("Postal code"),
    "locality": _("Town"),
    "district": _("District"),
    "country": _("Country"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "provider": _("Provider"),
    "partners": _("Partners"),
    "url": _("Web page"),
    "registration": _("Registration needed"),
    "registration_url": _("Web page for registration"),
    "registration_closes": _("Registration until"),
    "contact": _("Contact"),
    "price": _("Price"),
    "currency": _("Currency"),
    "is_free": _("Free of charge"),
    "ages": _("Ages"),
    "age_min": _("Age from"),
    "age_max": _("Age to"),
    "audience": _("For whom"),
    "languages": _("Languages"),
    "category": _("Category"),
    "keywords": _("Keywords"),
    "mode": _("On site or online"),
    "online_url": _("Address of the online meeting"),
    "capacity": _("Places"),
    "places_left": _("Places left"),
    "duration": _("Duration"),
    "requirements": _("Entry requirements"),
    "outcomes": _("Learning outcomes"),
    "accessibility": _("Accessibility"),
    "image": _("Picture"),
    "status": _("Status"),
    "modified": _("Last changed"),
    "id": _("Identifier"),
}

_NAMES = Path(__file__).parent / "data" / "column_names.json"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NOT_WORD = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|（[^）]*）|\*")
_UNITS = re.compile(
    r"\s(?:in |en )?(?:eur|euros?|usd|gbp|chf|dollars?|optional|required|pflichtfeld|obligatorio|obligatoire)$"
)
_MERE_NAMES = {"name", "names", "nombre", "nom", "nome", "имя", "اسم", "الاسم"}
_SIGNS_OF_OFFERS = {
    "description",
    "start",
    "start_time",
    "schedule",
    "url",
    "registration_url",
    "category",
    "price",
    "provider",
    "ages",
    "age_min",
}
_SECOND_TRY = 1000  # a name that fits only after something was taken from it


class _Candidate(NamedTuple):
    score: int
    column: int
    field: str
    beside: str  # a field that must be there too, or ""


class _Knowledge(NamedTuple):
    names: dict[str, list[tuple[int, str, str]]]  # folded name: (rank, field, field beside)
    qualifiers: list[str]


def suggest(headers: Sequence[str]) -> dict[str, str]:
    """Return our field for every column whose name is understood; a field gets the column that fits best.

    Names are known in English, Spanish, French, German, Russian, Arabic, Chinese, Portuguese and Italian,
    and as our own template writes them in every language of the site. A list of mere names, of people
    perhaps, is no table of offers: there "name" is not taken for a title.
    """
    candidates = sorted(
        candidate for column, header in enumerate(headers) for candidate in _candidates(column, header)
    )
    chosen: dict[str, int] = {}
    taken: set[int] = set()
    fields_in_sight = {candidate.field for candidate in candidates if not candidate.beside}
    for candidate in candidates:
        if candidate.field in chosen or candidate.column in taken:
            continue
        if candidate.beside and candidate.beside not in fields_in_sight:
            continue
        chosen[candidate.field] = candidate.column
        taken.add(candidate.column)
    if (
        "title" in chosen
        and folded(headers[chosen["title"]]) in _MERE_NAMES
        and not _SIGNS_OF_OFFERS & set(chosen)
    ):
        del chosen["title"]
    return {field: headers[chosen[field]] for field in OUR_FIELDS if field in chosen}


def chosen(mapping: dict[str, str], headers: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the columns a saved mapping names as this file writes them, and the names that it lacks.

    Case and spacing of a name do not matter; fields we do not know are left out.
    """
    written = {" ".join(header.casefold().split()): header for header in reversed(headers)}
    found: dict[str, str] = {}
    missing: list[str] = []
    for field, name in mapping.items():
        if field not in OUR_FIELDS or not name:
            continue
        header = written.get(" ".join(name.casefold().split()))
        if header is None:
            missing.append(name)
        else:
            found[field] = header
    return found, missing


def looks_like_header(names: Sequence[str]) -> bool:
    """Say whether a row names columns of a table of offers: a title and something else, or a title alone."""
    found = suggest(names)
    return "title" in found and (len(found) > 1 or len(names) == 1)


def _candidates(column: int, header: str) -> Iterable[_Candidate]:
    if header.startswith("column ") or len(header) > 120:
        return
    known = _knowledge()
    seen: set[str] = set()
    for penalty, name in enumerate(_forms(header, tuple(known.qualifiers))):
        for rank, field, beside in known.names.get(name, ()):
            if field not in seen:
                seen.add(field)
                yield _Candidate(penalty * _SECOND_TRY + rank, column, field, beside)


@lru_cache(maxsize=4096)
def _forms(header: str, qualifiers: tuple[str, ...]) -> tuple[str, ...]:
    """The name as it is, without what stands in brackets, and without words such as "event" around it."""
    plain = folded(header)
    bare = folded(_BRACKETS.sub(" ", header))
    bare = _UNITS.sub("", bare)
    forms = [plain, bare]
    for qualifier in qualifiers:
        if bare.startswith(f"{qualifier} "):
            forms.append(bare[len(qualifier) + 1 :])
        elif bare.endswith(f" {qualifier}"):
            forms.append(bare[: -len(qualifier) - 1])
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """Return a name without case, accents and punctuation: ``startDate``, ``Start_date`` -> ``start date``."""
    name = _CAMEL.sub(" ", name)
    name = unicodedata.normalize("NFKD", name.casefold())
    name = "".join(sign for sign in name if not unicodedata.combining(sign))
    return " ".join(_NOT_WORD.sub(" ", name).split())


@cache
def _knowledge() -> _Knowledge:
    data = json.loads(_NAMES.read_text("utf-8"))
    names: dict[str, list[tuple[int, str, str]]] = {}
    for field, by_language in data["fields"].items():
        for words in by_language.values():
            for rank, word in enumerate(words):
                word, _plus, beside = word.partition("+")
                names.setdefault(folded(word), []).append((rank, field, beside))
    for field, label in _own_labels():
        names.setdefault(folded(label), []).append((0, field, ""))
        names.setdefault(folded(field), []).append((0, field, ""))
    qualifiers = {folded(word) for words in data["qualifiers"].values() for word in words}
    return _Knowledge(names, sorted(qualifiers, key=len, reverse=True))


def _own_labels() -> list[tuple[str, str]]:
    """Our labels in every language of the site, so that a filled template is always understood."""
    labels: list[tuple[str, str]] = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            labels += [(field, str(label)) for field, label in OUR_FIELDS.items()]
    return labels
