"""Bringing the budget as a spreadsheet: looked at first, kept in one piece, twice changes nothing."""

from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.db import transaction

from colonnade.city.governance.events.resources import BudgetChanged
from colonnade.city.governance.models import BudgetImport, BudgetLine
from colonnade.city.governance.queries.budget_files import NotATable, spreadsheet
from colonnade.city.governance.queries.budget_import import TEXTS, ImportPlan, import_plan, outcomes_of
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.resources import Figure, ImportState, Outcome
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce

BATCH = 500


class AlreadyKept(Exception):
    """What stood in the spreadsheet has been kept."""


class NotReady(Exception):
    """Somebody must first say which column is which, the year or the currency."""


@transaction.atomic
def bring_budget(*, territory: Territory, upload: Any, by: Any, at: datetime) -> BudgetImport:
    """Keep a spreadsheet as it was written, to be looked at. No budget line changes yet.

    Refused to anybody but the city's team. :raises NotATable: the file is none, or too large.
    """
    permissions.require(by, Permission.BUDGET_KEEP, territory)
    found = spreadsheet(upload)
    sheet = BudgetImport.objects.create(
        territory=territory,
        file_name=str(keepable(PurePath(str(upload.name)).name))[:200],
        brought_at=at,
        is_workbook=found.is_workbook,
        columns=found.columns,
        rows=found.rows,
        notes=found.notes,
    )
    audit.record(by=by, verb=Permission.BUDGET_KEEP, thing=sheet, at=at, rows=len(found.rows))
    return sheet


@transaction.atomic
def say_how_to_read(*, sheet: BudgetImport, manner: dict[str, Any], by: Any, at: datetime) -> BudgetImport:
    """Keep which column is which, and the year, currency and decimal mark where the file does not say them.

    Refused to anybody but the city's team. :raises AlreadyKept:
    """
    permissions.require(by, Permission.BUDGET_KEEP, sheet)
    _waiting(sheet)
    sheet.manner = keepable(manner)
    sheet.save(update_fields=["manner"])
    audit.record(by=by, verb=Permission.BUDGET_KEEP, thing=sheet, at=at, manner=sorted(manner))
    return sheet


@transaction.atomic
def keep_budget(*, sheet: BudgetImport, by: Any, at: datetime) -> BudgetImport:
    """Write the rows of a spreadsheet into the budget: all that can be kept, or none if anything fails.

    Rows that are refused stay with the import, each with its reason. An empty cell never erases what a line says.
    Refused to anybody but the city's team. Announces ``BudgetChanged``. :raises AlreadyKept: :raises NotReady:
    """
    permissions.require(by, Permission.BUDGET_KEEP, sheet)
    sheet = BudgetImport.objects.select_for_update().select_related("territory").get(pk=sheet.pk)
    _waiting(sheet)
    plan = import_plan(sheet)
    if not plan.is_ready:
        raise NotReady(plan.missing)
    years = _write(sheet, plan, at)
    sheet.state = ImportState.KEPT
    sheet.kept_at = at
    for outcome in (Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REJECTED):
        setattr(sheet, outcome.value, plan.count(outcome))
    sheet.outcomes = outcomes_of(plan)
    sheet.checks = [
        [each.row, each.figure, each.currency, _text(each.stated), _text(each.found), each.code]
        for each in plan.checks
    ]
    sheet.save()
    counts = {outcome: plan.count(outcome) for outcome in Outcome.values}
    audit.record(by=by, verb=Permission.BUDGET_KEEP, thing=sheet, at=at, **counts)
    if years:
        announce(BudgetChanged(territory_id=sheet.territory.uuid, years=tuple(sorted(years))))
    return sheet


def _write(sheet: BudgetImport, plan: ImportPlan, at: datetime) -> set[int]:
    new, changed, years = [], [], set()
    for row in plan.rows:
        if row.outcome == Outcome.CREATED:
            new.append(
                BudgetLine(
                    territory_id=sheet.territory_id,
                    year=row.values["year"],
                    sheet=sheet,
                    modified_at=at,
                    **{name: row.values[name] for name in (*TEXTS, *Figure.values)},
                )
            )
            years.add(row.values["year"])
        elif row.outcome == Outcome.UPDATED and row.known is not None:
            for name, value in row.changes.items():
                setattr(row.known, name, value)
            row.known.sheet, row.known.modified_at = sheet, at
            changed.append(row.known)
            years.add(row.known.year)
    BudgetLine.objects.bulk_create(new, batch_size=BATCH)
    fields = [*TEXTS, *Figure.values, "sheet", "modified_at"]
    BudgetLine.objects.bulk_update(changed, fields, batch_size=BATCH)
    return years


def _waiting(sheet: BudgetImport) -> None:
    if sheet.state != ImportState.WAITING:
        raise AlreadyKept(sheet.pk)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


__all__ = [
    "AlreadyKept",
    "NotATable",
    "NotReady",
    "bring_budget",
    "keep_budget",
    "say_how_to_read",
]
