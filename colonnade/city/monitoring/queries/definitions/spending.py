"""Counting money: which share of what was spent on learning went to which part and form of it."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from colonnade.city.catalogue.vocabulary import Block
from colonnade.city.governance.models import BudgetLine
from colonnade.city.governance.vocabulary.resources import LearningForm
from colonnade.city.monitoring.queries.definitions.basis import Basis
from colonnade.city.monitoring.queries.definitions.shape import PERCENT, Count, Definition, caveat
from colonnade.city.monitoring.vocabulary.computing import Formula, Match, RecordKind, Span
from colonnade.city.monitoring.vocabulary.observing import Direction

NO_SPENDING, SEVERAL_CURRENCIES = "no_spending", "several_currencies"
_FORMS = {
    "formal": LearningForm.FORMAL,
    "non-formal": LearningForm.NON_FORMAL,
    "informal": LearningForm.INFORMAL,
}


def spent(basis: Basis, *, field: str, value: str) -> Count:
    """Money spent on lines of one area or form, of all that was spent in the year and says which it is for.

    Lines that do not say are left out of both sides, and counted in a caveat. Several currencies cannot be added.
    """
    rows = list(
        BudgetLine.objects.filter(
            territory=basis.territory, year=basis.year, removed_at__isnull=True, spent__isnull=False
        ).values_list("uuid", "currency", "spent", field)
    )
    if not sum((amount for _, _, amount, _ in rows), Decimal(0)):
        return Count(missing=NO_SPENDING)
    if len({currency for _, currency, _, _ in rows}) > 1:
        return Count(missing=SEVERAL_CURRENCIES)
    stated = [(str(uuid), amount, said) for uuid, _, amount, said in rows if said]
    whole = sum((amount for _, amount, _ in stated), Decimal(0))
    if not whole:
        return Count(missing=NO_SPENDING)
    silent = len(rows) - len(stated)
    notes = (caveat("silent_lines", number=silent),) if silent else ()
    records = tuple(sorted((uuid, amount) for uuid, amount, said in stated if said == value))
    return Count(records, len(stated), whole, notes)


def _definition(code: str, words: str, count: Callable[[Basis], Count], *, part: str = "") -> Definition:
    return Definition(
        code, 1, words, RecordKind.BUDGET_LINE, count, Formula.SHARE, Span.YEAR, PERCENT, Direction.NONE, "F12",
        "KF12.1", ("KF12.1-b", Match.CLOSE), ("written_here",), part=part,
    )  # fmt: skip


SPENDING = (
    *(
        _definition(
            f"spending.{block}", "spending.area", partial(spent, field="area", value=block), part=block
        )
        for block in Block.values
    ),
    *(
        _definition(f"spending.{code}", f"spending.{code}", partial(spent, field="form", value=form.value))
        for code, form in _FORMS.items()
    ),
)
