"""Which column of a table of figures is which, in the languages such tables come in."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from colonnade.city.monitoring.queries.periods import NotAPeriod, period

OUR_FIELDS: dict[str, Promise] = {
    "indicator": _("Indicator code"),
    "period": _("Year or period"),
    "value": _("Value"),
    "unit": _("Unit"),
    "area_name": _("District"),
    "source": _("Source"),
    "status": _("Status"),
    "sure": _("How sure"),
    "note": _("Note"),
}
EXAMPLE_MARK = "#example"  # in the column of codes: such a row of our template is never kept
_NOT_WORD = re.compile(r"[\W_]+")
_FEWEST_YEARS = 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Our fields and the columns that hold them; columns that break the figures down; columns that are years."""

    fields: dict[str, str]
    breakdowns: list[str] = field(default_factory=list)
    years: list[str] = field(default_factory=list)

    @property
    def is_usable(self) -> bool:
        """A time and a value, or a column for each year."""
        return ("period" in self.fields and "value" in self.fields) or bool(self.years)


def columns_in(headers: Sequence[str]) -> Columns:
    """Understand the names of columns; a field gets the first column that carries one of its names.

    Where no column holds the time, columns that are named by a time hold the values of that time.
    """
    known = _knowledge()
    found: dict[str, str] = {}
    others: list[str] = []
    for header in headers:
        name = known.get(folded(header), "")
        if name and name not in found:
            found[name] = header
        else:
            others.append(header)
    years: list[str] = []
    if "period" not in found and "value" not in found:
        years = [header for header in others if _is_time(header)]
        years = years if len(years) >= _FEWEST_YEARS else []
    breakdowns = [header for header in others if header not in years]
    return Columns(found, breakdowns, years)


def looks_like_header(names: Sequence[str]) -> bool:
    """Say whether a row names the columns of a table of figures."""
    return columns_in(names).is_usable


@cache
def folded(name: str) -> str:
    """A name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_NOT_WORD.sub(" ", plain).split())


def _is_time(header: str) -> bool:
    try:
        period(header)
    except NotAPeriod:
        return False
    return True


@cache
def _knowledge() -> dict[str, str]:
    data = json.loads(files(__package__).joinpath("figure_columns.json").read_text("utf-8"))
    names: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            names.update({folded(str(label)): each for each, label in OUR_FIELDS.items()})
    for name, by_language in data.items():
        if isinstance(by_language, dict):
            for words in by_language.values():
                names.update({folded(word): name for word in words})
    return names
