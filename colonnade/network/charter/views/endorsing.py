"""The desk of a National Commission, and the secretariat's page of a call."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from colonnade.city.profile.vocabulary import REGIONS
from colonnade.network.charter.actions import endorsing as actions
from colonnade.network.charter.actions.applying import StageIsClosed
from colonnade.network.charter.actions.steps import NotThatWay
from colonnade.network.charter.models import Application, Call, Commission
from colonnade.network.charter.queries import applications as queries
from colonnade.network.charter.queries.export import application_rows
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.views.applying import application_or_404
from colonnade.network.charter.views.calls import call_or_404
from colonnade.network.charter.vocabulary.calls import ApplicationState, CallKind
from colonnade.plumbing import downloads
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.languages import country_name
from colonnade.plumbing.permissions import require

PAGE = 50


@signed_in
@require_safe
def commission(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A National Commission's desk: its queue per call, its quota, its clock."""
    found = get_object_or_404(Commission, uuid=uuid)
    require(request.user, Permission.APPLICATION_ENDORSE, found)
    context = {
        "commission": found,
        "country": country_name(found.country, get_language() or "en"),
        "queues": queries.queues_of(found, timezone.now()),
    }
    return render(request, "charter/commission.html", context)


def _deed(request: HttpRequest, deed: Callable[[], Any], done: str) -> None:
    """Do it and say what came of it."""
    try:
        deed()
        messages.success(request, done)
    except StageIsClosed as closed:
        messages.warning(request, closed.told)
    except actions.OverQuota as full:
        told = _("Your quota is full: %(used)d of %(most)d. Take another endorsement back first.")
        messages.warning(request, told % {"used": full.quota.used, "most": full.quota.most})
    except actions.ReasonNeeded:
        messages.warning(request, _("Say why."))
    except NotThatWay:
        messages.warning(request, _("Somebody was faster: look at where it stands now."))


@signed_in
@require_POST
def endorse(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Endorse, refuse, return, or take an endorsement back; the button pressed says which."""
    found = application_or_404(uuid)
    reason = request.POST.get("reason", "")[:4000]
    deeds: dict[str, tuple[Callable[..., Any], str]] = {
        "endorse": (actions.endorse_application, _("Endorsed.")),
        "refuse": (actions.refuse_endorsement, _("Not endorsed. The city is told why.")),
        "return": (actions.return_application, _("Returned. The city is told why.")),
        "take-back": (actions.take_back_endorsement, _("Back in the queue.")),
    }
    deed, done = deeds.get(request.POST.get("deed", ""), (None, ""))
    if deed is not None:
        _deed(
            request, lambda: deed(application=found, reason=reason, by=request.user, at=timezone.now()), done
        )
    return redirect(found)


@signed_in
@require_POST
def rank(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Set the Commission's order from the numbers typed beside its endorsed applications."""
    found = get_object_or_404(Commission, uuid=uuid)
    call = get_object_or_404(Call, pk=pk)
    places = []
    for name in request.POST:
        value = request.POST.get(name, "")
        if name.startswith("rank-") and name[5:].isdigit() and value.isdigit():
            places.append((int(value), int(name[5:])))
    order = [key for _place, key in sorted(places)]
    actions.rank_applications(call=call, commission=found, order=order, by=request.user, at=timezone.now())
    messages.info(request, _("Kept."))
    return redirect("charter:commission", uuid)


@signed_in
@require_POST
def forward(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    """Send everything endorsed to the secretariat, all at once."""
    found = get_object_or_404(Commission, uuid=uuid)
    call = get_object_or_404(Call, pk=pk)
    _deed(
        request,
        lambda: actions.forward_applications(call=call, commission=found, by=request.user, at=timezone.now()),
        _("Everything you endorsed is with the secretariat."),
    )
    return redirect("charter:commission", uuid)


@signed_in
@require_safe
def call_work(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """What reached the secretariat for a call: filters, numbers, export."""
    call = call_or_404(request, network, slug)
    require(request.user, Permission.APPLICATION_DECIDE, call.network)
    chosen = {name: request.GET.get(name, "").strip()[:80] for name in ("state", "country", "region", "text")}
    rows = queries.received(call, **chosen)
    if request.GET.get("format") == "csv":
        return downloads.table(f"{call.slug}.csv", application_rows(call, rows))
    language = get_language() or "en"
    codes = Application.objects.filter(call=call).values_list("territory__country", flat=True).distinct()
    context = {
        "call": call,
        "page_obj": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "numbers": queries.numbers_of(call),
        "chosen": chosen,
        "states": ApplicationState.choices,
        "countries": sorted((country_name(code, language), code) for code in codes),
        "regions": REGIONS,
        "query": request.GET.urlencode(),
        "is_report": call.kind == CallKind.REPORT,
    }
    return render(request, "charter/call_work.html", context)


@signed_in
@require_POST
def review_begin(request: HttpRequest, network: str, slug: str) -> HttpResponse:
    """Put everything received before the jury."""
    call = call_or_404(request, network, slug)
    moved = actions.begin_review(call=call, by=request.user, at=timezone.now())
    told = ngettext(
        "%(number)d application is under review.", "%(number)d applications are under review.", len(moved)
    )
    messages.success(request, told % {"number": len(moved)})
    return redirect("charter:call-work", network, slug)


@signed_in
@require_POST
def receive(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The secretariat acknowledges a report, or returns what it received."""
    found = application_or_404(uuid)
    reason = request.POST.get("reason", "")[:4000]
    act = actions.return_application if request.POST.get("deed") == "return" else actions.acknowledge_report
    done = _("Returned. The city is told why.") if act is actions.return_application else _("Acknowledged.")
    _deed(request, lambda: act(application=found, reason=reason, by=request.user, at=timezone.now()), done)
    return redirect(found)
