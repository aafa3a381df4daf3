"""A plan as plain data: for a table, for the hand-over pack, for another installation.

``format``: "colonnade-plan-1". ``titles``, ``visions``, ``texts``, ``descriptions``: language maps. Days are
ISO 8601 or ``null``. ``state``: DRAFT, ADOPTED or CLOSED; ``status``: PLANNED, RUNNING, DELAYED, DONE or DROPPED.

- ``titles visions starts_on ends_on state adopted_on template``: the plan itself;
- ``goals``: in order, each ``titles`` and ``actions``: in order, each ``titles descriptions features indicators
  owner led_by starts_on due_on status status_note done_on pledges``; ``pledges`` are numbers in the list below;
  ``owner`` and ``led_by`` are names;
- ``pledges``: ``texts features made_on due_on kept_on withdrawn_on note is_public``;
- ``risks``: ``action text likelihood impact response closed_on``; ``action`` is the number of an action, counted
  from 0 through all goals, or ``null``;
- ``reviews``: ``year text counts reviewed_on``; ``counts`` says how many actions stood in which status.
"""

from collections.abc import Iterator
from typing import Any

from colonnade.city.governance.models import Action, Plan, Pledge, Review, Risk
from colonnade.plumbing.languages import choose
from colonnade.plumbing.tables import harmless

FORMAT = "colonnade-plan-1"


def plan_as_data(plan: Plan, *, inside: bool = True) -> dict[str, Any]:
    """Everything of a plan as JSON values, from which ``actions.restoring.restore_plan`` rebuilds it elsewhere.

    Not ``inside`` means for everybody: without owners, without risks, without promises and organisations that are
    not public.
    """
    goals = list(
        plan.goals.order_by("position", "pk").prefetch_related(
            "actions__pledges", "actions__owner", "actions__led_by"
        )
    )
    ordered = [action for goal in goals for action in _in_order(goal.actions.all())]
    named = {pledge.pk: pledge for action in ordered for pledge in action.pledges.all()}
    pledges = [each for each in named.values() if inside or each.is_public]
    numbers = {pledge.pk: number for number, pledge in enumerate(pledges)}
    places = {action.pk: number for number, action in enumerate(ordered)}
    return {
        "format": FORMAT,
        "titles": plan.titles,
        "visions": plan.visions,
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "state": plan.state,
        "adopted_on": _day(plan.adopted_on),
        "template": plan.template,
        "pledges": [_pledge(each) for each in pledges],
        "goals": [
            {
                "titles": goal.titles,
                "actions": [_action(each, numbers, inside) for each in _in_order(goal.actions.all())],
            }
            for goal in goals
        ],
        "risks": [_risk(each, places) for each in (plan.risks.order_by("pk") if inside else ())],
        "reviews": [_review(each) for each in plan.reviews.order_by("year")],
    }


def _risk(each: Risk, places: dict[int, int]) -> dict[str, Any]:
    return {
        "action": places.get(each.action_id) if each.action_id else None,
        "text": each.text,
        "likelihood": each.likelihood,
        "impact": each.impact,
        "response": each.response,
        "closed_on": _day(each.closed_on),
    }


def _review(each: Review) -> dict[str, Any]:
    return {
        "year": each.year,
        "text": each.text,
        "counts": each.counts,
        "reviewed_on": each.reviewed_on.isoformat(),
    }


def plan_as_rows(plan: Plan, *, inside: bool = True) -> Iterator[list[str]]:
    """A plan as rows of a table, heads first; no cell can be taken for a formula. ``inside`` as above."""
    yield [
        "goal",
        "action",
        "description",
        "features",
        "indicators",
        "led_by",
        "starts_on",
        "due_on",
        "status",
        "note",
        "done_on",
    ]
    for goal in plan.goals.order_by("position", "pk").prefetch_related("actions__led_by"):
        for each in _in_order(goal.actions.all()):
            leads = each.led_by if each.led_by and (inside or each.led_by.is_public) else None
            row = [
                str(goal.title), str(each.title), str(choose(each.descriptions)), " ".join(each.features),
                " ".join(each.indicators), leads.name if leads else "", _day(each.starts_on) or "",
                _day(each.due_on) or "", each.status, each.status_note, _day(each.done_on) or "",
            ]  # fmt: skip
            yield [harmless(cell) for cell in row]


def _in_order(actions: Any) -> list[Action]:
    return sorted(actions, key=lambda each: (each.position, each.pk))


def _action(each: Action, numbers: dict[int, int], inside: bool) -> dict[str, Any]:
    leads = each.led_by if each.led_by and (inside or each.led_by.is_public) else None
    return {
        "titles": each.titles,
        "descriptions": each.descriptions,
        "features": each.features,
        "indicators": each.indicators,
        "owner": str(each.owner) if inside and each.owner else "",
        "led_by": leads.name if leads else "",
        "starts_on": _day(each.starts_on),
        "due_on": _day(each.due_on),
        "status": each.status,
        "status_note": each.status_note,
        "done_on": _day(each.done_on),
        "pledges": sorted(numbers[pledge.pk] for pledge in each.pledges.all() if pledge.pk in numbers),
    }


def _pledge(each: Pledge) -> dict[str, Any]:
    return {
        "texts": each.texts,
        "features": each.features,
        "made_on": each.made_on.isoformat(),
        "due_on": _day(each.due_on),
        "kept_on": _day(each.kept_on),
        "withdrawn_on": _day(each.withdrawn_on),
        "note": each.note,
        "is_public": each.is_public,
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
