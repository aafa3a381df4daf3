"""The money of learning: lines and sums by area, source, form and year, exact to the cent, never across currencies."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from colonnade.city.governance.models import Action, BudgetImport, BudgetLine
from colonnade.city.governance.vocabulary.resources import NOT_STATED, BudgetSource, Figure, LearningForm
from colonnade.city.profile.models import Territory
from colonnade.temple.queries import default_framework, names

DIMENSIONS = ("area", "source", "form")


class Entry(NamedTuple):
    """What is counted of one line."""

    uuid: UUID
    year: int
    area: str
    source: str
    form: str
    currency: str
    planned: Decimal | None
    committed: Decimal | None
    spent: Decimal | None


@dataclass(frozen=True, slots=True)
class Sum:
    """One amount added up: ``None`` where no line states it, and how many lines do not."""

    figure: str
    amount: Decimal | None
    unstated: int


@dataclass(frozen=True, slots=True)
class Purse:
    """The three sums of some lines in one currency, and which lines they are."""

    currency: str
    sums: tuple[Sum, ...]
    lines: tuple[UUID, ...]

    def amount(self, figure: str) -> Decimal | None:
        """One of the three sums."""
        return next(each.amount for each in self.sums if each.figure == figure)


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a dimension with its money; the code is empty where nobody stated the value."""

    code: str
    label: str
    purses: tuple[Purse, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Money by one dimension. The rows of each currency add up to its total."""

    dimension: str
    rows: tuple[Row, ...]
    totals: tuple[Purse, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """One part of the whole of a currency. ``percent`` has one decimal."""

    code: str
    label: str
    currency: str
    amount: Decimal
    percent: Decimal
    lines: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """How one figure of one currency divides; ``unstated`` lines do not state it and are in no share."""

    currency: str
    figure: str
    total: Decimal
    parts: tuple[Share, ...]
    unstated: int


@dataclass(frozen=True, slots=True)
class SpendingFacts:
    """The money of one year for those who compute with it; every number names the lines behind it."""

    year: int
    lines: tuple[UUID, ...]
    totals: tuple[Purse, ...]
    by_area: Table
    by_form: Table
    by_source: Table
    spent_by_form: tuple[Shares, ...]
    spent_by_area: tuple[Shares, ...]


def spending_facts(territory: Territory, year: int) -> SpendingFacts:
    """Totals by area, form, source and currency, and how what was spent divides; asks the database once.

    Shares are of the lines that state what was spent; how many do not is told with them.
    """
    found = [entry for entry in entries(territory) if entry.year == year]
    return SpendingFacts(
        year,
        tuple(entry.uuid for entry in found),
        purses(found),
        table(found, "area"),
        table(found, "form"),
        table(found, "source"),
        shares(found, "form", Figure.SPENT),
        shares(found, "area", Figure.SPENT),
    )


def budget_lines(territory: Territory) -> QuerySet[BudgetLine]:
    """Lines that count, newest year first."""
    lines = BudgetLine.objects.filter(territory=territory, removed_at__isnull=True)
    return lines.select_related("action", "territory").order_by("-year", "area", "title", "pk")


def removed_lines(territory: Territory) -> QuerySet[BudgetLine]:
    """Lines that were taken out and can be brought back, the last one first."""
    lines = BudgetLine.objects.filter(territory=territory, removed_at__isnull=False)
    return lines.order_by("-removed_at", "-pk")


def chosen_lines(territory: Territory, year: int | None, chosen: dict[str, str]) -> QuerySet[BudgetLine]:
    """Lines of a year, narrowed to one area, source or form; ``none`` stands for not stated."""
    wanted = Q()
    for dimension in DIMENSIONS:
        if code := chosen.get(dimension, ""):
            wanted &= Q(**{dimension: "" if code == NOT_STATED else code})
    lines = budget_lines(territory).filter(wanted)
    return lines.filter(year=year) if year else lines


def budget_imports(territory: Territory) -> QuerySet[BudgetImport]:
    """Spreadsheets that were brought, newest first; their rows are left where they are."""
    sheets = BudgetImport.objects.filter(territory=territory).defer("rows", "outcomes", "notes", "columns")
    return sheets.order_by("-brought_at", "-pk")


def entries(territory: Territory) -> list[Entry]:
    """Every line that counts, in a stable order; asks the database once."""
    rows = BudgetLine.objects.filter(territory=territory, removed_at__isnull=True)
    return [Entry(*row) for row in rows.order_by("year", "pk").values_list(*Entry._fields)]


def years_in(found: Iterable[Entry]) -> list[int]:
    """Years that have lines, the latest first."""
    return sorted({entry.year for entry in found}, reverse=True)


def year_to_show(years: list[int], wanted: int | None, this_year: int) -> int | None:
    """The year asked for, else this one, else the latest that has passed, else the next to come."""
    if wanted in years:
        return wanted
    past = [year for year in years if year <= this_year]
    return past[0] if past else years[-1] if years else None


def table(found: list[Entry], dimension: str) -> Table:
    """Add up lines by area, source, form or year."""
    labels, order = _labels(dimension)
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        groups[str(getattr(entry, dimension) or "")].append(entry)
    rows = [
        Row(code, labels(code), purses(groups[code])) for code in sorted(groups, key=lambda each: order(each))
    ]
    return Table(dimension, tuple(rows), purses(found))


def purses(found: Iterable[Entry]) -> tuple[Purse, ...]:
    """The sums of some lines, one purse per currency, by its code."""
    by_currency: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        by_currency[entry.currency].append(entry)
    return tuple(
        Purse(
            currency,
            tuple(_sum(figure, entries_) for figure in Figure.values),
            tuple(each.uuid for each in entries_),
        )
        for currency, entries_ in sorted(by_currency.items())
    )


def shares(found: list[Entry], dimension: str, figure: str = "") -> tuple[Shares, ...]:
    """How the money of each currency divides. Without a ``figure``: what is planned, else spent, else committed."""
    labels, order = _labels(dimension)
    divided = []
    for purse in purses(found):
        chosen = figure or next(
            (
                each
                for each in (Figure.PLANNED.value, Figure.SPENT.value, Figure.COMMITTED.value)
                if purse.amount(each)
            ),
            "",
        )
        total = purse.amount(chosen) if chosen else None
        if not total:
            continue
        parts: dict[str, list[Entry]] = defaultdict(list)
        stated = [
            each for each in found if each.currency == purse.currency and getattr(each, chosen) is not None
        ]
        for entry in stated:
            parts[str(getattr(entry, dimension) or "")].append(entry)
        divided.append(
            Shares(
                purse.currency,
                chosen,
                total,
                tuple(
                    _share(code, labels(code), purse.currency, parts[code], chosen, total)
                    for code in sorted(parts, key=lambda each: order(each))
                ),
                len(purse.lines) - len(stated),
            )
        )
    return tuple(divided)


def actions_to_fund(territory: Territory) -> QuerySet[Action]:
    """Actions of the city's plans that a line, a need or a commitment may belong to, latest plan first."""
    found = Action.objects.filter(territory=territory).select_related("goal__plan")
    return found.order_by("-goal__plan__starts_on", "goal__position", "position", "pk")


def lines_of_action(action: Action) -> list[BudgetLine]:
    """Money tied to an action, newest year first."""
    lines = BudgetLine.objects.filter(action=action, removed_at__isnull=True)
    return list(lines.order_by("-year", "title", "pk"))


def area_label(code: str) -> str:
    """The name of an area in the reader's language; says so where none is stated."""
    if not code:
        return _("several areas, or not stated")
    found = names(default_framework()).areas.get(code)
    return str(found.name) if found else code


def _share(code: str, label: str, currency: str, found: list[Entry], figure: str, total: Decimal) -> Share:
    part = sum((getattr(each, figure) for each in found), Decimal(0))
    percent = (part * 100 / total).quantize(Decimal("0.1"))
    return Share(code, label, currency, part, percent, tuple(each.uuid for each in found))


def _sum(figure: str, found: list[Entry]) -> Sum:
    stated = [amount for each in found if (amount := getattr(each, figure)) is not None]
    return Sum(figure, sum(stated, Decimal(0)) if stated else None, len(found) - len(stated))


def _labels(dimension: str) -> tuple[Callable[[str], str], Callable[[str], Any]]:
    """How the values of a dimension are called, and in which order they stand; not stated comes last."""
    if dimension == "year":
        return str, lambda code: -int(code or 0)
    if dimension == "area":
        codes = [area.code for area in default_framework().areas]
        return area_label, _order(codes)
    choices = BudgetSource.choices if dimension == "source" else LearningForm.choices
    known = {str(code): label for code, label in choices}
    return lambda code: str(known.get(code) or code or _("not stated")), _order(list(known))


def _order(codes: list[str]) -> Callable[[str], Any]:
    places = {code: place for place, code in enumerate(codes)}
    return lambda code: (not code, places.get(code, len(places)), code)
