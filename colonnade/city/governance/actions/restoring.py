"""Rebuilding a plan from its export: in an empty installation, or for the city's next administration."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from colonnade.city.governance.models import Action, Goal, Plan, Pledge, Review, Risk, Stakeholder
from colonnade.city.governance.queries.plan_export import FORMAT
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.plan import PlanState
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions


class NotAPlan(Exception):
    """The data are no export of a plan; the message says what is wrong."""


@transaction.atomic
def restore_plan(territory: Territory, data: Mapping[str, Any], *, by: Any, at: datetime) -> Plan:
    """Rebuild a plan with goals, actions, promises, risks and reviews as ``plan_as_data`` gave it.

    An organisation that leads an action is linked where the city's register has its name. Owners are not linked:
    a name is no account. A plan that was in force is in force again, unless the city has one.

    :raises NotAPlan: another format, or a part is missing.
    """
    permissions.require(by, Permission.PLAN_EDIT, territory)
    if data.get("format") != FORMAT:
        raise NotAPlan(f"not an export of a plan in format {FORMAT}")
    try:
        return _restored(territory, data, by, at)
    except (KeyError, TypeError, ValueError) as error:
        raise NotAPlan(f"a part is missing or is not what it should be: {error}") from error


def _restored(territory: Territory, data: Mapping[str, Any], by: Any, at: datetime) -> Plan:
    state = data["state"]
    if (
        state == PlanState.ADOPTED
        and Plan.objects.filter(territory=territory, state=PlanState.ADOPTED).exists()
    ):
        state = PlanState.DRAFT
    plan = Plan.objects.create(
        territory=territory,
        titles=data["titles"],
        visions=data["visions"],
        starts_on=date.fromisoformat(data["starts_on"]),
        ends_on=date.fromisoformat(data["ends_on"]),
        state=state,
        adopted_on=_day(data["adopted_on"]),
        template=data["template"],
        created_at=at,
        modified_at=at,
    )
    pledges = [_pledge(territory, each) for each in data["pledges"]]
    leads = {each.name: each for each in Stakeholder.objects.filter(territory=territory)}
    actions: list[Action] = []
    for position, goal in enumerate(data["goals"], 1):
        made = Goal.objects.create(plan=plan, position=position, titles=goal["titles"])
        for place, each in enumerate(goal["actions"], 1):
            action = _action(made, place, each, leads, at)
            action.pledges.set([pledges[number] for number in each["pledges"]])
            actions.append(action)
    _looked_at(plan, data, actions)
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=plan, at=at, restored=True, actions=len(actions))
    return plan


def _action(
    goal: Goal, position: int, each: Mapping[str, Any], leads: Mapping[str, Stakeholder], at: datetime
) -> Action:
    return Action.objects.create(
        goal=goal,
        territory=goal.plan.territory,
        position=position,
        titles=each["titles"],
        descriptions=each["descriptions"],
        features=each["features"],
        indicators=each["indicators"],
        led_by=leads.get(each["led_by"]),
        starts_on=_day(each["starts_on"]),
        due_on=_day(each["due_on"]),
        status=each["status"],
        status_note=each["status_note"],
        done_on=_day(each["done_on"]),
        modified_at=at,
    )


def _looked_at(plan: Plan, data: Mapping[str, Any], actions: Sequence[Action]) -> None:
    """Put back what could go wrong, and the yearly reviews."""
    for each in data["risks"]:
        Risk.objects.create(
            plan=plan,
            action=None if each["action"] is None else actions[each["action"]],
            text=each["text"],
            likelihood=each["likelihood"],
            impact=each["impact"],
            response=each["response"],
            closed_on=_day(each["closed_on"]),
        )
    for each in data["reviews"]:
        Review.objects.create(
            plan=plan,
            year=each["year"],
            text=each["text"],
            counts=each["counts"],
            reviewed_on=date.fromisoformat(each["reviewed_on"]),
        )


def _pledge(territory: Territory, each: Mapping[str, Any]) -> Pledge:
    """The city's promise with these words, made where it is not there yet."""
    for held in Pledge.objects.filter(territory=territory):
        if held.texts == each["texts"]:
            return held
    return Pledge.objects.create(
        territory=territory,
        position=Pledge.objects.filter(territory=territory).count() + 1,
        texts=each["texts"],
        features=each["features"],
        made_on=date.fromisoformat(each["made_on"]),
        due_on=_day(each["due_on"]),
        kept_on=_day(each["kept_on"]),
        withdrawn_on=_day(each["withdrawn_on"]),
        note=each["note"],
        is_public=each["is_public"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
