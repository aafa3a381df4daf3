"""The chain on the pages of promises, actions and offers, and the team's form that ties an action to its offers."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from colonnade.city.catalogue.models import Opportunity
from colonnade.city.governance.models import Action, Pledge
from colonnade.city.governance.vocabulary.resources import Figure
from colonnade.city.monitoring.actions import reach as actions
from colonnade.city.monitoring.forms.computing import ReachForm
from colonnade.city.monitoring.queries import chain as queries
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.models import District
from colonnade.city.profile.queries import city_named
from colonnade.people.models import Organisation
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.permissions import may, require


def pledge_panel(request: HttpRequest, pledge: Pledge) -> dict[str, Any]:
    """What follows from a promise."""
    team = request.user.is_authenticated and may(request.user, Permission.WORKSPACE_SEE, pledge)
    chain = queries.chain_of_pledge(pledge, get_language() or "en", timezone.now(), team=team)
    return {"chain": chain, "figures": Figure.labels, "reach_url": ""}


def action_panel(request: HttpRequest, action: Action) -> dict[str, Any]:
    """What follows from an action; for the team with the way to say which offers it brings about."""
    may_set = request.user.is_authenticated and may(request.user, Permission.REACH_SET, action)
    url = reverse("monitoring:reach", args=[action.territory.slug, action.uuid]) if may_set else ""
    chain = queries.chain_of_action(action, get_language() or "en", timezone.now())
    return {"chain": chain, "figures": Figure.labels, "reach_url": url}


def offer_panel(request: HttpRequest, offer: Opportunity) -> dict[str, Any] | None:
    """Which actions and promises an offer serves; nothing where it serves none."""
    served = queries.chain_of_offer(offer)
    return {"served": served} if served else None


@signed_in
@require_http_methods(["GET", "POST"])
def reach(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say which offers an action brings about."""
    action = _action(request, slug, uuid)
    city = action.territory
    form = ReachForm(
        request.POST if request.method == "POST" else None,
        providers=queries.providers_to_choose(city),
        districts=queries.districts_to_choose(city),
    )
    if form.is_valid():
        try:
            actions.say_reach(action=action, by=request.user, at=timezone.now(), **_said(form))
        except actions.NotOfThisCity:
            form.add_error("offer", _("This offer is not on show in this city."))
        else:
            messages.info(request, _("Kept."))
            return redirect("monitoring:reach", slug=slug, uuid=uuid)
    chain = queries.chain_of_action(action, get_language() or "en", timezone.now())
    context = {"city": city, "action": action, "chain": chain, "form": form}
    return render(request, "monitoring/reach.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def drop_reach(request: HttpRequest, slug: str, uuid: UUID, reach: UUID) -> HttpResponse:
    """Take back which offers an action brings about."""
    action = _action(request, slug, uuid)
    found = queries.reach_called(action, reach)
    if found is not None:
        actions.drop_reach(reach=found, by=request.user, at=timezone.now())
    return redirect("monitoring:reach", slug=slug, uuid=uuid)


def _action(request: HttpRequest, slug: str, uuid: UUID) -> Action:
    city = city_named(slug)
    found = queries.action_called(city, uuid) if city else None
    if found is None:
        raise Http404
    require(request.user, Permission.REACH_SET, found)
    return found


def _said(form: ReachForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "offer": given["offer"],
        "block": given["block"],
        "words": given["words"],
        "provider": Organisation.objects.filter(pk=given["provider"]).first() if given["provider"] else None,
        "district": District.objects.filter(pk=given["district"]).first() if given["district"] else None,
    }
