"""The board of what the learning city needs, and what may meet each need."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.governance.actions import commitments as promises
from colonnade.city.governance.actions import resources as actions
from colonnade.city.governance.forms.resources import MatchForm, NeedForm, facts_of
from colonnade.city.governance.forms.resources_money import currency_of_country
from colonnade.city.governance.models import Need
from colonnade.city.governance.queries import resources as queries
from colonnade.city.governance.queries.commitments import (
    commitments_of,
    commitments_that_fit,
    giver_known,
    giver_shown,
)
from colonnade.city.governance.queries.money import area_label
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.views.money import city_or_404
from colonnade.city.governance.views.resources import form_page, kept_city, measured
from colonnade.city.governance.vocabulary.resources import CommitmentStatus, GiftKind
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.permissions import may, require

PAGE = 40


@public
@require_safe
def needs(request: HttpRequest, slug: str) -> HttpResponse:
    """What is needed; with ``?met=yes`` what was needed and came."""
    city = city_or_404(slug)
    may_keep = may(request.user, Permission.RESOURCE_KEEP, city)
    is_met = request.GET.get("met") == "yes"
    found = queries.met_needs(city) if is_met else queries.open_needs(city)
    if not may_keep:
        found = found.filter(is_public=True)
    kind = request.GET.get("kind", "")
    kind = kind if kind in GiftKind.values else ""
    page = Paginator(found.filter(kind=kind) if kind else found, PAGE).get_page(request.GET.get("page"))
    context = {
        "city": city,
        "kinds": GiftKind.choices,
        "kind": kind,
        "is_met": is_met,
        "page_obj": page,
        "rows": [need_shown(each) for each in page],
        "may_keep": may_keep,
    }
    return render(request, "governance/needs.html", context)


@public
@require_safe
def need(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One need, what was promised for it and, for the team, what else may meet it."""
    city = city_or_404(slug)
    thing = get_object_or_404(queries.needs_of(city), uuid=uuid)
    may_keep = may(request.user, Permission.RESOURCE_KEEP, city)
    if not may_keep and not (thing.is_public and thing.withdrawn_on is None):
        raise Http404
    may_match = may(request.user, Permission.COMMITMENT_KEEP, city)
    serving = commitments_of(city).filter(need=thing)
    context = {
        "city": city,
        "need": thing,
        "row": need_shown(thing),
        "promised": [
            {
                "commitment": each,
                "quantity": measured(each.quantity, each.unit, each.currency),
                "giver": giver_known(each) if may_match else giver_shown(each),
            }
            for each in (serving if may_match else serving.filter(is_public=True))
        ],
        "matches": [
            {
                "commitment": each.commitment,
                "giver": giver_known(each.commitment),
                "quantity": measured(
                    each.commitment.quantity, each.commitment.unit, each.commitment.currency
                ),
                "reasons": each.reasons,
            }
            for each in (commitments_that_fit(thing) if may_match and thing.is_open else [])
        ],
        "may_keep": may_keep,
        "may_match": may_match,
    }
    return render(request, "governance/need.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """Say what is needed, or change it."""
    city = kept_city(request, slug)
    thing = get_object_or_404(queries.needs_of(city), uuid=uuid) if uuid else None
    initial = (
        facts_of(thing, NeedForm) if thing else {"currency": currency_of_country(city), "is_public": True}
    )
    form = NeedForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        if thing:
            actions.change_need(need=thing, by=request.user, at=now, **form.cleaned_data)
        else:
            thing = actions.post_need(territory=city, by=request.user, at=now, **form.cleaned_data)
        messages.info(request, _("Kept."))
        return redirect("governance:need", slug=slug, uuid=thing.uuid)
    return form_page(request, city, form, thing.title if thing else _("Say what is needed"), "needs")


@signed_in
@require_POST
def withdraw(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say that something is no longer needed, or is needed after all."""
    city = kept_city(request, slug)
    thing = get_object_or_404(queries.needs_of(city), uuid=uuid)
    if thing.withdrawn_on:
        actions.renew_need(need=thing, by=request.user, at=timezone.now())
    else:
        actions.withdraw_need(need=thing, by=request.user, at=timezone.now())
    return redirect("governance:need", slug=slug, uuid=uuid)


@signed_in
@require_POST
def match(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Let a commitment serve this need."""
    city = city_or_404(slug)
    require(request.user, Permission.COMMITMENT_KEEP, city)
    thing = get_object_or_404(queries.needs_of(city), uuid=uuid)
    form = MatchForm(request.POST)
    if not form.is_valid():
        raise Http404
    commitment = get_object_or_404(commitments_of(city), uuid=form.cleaned_data["uuid"])
    try:
        promises.match_commitment(commitment=commitment, need=thing, by=request.user, at=timezone.now())
    except promises.DoesNotFit:
        messages.warning(request, _("The two are of different kinds or count different things."))
    except promises.NeedIsWithdrawn:
        messages.warning(request, _("This is no longer needed."))
    else:
        messages.info(request, _("They belong together now."))
    return redirect("governance:need", slug=slug, uuid=uuid)


def need_shown(thing: Need) -> dict[str, Any]:
    """A need in words, with how much of it was promised and kept in its own measure."""
    promised: list[Any] = getattr(thing, "promised", [])
    alike = [each for each in promised if each.quantity is not None and queries.measures_alike(each, thing)]
    kept = [each for each in alike if each.status == CommitmentStatus.FULFILLED]
    return {
        "need": thing,
        "quantity": measured(thing.quantity, thing.unit, thing.currency),
        "area": area_label(thing.area) if thing.area else "",
        "number": len(promised),
        "promised": measured(sum(each.quantity for each in alike), thing.unit, thing.currency)
        if alike
        else "",
        "kept": measured(sum(each.quantity for each in kept), thing.unit, thing.currency) if kept else "",
        "is_late": bool(thing.is_open and thing.needed_by and thing.needed_by < timezone.localdate()),
    }
