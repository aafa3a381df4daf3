"""The sums that stand in a ledger itself, used as a check of what was read from it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from colonnade.city.governance.queries.budget_rows import Refused, currency_of
from colonnade.city.governance.vocabulary.amounts import NotAnAmount, Reading, amount
from colonnade.city.governance.vocabulary.resources import Figure, Outcome

KEPT = {Outcome.CREATED, Outcome.UPDATED, Outcome.UNCHANGED}


@dataclass(frozen=True, slots=True)
class Check:
    """One sum of the file beside the sum of the lines that are kept. ``code`` says why the two cannot be compared."""

    row: int
    figure: str
    currency: str
    stated: Decimal | None
    found: Decimal | None
    code: str = ""

    @property
    def reconciles(self) -> bool:
        """Whether the two are equal to the cent."""
        return not self.code and self.stated == self.found

    @property
    def difference(self) -> Decimal | None:
        """What the file states above what the lines add up to."""
        return self.stated - self.found if self.stated is not None and self.found is not None else None


def checks_of(
    rows: Sequence[Any],
    fields: Mapping[str, str],
    readings: Mapping[str, Reading],
    manner: Mapping[str, Any],
) -> list[Check]:
    """Compare every row of sums with the lines of the file: those since the last sum, those above, all, those of its year."""
    return [
        _check(index, figure, rows, fields, readings, manner)
        for index, row in enumerate(rows)
        if row.outcome == Outcome.TOTAL
        for figure in Figure.values
        if figure in fields and row.values["cells"].get(fields[figure], "").strip()
    ]


def _check(
    index: int,
    figure: str,
    rows: Sequence[Any],
    fields: Mapping[str, str],
    readings: Mapping[str, Reading],
    manner: Mapping[str, Any],
) -> Check:
    row, cells = rows[index], rows[index].values["cells"]
    kept = [each for each in rows if each.outcome in KEPT]
    currencies = {each.values["currency"] for each in kept}
    try:
        stated = amount(cells[fields[figure]], readings[figure])
        currency = currency_of(cells, fields, {} if len(currencies) > 1 else manner)
    except NotAnAmount:
        return Check(row.number, figure, "", None, None, "unreadable")
    except Refused:
        if len(currencies) != 1:
            return Check(row.number, figure, "", stated, None, "several_currencies")
        currency = next(iter(currencies))
    if stated is None:
        return Check(row.number, figure, currency, None, None, "unreadable")
    sums = [_sum(scope, figure, currency) for scope in _scopes(index, rows)]
    found = stated if stated in sums else min(sums, key=lambda each: abs(each - stated))
    return Check(row.number, figure, currency, stated, found)


def _scopes(index: int, rows: Sequence[Any]) -> Iterator[list[Any]]:
    """The lines that a row of sums may be meant to add up."""
    above = rows[:index]
    last = max((place for place, each in enumerate(above) if each.outcome == Outcome.TOTAL), default=-1)
    yield [each for each in above if each.outcome in KEPT]
    yield [each for each in above[last + 1 :] if each.outcome in KEPT]
    yield [each for each in rows if each.outcome in KEPT]
    words = " ".join(rows[index].values["cells"].values())
    for year in {each.values["year"] for each in rows if each.outcome in KEPT}:
        if str(year) in words:
            yield [each for each in rows if each.outcome in KEPT and each.values["year"] == year]


def _sum(lines: Sequence[Any], figure: str, currency: str) -> Decimal:
    amounts = [line.values[figure] for line in lines if line.values["currency"] == currency]
    return sum((each for each in amounts if each is not None), Decimal(0))
