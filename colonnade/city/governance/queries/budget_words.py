"""What the columns and words of a city's ledger mean, in the languages such ledgers come in."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from colonnade.city.governance.vocabulary.amounts import CURRENCIES
from colonnade.city.governance.vocabulary.resources import BudgetSource, Figure, LearningForm
from colonnade.temple.queries import default_framework, names

FIELDS: dict[str, Any] = {
    "year": _("Year"),
    "title": _("What the money is for"),
    "source": _("Where the money comes from"),
    "source_name": _("Name of the fund or giver"),
    "area": _("Area of the temple"),
    "form": _("Form of learning"),
    "currency": _("Currency"),
    "planned": pgettext_lazy("money", "Planned"),
    "committed": pgettext_lazy("money", "Committed"),
    "spent": pgettext_lazy("money", "Spent"),
    "reference": _("Code in the city’s ledger"),
    "note": _("Note for readers"),
}
_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST_TOTAL = 6  # words


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """A name without case, accents, punctuation and what stands in brackets behind it."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_NOT_WORD.sub(" ", plain).split())


def columns_in(headers: Sequence[str]) -> dict[str, str]:
    """Our fields and the columns that hold them; the first column that carries a name of a field gets it.

    What stands in brackets ("Planned (EUR)") and a currency or year behind a name do not count.
    """
    known = _columns()
    found: dict[str, str] = {}
    for header in headers:
        for name in (
            header,
            re.sub(r"[(（\[].*", "", header),
            re.sub(r"\b(?:[A-Z]{3}|\d{4})\b|[€$£¥₽]", "", header),
        ):
            field = known.get(folded(name), "")
            if field and field not in found:
                found[field] = header
                break
    return found


def looks_like_header(headers: Sequence[str]) -> bool:
    """Whether a row names the columns of a budget: what the money is for, and an amount."""
    found = columns_in(headers)
    return "title" in found and any(figure in found for figure in Figure.values)


def source_of(cell: str) -> str:
    """The kind of source that a cell names; empty where it names none we know."""
    return _values("sources").get(folded(cell), "")


def form_of(cell: str) -> str:
    """The form of learning that a cell names; empty where it names none we know."""
    return _values("forms").get(folded(cell), "")


def area_of(cell: str) -> str:
    """The area that a cell names by its code, its name in any language, or one of its features; else empty."""
    return _areas().get(folded(cell), "")


def names_no_single_area(cell: str) -> bool:
    """Whether a cell says that money goes to several areas."""
    return folded(cell) in _shelf("no single area")


def names_a_sum(cells: Iterable[str]) -> bool:
    """Whether the words of a row say that it adds up others, and nothing else: "Total 2025", "Итого:"."""
    words = [word for cell in cells for word in folded(cell).split() if not word.isdecimal()]
    words = [word for word in words if not (len(word) == 3 and word.upper() in CURRENCIES)]
    totals, beside = _shelf("totals"), _shelf("beside totals")
    is_named = any(word in totals for word in words)
    return is_named and len(words) <= _LONGEST_TOTAL and all(word in totals | beside for word in words)


@cache
def _words() -> Mapping[str, Any]:
    data = files("colonnade.city.governance").joinpath("data", "budget_words.json")
    return dict(json.loads(data.read_text("utf-8")))


@cache
def _columns() -> Mapping[str, str]:
    known = {folded(word): field for field, words in _words()["columns"].items() for word in words}
    known.update(_labels(FIELDS.items()))
    known.update({folded(field): field for field in FIELDS})
    return known


@cache
def _values(shelf: str) -> Mapping[str, str]:
    choices = BudgetSource.choices if shelf == "sources" else LearningForm.choices
    known = {folded(word): code for code, words in _words()[shelf].items() for word in words}
    known.update(_labels(choices))
    known.update({folded(code): code for code, _label in choices})
    return known


@cache
def _areas() -> Mapping[str, str]:
    framework = default_framework()
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        said = names(framework, language)
        for code, words in said.areas.items():
            known.update({folded(str(text)): code for text in (words.short, words.name) if str(text)})
    for area in framework.areas:
        known[folded(area.code)] = area.code
        known.update({folded(feature.code): area.code for feature in area.features})
    return known


@cache
def _shelf(name: str) -> frozenset[str]:
    return frozenset(folded(word) for word in _words()[name])


def _labels(labelled: Iterable[tuple[str, Any]]) -> dict[str, str]:
    pairs = list(labelled)
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known.update({folded(str(label)): code for code, label in pairs})
    return known
