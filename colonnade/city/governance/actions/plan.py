"""Writing the plan, adopting it, following its actions, reviewing it every year, carrying over what is not done."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import transaction

from colonnade.city.governance.events.plan import ActionDone, PlanAdopted
from colonnade.city.governance.models import Action, Goal, Plan, Review, Risk
from colonnade.city.governance.queries.plan_templates import PlanTemplate
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.plan import OVER, ActionStatus, PlanState
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.plumbing.languages import tag

COPIED = (
    "titles",
    "descriptions",
    "features",
    "indicators",
    "owner",
    "led_by",
    "starts_on",
    "due_on",
    "status",
    "status_note",
)


class PlanIsClosed(Exception):
    """A closed plan stays as it was."""


class AnotherIsInForce(Exception):
    """One plan is in force at a time; close it first."""


class NotInForce(Exception):
    """Only a plan that is in force is reviewed and closed; closing a draft would show it to everybody."""


class NothingToAdopt(Exception):
    """A plan needs one action at least."""


@transaction.atomic
def begin_plan(
    *,
    territory: Territory,
    language: str,
    title: str,
    vision: str,
    starts_on: date,
    ends_on: date,
    by: Any,
    at: datetime,
    template: PlanTemplate | None = None,
) -> Plan:
    """Begin a plan, empty or with the goals and actions of a template, which is copied in all its languages.

    Each action gets the months that the template has for it, counted from the first day and cut at the last.
    """
    permissions.require(by, Permission.PLAN_EDIT, territory)
    language = tag(language)
    plan = Plan.objects.create(
        territory=territory,
        titles={language: title},
        visions={language: vision} if vision else {},
        starts_on=starts_on,
        ends_on=ends_on,
        template=template.code if template else "",
        created_at=at,
        modified_at=at,
    )
    for position, goal in enumerate(template.goals if template else (), 1):
        made = Goal.objects.create(plan=plan, position=position, titles=goal.titles)
        for place, step in enumerate(goal.actions, 1):
            Action.objects.create(
                goal=made,
                territory=territory,
                position=place,
                titles=step.titles,
                descriptions=step.descriptions,
                features=list(step.features),
                starts_on=min(_months_after(starts_on, step.months[0]), ends_on),
                due_on=min(_months_after(starts_on, step.months[1]), ends_on),
                modified_at=at,
            )
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=plan, at=at, template=plan.template)
    return plan


@transaction.atomic
def describe_plan(
    *,
    plan: Plan,
    language: str,
    title: str,
    vision: str,
    starts_on: date,
    ends_on: date,
    by: Any,
    at: datetime,
) -> Plan:
    """Change title and vision in one language, and the span."""
    permissions.require(by, Permission.PLAN_EDIT, plan)
    _still_open(plan)
    language = tag(language)
    plan.titles = {**plan.titles, language: title}
    plan.visions = {code: said for code, said in {**plan.visions, language: vision}.items() if said}
    plan.starts_on, plan.ends_on, plan.modified_at = starts_on, ends_on, at
    plan.save(update_fields=["titles", "visions", "starts_on", "ends_on", "modified_at"])
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=plan, at=at, language=language)
    return plan


@transaction.atomic
def keep_goal(
    *, plan: Plan, language: str, title: str, by: Any, at: datetime, goal: Goal | None = None
) -> Goal:
    """Add a goal, or name it anew in one language."""
    permissions.require(by, Permission.PLAN_EDIT, plan)
    _still_open(plan)
    row = goal or Goal(plan=plan, position=plan.goals.count() + 1)
    row.titles = {**row.titles, tag(language): title}
    row.save()
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=row, at=at, made=goal is None)
    return row


@transaction.atomic
def keep_action(
    *,
    goal: Goal,
    language: str,
    title: str,
    description: str,
    by: Any,
    at: datetime,
    action: Action | None = None,
    pledges: list[Any] | None = None,
    **facts: Any,
) -> Action:
    """Add an action, or change it; title and description in one language."""
    permissions.require(by, Permission.PLAN_EDIT, goal)
    _still_open(goal.plan)
    language = tag(language)
    row = action or Action(territory=goal.plan.territory, position=goal.actions.count() + 1)
    row.goal = goal
    row.titles = {**row.titles, language: title}
    row.descriptions = {
        code: said for code, said in {**row.descriptions, language: description}.items() if said
    }
    for field, value in facts.items():
        setattr(row, field, value)
    row.modified_at = at
    row.save()
    if pledges is not None:
        row.pledges.set(pledges)
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=row, at=at, made=action is None)
    return row


@transaction.atomic
def report_action(*, action: Action, status: str, note: str, on: date, by: Any, at: datetime) -> Action:
    """Say where an action stands. Its owner may, and the team. Announces ``ActionDone`` when it is done."""
    if action.owner_id != getattr(by, "pk", None) or action.owner_id is None:
        permissions.require(by, Permission.PLAN_EDIT, action)
    _still_open(action.goal.plan)
    was_done = action.status == ActionStatus.DONE
    action.status, action.status_note, action.modified_at = status, note, at
    action.done_on = (action.done_on or on) if status == ActionStatus.DONE else None
    action.save(update_fields=["status", "status_note", "done_on", "modified_at"])
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=action, at=at, status=status)
    if status == ActionStatus.DONE and not was_done:
        announce(ActionDone(action_id=action.uuid, territory_id=action.territory.uuid))
    return action


@transaction.atomic
def remove_action(*, action: Action, by: Any, at: datetime) -> None:
    """Take an action out of a plan that is not adopted yet; from then on it is dropped, with a word why.

    :raises PlanIsClosed: the plan is adopted or closed.
    """
    permissions.require(by, Permission.PLAN_EDIT, action)
    if action.goal.plan.state != PlanState.DRAFT:
        raise PlanIsClosed(action.goal.plan_id)
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=action, at=at, removed=True)
    action.delete()


@transaction.atomic
def keep_risk(
    *,
    plan: Plan,
    text: str,
    likelihood: int,
    impact: int,
    response: str,
    by: Any,
    at: datetime,
    action: Action | None = None,
    risk: Risk | None = None,
    closed_on: date | None = None,
) -> Risk:
    """Write down what could go wrong, or change it. Likelihood and impact run from 1 to 3."""
    permissions.require(by, Permission.PLAN_EDIT, plan)
    _still_open(plan)
    row = risk or Risk(plan=plan)
    row.action, row.text, row.likelihood, row.impact = action, text, likelihood, impact
    row.response, row.closed_on = response, closed_on
    row.save()
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=plan, at=at, risk=row.pk)
    return row


@transaction.atomic
def adopt_plan(*, plan: Plan, on: date, by: Any, at: datetime) -> Plan:
    """Put a plan in force; everybody sees it from now on. Announces ``PlanAdopted``.

    :raises AnotherIsInForce: the city has a plan in force.
    :raises NothingToAdopt: it has no action.
    """
    permissions.require(by, Permission.PLAN_EDIT, plan)
    if plan.state != PlanState.DRAFT:
        raise PlanIsClosed(plan.pk)
    if Plan.objects.filter(territory=plan.territory, state=PlanState.ADOPTED).exists():
        raise AnotherIsInForce(plan.territory_id)
    if not Action.objects.filter(goal__plan=plan).exists():
        raise NothingToAdopt(plan.pk)
    plan.state, plan.adopted_on, plan.modified_at = PlanState.ADOPTED, on, at
    plan.save(update_fields=["state", "adopted_on", "modified_at"])
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=plan, at=at, state=plan.state)
    announce(PlanAdopted(plan_id=plan.uuid, territory_id=plan.territory.uuid))
    return plan


@transaction.atomic
def review_plan(*, plan: Plan, year: int, text: str, on: date, by: Any, at: datetime) -> Review:
    """Write the yearly review; how many actions stood where is kept with it. A second one of a year replaces its text;
    the counts stay those of the day on which it was first reviewed.

    :raises NotInForce: it is a draft, or closed already.
    """
    permissions.require(by, Permission.PLAN_EDIT, plan)
    if plan.state != PlanState.ADOPTED:
        raise NotInForce(plan.pk)
    counts = Counter(Action.objects.filter(goal__plan=plan).values_list("status", flat=True))
    review, _made = Review.objects.update_or_create(
        plan=plan,
        year=year,
        defaults={"text": text},
        create_defaults={"text": text, "counts": dict(counts), "reviewed_on": on},
    )
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=plan, at=at, reviewed=year)
    return review


@transaction.atomic
def close_plan(*, plan: Plan, by: Any, at: datetime) -> Plan:
    """End a plan; it stays to be read.

    :raises NotInForce: it is a draft, or closed already.
    """
    permissions.require(by, Permission.PLAN_EDIT, plan)
    if plan.state != PlanState.ADOPTED:
        raise NotInForce(plan.pk)
    plan.state, plan.modified_at = PlanState.CLOSED, at
    plan.save(update_fields=["state", "modified_at"])
    audit.record(by=by, verb=Permission.PLAN_EDIT, thing=plan, at=at, state=plan.state)
    return plan


@transaction.atomic
def carry_over(*, plan: Plan, starts_on: date, ends_on: date, by: Any, at: datetime) -> Plan:
    """Begin the next plan with what is not done: goals, actions, promises and open risks, each with where it comes from."""
    permissions.require(by, Permission.PLAN_EDIT, plan)
    fresh = Plan.objects.create(
        territory=plan.territory,
        titles=plan.titles,
        visions=plan.visions,
        starts_on=starts_on,
        ends_on=ends_on,
        template=plan.template,
        carried_from=plan,
        created_at=at,
        modified_at=at,
    )
    copies: dict[int, Action] = {}
    for goal in plan.goals.order_by("position", "pk").prefetch_related("actions__pledges"):
        open_ones = sorted(
            (each for each in goal.actions.all() if each.status not in OVER), key=lambda each: each.position
        )
        made = Goal.objects.create(plan=fresh, position=goal.position, titles=goal.titles)
        for position, old in enumerate(open_ones, 1):
            copy = Action.objects.create(
                goal=made,
                territory=plan.territory,
                position=position,
                carried_from=old,
                modified_at=at,
                **{field: getattr(old, field) for field in COPIED},
            )
            copy.pledges.set(old.pledges.all())
            copies[old.pk] = copy
    for risk in plan.risks.filter(closed_on__isnull=True):
        if risk.action_id is None or risk.action_id in copies:
            Risk.objects.create(
                plan=fresh,
                action=copies.get(risk.action_id) if risk.action_id else None,
                text=risk.text,
                likelihood=risk.likelihood,
                impact=risk.impact,
                response=risk.response,
            )
    audit.record(
        by=by, verb=Permission.PLAN_EDIT, thing=fresh, at=at, carried_from=str(plan.uuid), actions=len(copies)
    )
    return fresh


def _months_after(day: date, months: int) -> date:
    """The first day of a month so many months later; the day itself for none."""
    if months == 0:
        return day
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _still_open(plan: Plan) -> None:
    if plan.state == PlanState.CLOSED:
        raise PlanIsClosed(plan.pk)
