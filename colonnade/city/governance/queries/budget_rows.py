"""One row of a ledger, read: values, or the reason why it is refused."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from colonnade.city.governance.queries.budget_words import (
    area_of,
    form_of,
    names_no_single_area,
    source_of,
)
from colonnade.city.governance.vocabulary.amounts import (
    CURRENCIES,
    NotAnAmount,
    Reading,
    amount,
    currency_in,
    states_nothing,
)
from colonnade.city.governance.vocabulary.resources import BudgetSource, Figure
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.cleaning import line as on_one_line

EARLIEST, LATEST = 1950, 2150
LONGEST = {"title": 300, "source_name": 200, "reference": 80}
_YEAR = re.compile(r"(\d{4})(?:-01-01|\.0+)?")
_EXCERPT = 80
_FORMULAS = ("=", "+", "-", "@", "\t")


@dataclass(slots=True)
class ReadRow:
    """Values of a row; with a ``code`` it is refused, and the details belong to the reason."""

    values: dict[str, Any] = field(default_factory=dict)
    code: str = ""
    details: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """Why a row cannot be kept."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = {name: value[:_EXCERPT] for name, value in details.items()}


def read_row(
    row: Mapping[str, str],
    fields: Mapping[str, str],
    readings: Mapping[str, Reading],
    manner: Mapping[str, Any],
) -> ReadRow:
    """Read the cells of one row, by column, into the values of a budget line."""

    def cell(name: str) -> str:
        return as_meant(row.get(fields[name], "").strip()) if name in fields else ""

    values: dict[str, Any] = {"title": on_one_line(cell("title"))}
    try:
        if not values["title"]:
            raise Refused("no_title")
        values["currency"] = currency_of(row, fields, manner)
        values["year"] = _year(cell("year"), manner)
        values["source"], values["source_name"] = _source(cell("source"), cell("source_name"))
        area = "" if names_no_single_area(cell("area")) else cell("area")
        values["area"] = _named(area_of(area), area, "unknown_area")
        values["form"] = _named(form_of(cell("form")), cell("form"), "unknown_form")
        for figure in Figure.values:
            values[figure] = _amount(row, figure, fields, readings)
        values["reference"] = keepable(on_one_line(cell("reference")))
        values["note"] = keepable(cell("note"))
        for name, most in LONGEST.items():
            values[name] = keepable(values[name])
            if len(values[name]) > most:
                raise Refused("too_long", value=values[name], most=str(most), column=fields[name])
    except Refused as refusal:
        return ReadRow(values, refusal.code, refusal.details)
    return ReadRow(values)


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula; ``as_meant`` undoes it."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def as_meant(text: str) -> str:
    """A cell without the mark that keeps it from being a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULAS) else text


def currency_of(row: Mapping[str, str], fields: Mapping[str, str], manner: Mapping[str, Any]) -> str:
    """The one currency of a row: of its own column, of its amounts, of the amounts' headings, else as a person said.

    :raises Refused: it names none, one that does not exist, or two.
    """
    written = row.get(fields["currency"], "").strip() if "currency" in fields else ""
    own = written.upper() if written.upper() in CURRENCIES else currency_in(written)
    if written and not own:
        raise Refused("unknown_currency", value=written)
    columns = [fields[figure] for figure in Figure.values if figure in fields]
    in_cells = {code for column in columns if (code := currency_in(row.get(column, "")))}
    if len(in_cells | ({own} if own else set())) > 1:
        raise Refused("two_currencies", value=", ".join(sorted(in_cells | ({own} if own else set()))))
    in_headings = {code for column in columns if (code := currency_in(column))}
    heading = next(iter(in_headings)) if len(in_headings) == 1 else ""
    found = own or next(iter(in_cells), "") or heading or str(manner.get("currency") or "")
    if not found:
        raise Refused("no_currency")
    return found


def _year(written: str, manner: Mapping[str, Any]) -> int:
    if not written:
        if manner.get("year"):
            return int(manner["year"])
        raise Refused("no_year")
    digits = "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFKC", written)
    )
    found = _YEAR.fullmatch(digits.rstrip("年").strip())
    if not found or not EARLIEST <= int(found.group(1)) <= LATEST:
        raise Refused("bad_year", value=written)
    return int(found.group(1))


def _source(written: str, name: str) -> tuple[str, str]:
    """Kind and name of a source. A kind that we do not know is kept, by its name, as another source."""
    name = on_one_line(name)
    kind = source_of(written)
    if kind or not written or states_nothing(written):
        return kind, name
    told = on_one_line(written)
    return BudgetSource.OTHER.value, f"{told}: {name}" if name and name != told else told


def _named(code: str, written: str, refusal: str) -> str:
    if written and not code and not states_nothing(written):
        raise Refused(refusal, value=written)
    return code


def _amount(
    row: Mapping[str, str], figure: str, fields: Mapping[str, str], readings: Mapping[str, Reading]
) -> Any:
    if figure not in fields:
        return None
    written = row.get(fields[figure], "")
    try:
        value = amount(written, readings[figure])
    except NotAnAmount as problem:
        raise Refused(f"amount_{problem.code}", value=written.strip(), column=fields[figure]) from problem
    if value is not None and value < 0:
        raise Refused("negative", value=written.strip(), column=fields[figure])
    return value
