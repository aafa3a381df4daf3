"""Where the team writes the plan and follows it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from colonnade.city.governance.actions import plan as actions
from colonnade.city.governance.forms.plan import (
    ActionForm,
    GoalForm,
    NewPlanForm,
    PlanForm,
    ReviewForm,
    RiskForm,
    SpanForm,
    StatusForm,
)
from colonnade.city.governance.forms.will import tongues
from colonnade.city.governance.models import Action, Goal, Plan, Risk
from colonnade.city.governance.queries.plan_templates import plan_template
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.views.register import city_or_404
from colonnade.city.governance.vocabulary.plan import PlanState
from colonnade.city.profile.models import Territory
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.languages import tag
from colonnade.plumbing.permissions import require


@signed_in
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin a plan."""
    city = city_or_404(slug)
    require(request.user, Permission.PLAN_EDIT, city)
    today = timezone.localdate()
    initial = {
        "language": (get_language() or "en").lower(),
        "starts_on": today,
        "ends_on": today.replace(year=today.year + 3, day=min(today.day, 28)),
        "template": "beginning",
    }
    form = NewPlanForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        template = plan_template(values.pop("template"))
        made = actions.begin_plan(
            territory=city, template=template, by=request.user, at=timezone.now(), **values
        )
        return redirect("governance:plan-shown", slug=slug, uuid=made.uuid)
    return _form(request, city, form, _("Begin a plan"))


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change title, vision and span."""
    city, plan = _open_plan(request, slug, uuid)
    language = tag(request.GET.get("language") or get_language() or "en")
    initial = {
        "language": language.lower(),
        "title": plan.titles.get(language, ""),
        "vision": plan.visions.get(language, ""),
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
    }
    form = PlanForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        actions.describe_plan(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
        return redirect("governance:plan-shown", slug=slug, uuid=uuid)
    return _form(request, city, form, _("The plan"), tongues(city, language, plan.titles, plan.visions))


@signed_in
@require_http_methods(["GET", "POST"])
def add_goal(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Add a goal."""
    city, plan = _open_plan(request, slug, uuid)
    return _goal_form(request, city, plan, None)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_goal(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Name a goal anew, or in another language."""
    goal = get_object_or_404(Goal.objects.select_related("plan"), uuid=uuid)
    city, plan = _open_plan(request, slug, goal.plan.uuid)
    return _goal_form(request, city, plan, goal)


@signed_in
@require_http_methods(["GET", "POST"])
def add_action(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Add an action."""
    city, plan = _open_plan(request, slug, uuid)
    return _action_form(request, city, plan, None)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_action(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change an action."""
    city = city_or_404(slug)
    row = get_object_or_404(Action.objects.select_related("goal__plan"), uuid=uuid, territory=city)
    city, plan = _open_plan(request, slug, row.goal.plan.uuid)
    return _action_form(request, city, plan, row)


@signed_in
@require_POST
def report(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say where an action stands."""
    row = get_object_or_404(
        Action.objects.select_related("goal__plan", "territory"), uuid=uuid, territory=city_or_404(slug)
    )
    form = StatusForm(request.POST)
    if form.is_valid():
        try:
            actions.report_action(
                action=row, on=timezone.localdate(), by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.info(request, _("Kept."))
        except actions.PlanIsClosed:
            messages.warning(request, _("This plan is closed."))
    return redirect("governance:action", slug=slug, uuid=uuid)


@signed_in
@require_POST
def remove(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take an action out of a plan that is not adopted yet."""
    row = get_object_or_404(
        Action.objects.select_related("goal__plan", "territory"), uuid=uuid, territory=city_or_404(slug)
    )
    plan = row.goal.plan
    try:
        actions.remove_action(action=row, by=request.user, at=timezone.now())
        messages.info(request, _("Taken out."))
    except actions.PlanIsClosed:
        messages.warning(request, _("In a plan that is in force an action is dropped, with a word why."))
    return redirect("governance:plan-shown", slug=slug, uuid=plan.uuid)


@signed_in
@require_POST
def add_risk(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Write down what could go wrong."""
    _city, plan = _open_plan(request, slug, uuid)
    form = RiskForm(request.POST, plan=plan)
    if form.is_valid():
        actions.keep_risk(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
    else:
        messages.warning(request, _("Say what could go wrong, how likely it is and how bad it would be."))
    return redirect("governance:plan-shown", slug=slug, uuid=uuid)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_risk(request: HttpRequest, slug: str, uuid: UUID, pk: int) -> HttpResponse:
    """Rate a risk anew, say what is done about it, or that it is over."""
    city, plan = _open_plan(request, slug, uuid)
    row = get_object_or_404(Risk, pk=pk, plan=plan)
    fields = ("text", "action", "likelihood", "impact", "response", "closed_on")
    form = RiskForm(request.POST or None, plan=plan, initial={name: getattr(row, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        actions.keep_risk(plan=plan, risk=row, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
        return redirect("governance:plan-shown", slug=slug, uuid=uuid)
    return _form(request, city, form, _("A risk"))


@signed_in
@require_POST
def adopt(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Put the plan in force."""
    _city, plan = _plan(request, slug, uuid)
    try:
        actions.adopt_plan(plan=plan, on=timezone.localdate(), by=request.user, at=timezone.now())
        messages.info(request, _("The plan is in force. Everybody can read it."))
    except actions.AnotherIsInForce:
        messages.warning(request, _("Another plan is in force. Close it first."))
    except actions.NothingToAdopt:
        messages.warning(request, _("Add an action first."))
    except actions.PlanIsClosed:
        messages.warning(request, _("This plan was adopted or closed before."))
    return redirect("governance:plan-shown", slug=slug, uuid=uuid)


@signed_in
@require_POST
def review(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Write the yearly review."""
    _city, plan = _plan(request, slug, uuid)
    form = ReviewForm(request.POST)
    if form.is_valid():
        try:
            actions.review_plan(
                plan=plan, on=timezone.localdate(), by=request.user, at=timezone.now(), **form.cleaned_data
            )
            messages.info(request, _("Kept."))
        except actions.NotInForce:
            messages.warning(request, _("This plan is not in force."))
    else:
        messages.warning(request, _("Give the year, and write what was reached."))
    return redirect("governance:plan-shown", slug=slug, uuid=uuid)


@signed_in
@require_http_methods(["GET", "POST"])
def carry(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Begin the next plan with what is not done."""
    city, plan = _plan(request, slug, uuid)
    initial = {
        "starts_on": plan.ends_on,
        "ends_on": plan.ends_on.replace(year=plan.ends_on.year + 3, day=min(plan.ends_on.day, 28)),
    }
    form = SpanForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.carry_over(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("The next plan begins with what is not done."))
        return redirect("governance:plan-shown", slug=slug, uuid=made.uuid)
    return _form(request, city, form, _("Carry over into the next plan"))


@signed_in
@require_POST
def close(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """End the plan; it stays to be read."""
    _city, plan = _plan(request, slug, uuid)
    try:
        actions.close_plan(plan=plan, by=request.user, at=timezone.now())
        messages.info(request, _("Closed."))
    except actions.NotInForce:
        messages.warning(request, _("This plan is not in force."))
    return redirect("governance:plan-shown", slug=slug, uuid=uuid)


def _plan(request: HttpRequest, slug: str, uuid: UUID) -> tuple[Territory, Plan]:
    city = city_or_404(slug)
    plan = get_object_or_404(Plan.objects.select_related("territory"), uuid=uuid, territory=city)
    require(request.user, Permission.PLAN_EDIT, plan)
    return city, plan


def _open_plan(request: HttpRequest, slug: str, uuid: UUID) -> tuple[Territory, Plan]:
    """A plan that can still be written; a closed one has no such pages."""
    city, plan = _plan(request, slug, uuid)
    if plan.state == PlanState.CLOSED:
        raise Http404
    return city, plan


def _goal_form(request: HttpRequest, city: Territory, plan: Plan, row: Goal | None) -> HttpResponse:
    language = tag(request.GET.get("language") or get_language() or "en")
    initial = {"language": language.lower(), "title": row.titles.get(language, "") if row else ""}
    form = GoalForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        actions.keep_goal(plan=plan, goal=row, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
        return redirect("governance:plan-shown", slug=city.slug, uuid=plan.uuid)
    return _form(request, city, form, _("A goal"), tongues(city, language, row.titles) if row else None)


def _action_form(request: HttpRequest, city: Territory, plan: Plan, row: Action | None) -> HttpResponse:
    language = tag(request.GET.get("language") or get_language() or "en")
    initial: dict[str, Any] = {"language": language.lower(), "goal": request.GET.get("goal", "")}
    if row:
        fields = ("goal", "features", "owner", "led_by", "starts_on", "due_on")
        initial |= {name: getattr(row, name) for name in fields}
        initial |= {"title": row.titles.get(language, ""), "description": row.descriptions.get(language, "")}
        initial |= {"indicators": " ".join(row.indicators), "pledges": list(row.pledges.all())}
    form = ActionForm(request.POST or None, plan=plan, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        made = actions.keep_action(action=row, by=request.user, at=timezone.now(), **values)
        messages.info(request, _("Kept."))
        return redirect("governance:action", slug=city.slug, uuid=made.uuid)
    written = tongues(city, language, row.titles, row.descriptions) if row else None
    return _form(request, city, form, _("An action"), written)


def _form(
    request: HttpRequest, city: Territory, form: Any, title: str, written: list[dict[str, Any]] | None = None
) -> HttpResponse:
    context = {"city": city, "form": form, "title": title, "section": "plan", "tongues": written or []}
    return render(request, "governance/will_form.html", context, status=422 if form.is_bound else 200)
