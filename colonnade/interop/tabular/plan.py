"""How one table is to be read: which column is what, and what only the whole column can tell.

A single cell does not say whether 3/4 is in March or in April, or whether a 1 is a price or a flag. The first
rows together usually do; where they do not, the country decides and that is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from colonnade.city.catalogue.harvest import Context, Report
from colonnade.city.catalogue.vocabulary import OfferKind
from colonnade.interop.shared.prices import currency_code
from colonnade.interop.tabular.columns import folded
from colonnade.plumbing.tables import Row
from colonnade.plumbing.written_dates import Order, is_ambiguous, order_of

MONTH_FIRST_COUNTRIES = {"US", "PH", "FM", "MH", "PW", "GU", "AS", "MP", "PR", "VI"}
_DATES = ("start", "end", "start_time", "end_time", "registration_closes", "modified")
_COURSE_WORDS = re.compile(
    r"\b(?:course|kurs|curso|cours|corso|formation|lehrgang|курс|курса)|课程|課程|دورة|دورات"
)
_FLAGS = {"0", "1", ""}


@dataclass(slots=True)
class Plan:
    """The columns of a table by our field, and what its first rows decided."""

    columns: dict[str, str]
    is_mapped: bool = False  # by people, not by the names of the columns
    order: Order = Order.DAY_FIRST
    is_order_guessed: bool = False
    has_amounts: bool = False  # the price column holds amounts, so a 0 in it means free
    has_price_flags: bool = False  # it holds nothing but 0 and 1, so it says nothing certain
    currency: str = ""  # stated by the name of the price column: "Fee (EUR)"
    kind: str = ""  # stated by the name of the title column: "Course title"
    unread: list[str] = field(default_factory=list)  # columns that belong to no field

    def told(self, row: Row | dict[str, str], name: str) -> str:
        """Return the bare cell of a field, "" where there is no such column."""
        cells = row if isinstance(row, dict) else row.cells
        return cells.get(self.columns.get(name, ""), "").strip()


def plan_for(columns: dict[str, str], headers: Sequence[str], first: Sequence[Row], context: Context) -> Plan:
    """Look at the first rows and decide."""
    taken = set(columns.values())
    plan = Plan(
        columns, is_mapped=bool(context.mapping), unread=[name for name in headers if name not in taken]
    )
    dates = [cell for row in first for name in _DATES if (cell := plan.told(row, name))]
    order = order_of(dates)
    if order is None:
        order = Order.MONTH_FIRST if context.country in MONTH_FIRST_COUNTRIES else Order.DAY_FIRST
        plan.is_order_guessed = any(map(is_ambiguous, dates))
    plan.order = order
    prices = {plan.told(row, "price") for row in first}
    plan.has_price_flags = "1" in prices and prices <= _FLAGS
    plan.has_amounts = any(re.search(r"[2-9]|\d\d", price) for price in prices)
    plan.currency = _currency_in(columns.get("price", ""))
    if _COURSE_WORDS.search(folded(columns.get("title", ""))):
        plan.kind = OfferKind.COURSE.value
    return plan


def _currency_in(header: str) -> str:
    """Return the currency that the name of a column states, in brackets or as its last word."""
    words = re.split(r"[\s()\[\],/]+", header)
    return next((code for word in reversed(words) if word and (code := currency_code(word))), "")


def tell(plan: Plan, report: Report) -> None:
    """Say what had to be concluded about a whole column."""
    if plan.is_order_guessed:
        name = plan.columns.get("start") or plan.columns.get("end") or ""
        report.repaired(f"column {name}", "date_order_guessed", order=plan.order.value)
    if plan.has_price_flags:
        name = plan.columns["price"]
        report.repaired(f"column {name}", "price_flags_ignored", column=name)
