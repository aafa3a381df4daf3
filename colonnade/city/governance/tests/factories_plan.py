"""Plans, what stands in them, and declarations and promises, made as the team makes them."""

from datetime import date

from colonnade.city.governance.actions import plan, will
from colonnade.city.governance.models import Action, Declaration, Goal, Plan, Pledge, Risk
from colonnade.city.governance.tests.factories_participation import NOON, TODAY
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person

FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)


def begin(city: Territory, by: Person, **given) -> Plan:
    """Begin an empty plan of three years."""
    values = {"language": "en", "title": "Plan", "vision": "All learn.", "starts_on": FIRST, "ends_on": LAST}
    return plan.begin_plan(territory=city, by=by, at=NOON, **{**values, **given})


def make_goal(held: Plan, by: Person) -> Goal:
    """Add a goal."""
    return plan.keep_goal(plan=held, language="en", title="Reach all", by=by, at=NOON)


def step(goal: Goal, by: Person, title: str = "Open a library", **given) -> Action:
    """Add an action."""
    values = {"language": "en", "title": title, "description": ""}
    return plan.keep_action(goal=goal, by=by, at=NOON, **{**values, **given})


def risk(held: Plan, by: Person, **given) -> Risk:
    """Write down a risk."""
    values = {"text": "Money ends", "likelihood": 2, "impact": 3, "response": "Ask early"}
    return plan.keep_risk(plan=held, by=by, at=NOON, **{**values, **given})


def adopt(held: Plan, by: Person) -> Plan:
    """Put a plan in force."""
    return plan.adopt_plan(plan=held, on=TODAY, by=by, at=NOON)


def write(city: Territory, by: Person, language: str = "en", **given) -> Declaration:
    """Write the declaration in a language."""
    values = {"title": "We learn", "text": "All of us.", "dated_on": TODAY, "open_to_signature": True}
    return will.write_declaration(territory=city, language=language, by=by, at=NOON, **{**values, **given})


def promise(city: Territory, by: Person, **given) -> Pledge:
    """Write down a promise that everybody may see."""
    values = {"language": "en", "text": "A library in every district.", "made_on": TODAY, "is_public": True}
    return will.keep_pledge(territory=city, by=by, at=NOON, **{**values, **given})
