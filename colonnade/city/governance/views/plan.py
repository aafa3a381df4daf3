"""The plan as everybody reads it: vision, goals, actions, a line of time."""

from collections import Counter
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from colonnade.city.governance.forms.plan import ReviewForm, RiskForm, StatusForm
from colonnade.city.governance.models import Plan
from colonnade.city.governance.queries import will as queries
from colonnade.city.governance.queries.plan_export import plan_as_data, plan_as_rows
from colonnade.city.governance.queries.timeline import timeline
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.views.register import city_or_404
from colonnade.city.governance.vocabulary.plan import PlanState
from colonnade.city.profile.models import Territory
from colonnade.plumbing import downloads, panels
from colonnade.plumbing.doors import public
from colonnade.plumbing.permissions import may
from colonnade.temple.queries import default_framework, names


@public
@require_safe
def plan_in_force(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan in force; where there is none, what a plan is for."""
    city = city_or_404(slug)
    everything = _reads(request, city)
    plans = list(queries.plans_of(city, everything))
    first = next((each for each in plans if each.state == PlanState.ADOPTED), None)
    found = queries.plan_called(city, first.uuid, everything) if first else None
    return render(request, "governance/plan.html", _shown(request, city, found, plans))


@public
@require_safe
def plan(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One plan."""
    city = city_or_404(slug)
    everything = _reads(request, city)
    found = _plan(city, uuid, everything)
    return render(
        request,
        "governance/plan.html",
        _shown(request, city, found, list(queries.plans_of(city, everything))),
    )


@public
@require_safe
def plan_csv(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The plan as a table."""
    city = city_or_404(slug)
    everything = _reads(request, city)
    found = _plan(city, uuid, everything)
    return downloads.table(f"{city.slug}-plan.csv", plan_as_rows(found, inside=everything))


@public
@require_safe
def plan_json(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The plan as data, enough to rebuild it elsewhere; risks and who looks after an action are told only to the team."""
    city = city_or_404(slug)
    everything = _reads(request, city)
    data = plan_as_data(_plan(city, uuid, everything), inside=everything)
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{city.slug}-plan.json"'
    return answer


@public
@require_safe
def action(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One action, what it belongs to, and what follows from it."""
    city = city_or_404(slug)
    everything = _reads(request, city)
    found = queries.action_called(city, uuid, everything)
    if found is None:
        raise Http404
    signed_in = request.user.is_authenticated
    may_edit = signed_in and may(request.user, Permission.PLAN_EDIT, found)
    is_open = found.goal.plan.state != PlanState.CLOSED
    words = names(default_framework())
    context = {
        "city": city,
        "action": found,
        "features": [(code, words.features[code].name) for code in found.features if code in words.features],
        "indicators": [
            (code, words.indicators[code]) for code in found.indicators if code in words.indicators
        ],
        "pledges": list(queries.pledges_fulfilled_by(found, everything)),
        "chain": panels.filled("action.chain", request, found),
        "may_edit": may_edit and is_open,
        "may_report": is_open and (may_edit or (signed_in and found.owner_id == request.user.pk)),
        "is_draft": found.goal.plan.state == PlanState.DRAFT,
        "form": StatusForm(initial={"status": found.status, "note": found.status_note}),
        "is_late": not found.is_over and found.due_on is not None and found.due_on < timezone.localdate(),
        "everything": everything,
    }
    return render(request, "governance/action.html", context)


def _reads(request: HttpRequest, city: Territory) -> bool:
    return request.user.is_authenticated and may(request.user, Permission.PLAN_READ, city)


def _plan(city: Territory, uuid: UUID, everything: bool) -> Plan:
    found = queries.plan_called(city, uuid, everything)
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, city: Territory, found: Plan | None, plans: list[Plan]) -> dict[str, object]:
    today: date = timezone.localdate()
    may_edit = request.user.is_authenticated and may(request.user, Permission.PLAN_EDIT, city)
    goals = []
    if found:
        for goal in sorted(found.goals.all(), key=lambda each: (each.position, each.pk)):
            steps = sorted(goal.actions.all(), key=lambda each: (each.position, each.pk))
            goals.append({"goal": goal, "actions": steps})
    steps = [step for row in goals for step in row["actions"]]  # type: ignore[attr-defined]
    counts = Counter(step.status for step in steps)
    return {
        "city": city,
        "plan": found,
        "plans": plans,
        "goals": goals,
        "told": queries.told(counts),
        "line": timeline(found, steps, today, right_to_left=get_language_bidi()) if found else None,
        "risks": sorted(
            (each for each in found.risks.all() if not each.closed_on), key=lambda each: -each.weight
        )
        if found and may_edit
        else [],
        "reviews": [
            {"review": each, "told": queries.told(each.counts)}
            for each in sorted(found.reviews.all(), key=lambda each: -each.year)
        ]
        if found
        else [],
        "reads_all": _reads(request, city),
        "is_open": found is not None and found.state != PlanState.CLOSED,
        "may_edit": may_edit,
        "is_draft": found is not None and found.state == PlanState.DRAFT,
        "is_adopted": found is not None and found.state == PlanState.ADOPTED,
        "today": today,
        "risk_form": RiskForm(plan=found, auto_id="risk-%s") if found and may_edit else None,
        "review_form": ReviewForm(auto_id="review-%s", initial={"year": today.year})
        if found and may_edit
        else None,
    }
