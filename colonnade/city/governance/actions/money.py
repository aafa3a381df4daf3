"""Keeping the lines of the budget of learning."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from colonnade.city.governance.events.resources import BudgetChanged
from colonnade.city.governance.models import BudgetLine
from colonnade.city.governance.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.cleaning import line as on_one_line
from colonnade.plumbing.events import announce

ONE_LINE = {"title", "source_name", "reference"}


class ReferenceTaken(Exception):
    """Another line of the same year bears this reference."""


class AlreadyRemoved(Exception):
    """The line has been taken out."""


class NotRemoved(Exception):
    """Only a line that was taken out can be brought back."""


class FromAnotherCity(Exception):
    """Money, resources and promises are tied to things of their own city."""


@transaction.atomic
def add_budget_line(*, territory: Territory, by: Any, at: datetime, **facts: Any) -> BudgetLine:
    """Write a new line; ``facts`` are its fields. An amount that is left out is not stated.

    Refused to anybody but the city's team. Announces ``BudgetChanged``. :raises ReferenceTaken:
    """
    permissions.require(by, Permission.BUDGET_KEEP, territory)
    line = BudgetLine(territory=territory, modified_at=at, **_line_facts(facts, territory))
    _save(line)
    audit.record(by=by, verb=Permission.BUDGET_KEEP, thing=line, at=at, added=True, year=line.year)
    announce(BudgetChanged(territory_id=territory.uuid, years=(line.year,)))
    return line


@transaction.atomic
def change_budget_line(*, line: BudgetLine, by: Any, at: datetime, **facts: Any) -> BudgetLine:
    """Set fields of a line; nothing happens where all of them are as they were.

    Refused to anybody but the city's team. Announces ``BudgetChanged``. :raises ReferenceTaken:
    """
    permissions.require(by, Permission.BUDGET_KEEP, line)
    if line.removed_at is not None:
        raise AlreadyRemoved(line.pk)
    before = line.year
    changed = {
        name: value
        for name, value in _line_facts(facts, line.territory).items()
        if getattr(line, name) != value
    }
    if not changed:
        return line
    for name, value in changed.items():
        setattr(line, name, value)
    line.modified_at = at
    _save(line)
    audit.record(by=by, verb=Permission.BUDGET_KEEP, thing=line, at=at, fields=sorted(changed))
    announce(BudgetChanged(territory_id=line.territory.uuid, years=tuple(sorted({before, line.year}))))
    return line


@transaction.atomic
def remove_budget_line(*, line: BudgetLine, by: Any, at: datetime) -> BudgetLine:
    """Take a line out of every sum; it can be brought back.

    Refused to anybody but the city's team. Announces ``BudgetChanged``.
    """
    permissions.require(by, Permission.BUDGET_KEEP, line)
    if line.removed_at is not None:
        raise AlreadyRemoved(line.pk)
    line.removed_at = at
    line.save(update_fields=["removed_at"])
    audit.record(by=by, verb=Permission.BUDGET_KEEP, thing=line, at=at, removed=True)
    announce(BudgetChanged(territory_id=line.territory.uuid, years=(line.year,)))
    return line


@transaction.atomic
def restore_budget_line(*, line: BudgetLine, by: Any, at: datetime) -> BudgetLine:
    """Bring back a line that was taken out.

    Refused to anybody but the city's team. Announces ``BudgetChanged``. :raises ReferenceTaken: a line
    with its reference was written meanwhile.
    """
    permissions.require(by, Permission.BUDGET_KEEP, line)
    if line.removed_at is None:
        raise NotRemoved(line.pk)
    line.removed_at = None
    _save(line)
    audit.record(by=by, verb=Permission.BUDGET_KEEP, thing=line, at=at, restored=True)
    announce(BudgetChanged(territory_id=line.territory.uuid, years=(line.year,)))
    return line


def keepable_facts(facts: dict[str, Any], territory: Territory) -> dict[str, Any]:
    """Facts as the database can keep them. :raises FromAnotherCity: one of them belongs to another city."""
    for name, value in facts.items():
        if getattr(value, "territory_id", territory.pk) != territory.pk:
            raise FromAnotherCity(name)
    return {
        name: keepable(value).replace("\r\n", "\n").strip() if isinstance(value, str) else value
        for name, value in facts.items()
    }


def _line_facts(facts: dict[str, Any], territory: Territory) -> dict[str, Any]:
    """Facts of a line, written as a spreadsheet would bring them, so that an export brought back changes nothing."""
    kept = keepable_facts(facts, territory)
    return {name: on_one_line(value) if name in ONE_LINE else value for name, value in kept.items()}


def _save(line: BudgetLine) -> None:
    try:
        with transaction.atomic():
            line.save()
    except IntegrityError as error:
        taken = BudgetLine.objects.filter(
            territory_id=line.territory_id,
            year=line.year,
            reference=line.reference,
            removed_at__isnull=True,
        ).exclude(pk=line.pk)
        if line.reference and taken.exists():
            raise ReferenceTaken(line.reference) from error
        raise
