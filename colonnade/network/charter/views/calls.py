"""One call as everybody sees it: dates, conditions in words, and what they say about a city."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from colonnade.city.profile.models import Territory
from colonnade.network.charter.forms.applications import CityChoiceForm
from colonnade.network.charter.models import Application, Call
from colonnade.network.charter.queries import calls as queries
from colonnade.network.charter.queries.eligibility import rule_told, verdict
from colonnade.network.charter.queries.preparing import preparations
from colonnade.network.charter.queries.questionnaire import parse
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import ApplicationState, CallState, Per, Severity, StageKind
from colonnade.people import queries as people
from colonnade.plumbing.doors import public
from colonnade.plumbing.languages import choose
from colonnade.plumbing.permissions import may


def call_or_404(request: HttpRequest, network: str, slug: str) -> Call:
    """The call at this address; a draft only for those who keep it."""
    found = queries.call_at(network, slug)
    if found is None:
        raise Http404
    if found.state == CallState.DRAFT:
        keeps = request.user.is_authenticated and may(request.user, Permission.CALL_KEEP, found.network)
        if not keeps:
            raise Http404
    return found


@public
@require_safe
def call(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """One call, and whether a chosen city may answer it."""
    found = call_or_404(request, network, slug)
    now = timezone.now()
    form = CityChoiceForm(request.GET if "city" in request.GET else None)
    chosen = form.cleaned_data["city"] if form.is_bound and form.is_valid() else None
    questions = queries.questionnaire_of(found)
    signed_in = request.user.is_authenticated
    context = {
        "call": found,
        "stages": [
            (stage, queries.clock(found, stage.kind, now)) for stage in queries.stages_in_order(found)
        ],
        "extensions": [each for stage in found.stages.all() for each in stage.extensions.order_by("at")],
        "takes": queries.takes_applications(found, now),
        "rules": [(rule_told(rule), rule.get("severity") == Severity.WARNING) for rule in found.rules],
        "quotas": [
            (quota["most"], Per(quota["per"]).label, StageKind(quota["stage"]).label)
            for quota in found.quotas
        ],
        "criteria": [choose(each["titles"]) for each in found.criteria],
        "facts": [(choose(fact["texts"]), fact) for fact in found.facts],
        "sections": parse(questions.definition).sections if questions else [],
        "form": form,
        "verdict": verdict(found, chosen) if chosen else None,
        "preparations": preparations(chosen) if chosen and found.kind == "MEMBERSHIP" else [],
        "own": _own(request, found) if signed_in else [],
        "shared": _shared(found),
        "may_keep": signed_in and may(request.user, Permission.CALL_KEEP, found.network),
    }
    return render(request, "charter/call.html", context, status=422 if form.is_bound and form.errors else 200)


def _own(request: HttpRequest, call: Call) -> list[tuple[Territory, Application | None]]:
    """The reader's cities, each with its application to this call if it has begun one."""
    held = people.places_where_allowed(request.user, Permission.APPLICATION_WRITE)
    cities = list(Territory.objects.filter(uuid__in=held).order_by("slug"))
    begun = Application.objects.filter(call=call, territory__in=cities).exclude(
        state=ApplicationState.WITHDRAWN
    )
    there = {row.territory_id: row for row in begun}
    return [(city, there.get(city.pk)) for city in cities]


def _shared(call: Call) -> list[Application]:
    """What others did: accepted applications that their cities let peers read, of this call and those it came from."""
    family = [call.pk]
    before = call.copied_from
    while before is not None and before.pk not in family:
        family.append(before.pk)
        before = before.copied_from
    rows = Application.objects.filter(call_id__in=family, is_shared=True, state=ApplicationState.ACCEPTED)
    return list(rows.select_related("territory", "call").order_by("-call_id", "territory__slug")[:50])
