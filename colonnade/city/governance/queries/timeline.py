"""The plan as a line of time: where each action begins and ends, as shares of the whole span."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from colonnade.city.governance.models import Action, Plan

SHORTEST = 1.5
YEARS_NAMED = 8


@dataclass(frozen=True)
class Bar:
    """One action on the line; ``x`` and ``width`` are shares of it, ready to stand in a drawing: "12.5%"."""

    action: Action
    x: str
    width: str


@dataclass(frozen=True)
class Line:
    """The scale with its years, where today is (empty when outside), the bars, and how many have no day.

    It runs as one reads: from the right where ``right_to_left``; ``anchor`` is the side of a mark on which its word stands.
    """

    years: list[tuple[str, str]]
    today: str
    bars: list[Bar]
    undated: int
    anchor: str


def timeline(plan: Plan, actions: Sequence[Action], today: date, *, right_to_left: bool = False) -> Line:
    """Actions with a day on which they are due, in the order of the plan; one without a beginning begins with it.

    What lies outside the plan's span is drawn at its edge.
    """
    days = max((plan.ends_on - plan.starts_on).days, 1)

    def share(day: date) -> float:
        return min(max((day - plan.starts_on).days / days, 0.0), 1.0) * 100

    def mark(day: date) -> str:
        return _percent(100 - share(day) if right_to_left else share(day))

    dated = [each for each in actions if each.due_on]
    bars = []
    for each in dated:
        end = max(share(each.due_on or plan.ends_on), SHORTEST)
        start = min(share(each.starts_on or plan.starts_on), end - SHORTEST)
        bars.append(Bar(each, _percent(100 - end if right_to_left else start), _percent(end - start)))
    first, last = plan.starts_on.year, plan.ends_on.year
    step = 1 + (last - first) // YEARS_NAMED
    years = [
        (str(year), mark(max(date(year, 1, 1), plan.starts_on))) for year in range(first, last + 1, step)
    ]
    if len(years) > 1 and date(first + step, 1, 1).toordinal() - plan.starts_on.toordinal() < days / 10:
        years = years[1:]  # the first would stand under the second
    inside = plan.starts_on <= today <= plan.ends_on
    anchor = "end" if right_to_left else "start"
    return Line(years, mark(today) if inside else "", bars, len(actions) - len(dated), anchor)


def _percent(share: float) -> str:
    return f"{share:.1f}%"
