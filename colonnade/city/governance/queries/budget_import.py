"""What would become of a spreadsheet of the budget: every row accounted for, nothing written."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from colonnade.city.governance.models import BudgetImport, BudgetLine
from colonnade.city.governance.queries.budget_checks import Check, checks_of
from colonnade.city.governance.queries.budget_rows import ReadRow, read_row
from colonnade.city.governance.queries.budget_words import columns_in, names_a_sum
from colonnade.city.governance.vocabulary.amounts import Reading, reading_of
from colonnade.city.governance.vocabulary.resources import Figure, Outcome

CARRIED_DOWN = ("year", "source", "source_name", "area", "form", "currency")
TEXTS = ("title", "source", "source_name", "area", "form", "currency", "reference", "note")
KEY = ("title", "source", "source_name", "area", "form", "currency")


@dataclass(slots=True)
class RowPlan:
    """What becomes of one row, and why."""

    number: int
    line: int
    outcome: str
    code: str = ""
    details: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    known: BudgetLine | None = None
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What it is for, as far as that could be read."""
        return str(self.values.get("title", ""))


@dataclass(slots=True)
class ImportPlan:
    """How a spreadsheet is understood and what it would bring."""

    fields: dict[str, str]
    readings: dict[str, Reading]
    missing: list[str]  # of title, amount, year, currency: what a person must say first
    rows: list[RowPlan] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)

    def count(self, outcome: str) -> int:
        """How many rows have this outcome."""
        return sum(1 for row in self.rows if row.outcome == outcome)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome, sums apart; together they are all rows of the file."""
        counted = Counter(row.outcome for row in self.rows)
        return {outcome: counted[outcome] for outcome in Outcome.values}

    @property
    def is_ready(self) -> bool:
        """Whether nothing more has to be said before it can be kept."""
        return not self.missing


def import_plan(sheet: BudgetImport) -> ImportPlan:
    """Read a spreadsheet as its manner says and compare it with the lines the city has. Asks the database once."""
    fields = fields_of(sheet)
    cells = _cells(sheet, fields)
    plan = ImportPlan(fields, _readings(sheet, fields, cells), _missing(sheet, fields))
    if {"title", "amount"} & set(plan.missing):
        return plan
    read = [
        read_row(row, fields, plan.readings, sheet.manner)
        if not _is_sum(row, fields)
        else ReadRow(values={"cells": row})
        for row in cells
    ]
    if any(each.code == "no_currency" for each in read) and not sheet.manner.get("currency"):
        plan.missing.append("currency")
    for number, ((line, _cells_as_written), each) in enumerate(zip(sheet.rows, read, strict=True), start=1):
        outcome = Outcome.TOTAL if "cells" in each.values else Outcome.REJECTED if each.code else ""
        plan.rows.append(RowPlan(number, line, outcome, each.code, each.details, each.values))
    _refuse_doubles(plan.rows)
    _match(sheet, [row for row in plan.rows if not row.outcome])
    plan.checks = checks_of(plan.rows, fields, plan.readings, sheet.manner)
    plan.rows += [_torn(note) for note in sheet.notes if note[3]]
    return plan


def fields_of(sheet: BudgetImport) -> dict[str, str]:
    """Our fields and the columns that hold them: as a person said, else as their names say."""
    said = sheet.manner.get("columns")
    return dict(said) if said is not None else columns_in(sheet.columns)


def _cells(sheet: BudgetImport, fields: dict[str, str]) -> list[dict[str, str]]:
    """The cells of every row by column; where a person asked for it, empty ones repeat the cell above."""
    rows = [dict(zip(sheet.columns, written, strict=False)) for _line, written in sheet.rows]
    if sheet.manner.get("fill_down"):
        above: dict[str, str] = {}
        carried = [fields[name] for name in CARRIED_DOWN if name in fields]
        for row in rows:
            if _is_sum(row, fields):
                continue
            for column in carried:
                if row.get(column, "").strip():
                    above[column] = row[column]
                else:
                    row[column] = above.get(column, "")
    return rows


def _readings(sheet: BudgetImport, fields: dict[str, str], rows: list[dict[str, str]]) -> dict[str, Reading]:
    wanted = str(sheet.manner.get("decimals") or "")
    return {
        figure: reading_of(
            (row.get(fields[figure], "") for row in rows), is_typed=sheet.is_workbook, wanted=wanted
        )
        for figure in Figure.values
        if figure in fields
    }


def _missing(sheet: BudgetImport, fields: dict[str, str]) -> list[str]:
    missing = [] if "title" in fields else ["title"]
    if not any(figure in fields for figure in Figure.values):
        missing.append("amount")
    if "year" not in fields and not sheet.manner.get("year"):
        missing.append("year")
    return missing


def _is_sum(row: dict[str, str], fields: dict[str, str]) -> bool:
    amounts = {fields[figure] for figure in Figure.values if figure in fields}
    if not any(row.get(column, "").strip() for column in amounts):
        return False
    return names_a_sum(cell for column, cell in row.items() if column not in amounts)


def _refuse_doubles(rows: Iterable[RowPlan]) -> None:
    """A reference names one line of a year; a second row that bears it is refused."""
    first: dict[tuple[int, str], int] = {}
    for row in rows:
        if row.outcome or not row.values["reference"]:
            continue
        key = (row.values["year"], row.values["reference"])
        if key in first:
            row.outcome, row.code = Outcome.REJECTED, "same_reference"
            row.details = {"value": key[1], "row": str(first[key])}
        else:
            first[key] = row.number


def _match(sheet: BudgetImport, rows: list[RowPlan]) -> None:
    """Find the line that each row speaks of: by its reference, else by everything that names it, in order."""
    years = {row.values["year"] for row in rows}
    lines = BudgetLine.objects.filter(
        territory_id=sheet.territory_id, year__in=years, removed_at__isnull=True
    ).order_by("pk")
    by_reference: dict[tuple[int, str], BudgetLine] = {}
    by_name: dict[tuple[Any, ...], list[BudgetLine]] = defaultdict(list)
    for line in lines:
        if line.reference:
            by_reference[line.year, line.reference] = line
        by_name[_key(line.year, {name: getattr(line, name) for name in KEY})].append(line)
    taken: set[int] = set()
    for row in rows:
        found = by_reference.get((row.values["year"], row.values["reference"]))
        if row.values["reference"] and found:
            row.known = found
            taken.add(found.pk)
    for row in rows:
        if row.known is None:
            row.known = next(
                (
                    line
                    for line in by_name.get(_key(row.values["year"], row.values), [])
                    if line.pk not in taken and not (row.values["reference"] and line.reference)
                ),
                None,
            )
            if row.known:
                taken.add(row.known.pk)
        _decide(row)


def _decide(row: RowPlan) -> None:
    if row.known is None:
        row.outcome = Outcome.CREATED
        return
    row.changes = {
        name: value
        for name in (*TEXTS, *Figure.values)
        if (value := row.values.get(name)) not in ("", None) and value != getattr(row.known, name)
    }
    row.outcome = Outcome.UPDATED if row.changes else Outcome.UNCHANGED


def _key(year: int, values: dict[str, Any]) -> tuple[Any, ...]:
    return (year, *(str(values[name]).casefold() for name in KEY))


def _torn(note: list[Any]) -> RowPlan:
    """A piece of the file that is not even a row."""
    where, code, details, _is_refused = note
    return RowPlan(0, 0, Outcome.REJECTED, code, {**details, "where": where})


def outcomes_of(plan: ImportPlan) -> list[list[Any]]:
    """Every row as it is kept with the import: row, line, outcome, code, details, title."""
    return [[row.number, row.line, str(row.outcome), row.code, row.details, row.title] for row in plan.rows]


def amounts_of(row: RowPlan) -> dict[str, Decimal | None]:
    """The three amounts of a row."""
    return {figure: row.values.get(figure) for figure in Figure.values}
