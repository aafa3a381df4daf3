"""One offer, and setting it right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.forms import CorrectionForm
from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.queries import offer_shown
from colonnade.city.catalogue.queries.drawing import city_map
from colonnade.city.catalogue.queries.showing import Shown, shown, similar
from colonnade.city.catalogue.rules import Permission
from colonnade.plumbing import panels
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.permissions import may, require


@public
@require_safe
def offer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One offer, answered at a glance: what, who for, when, where, what it costs, how to sign up."""
    found, language, now = _offer(uuid), get_language() or "en", timezone.now()
    view: Shown = shown(found, language, now)
    more = similar(found, language, now)
    context = {
        "offer": found,
        "view": view,
        "more": more,
        "map": city_map([view.card], found.city, language) if view.card.point else None,
        "may_correct": request.user.is_authenticated and may(request.user, Permission.OFFER_CORRECT, found),
        "panels": panels.filled("offer.head", request, found),
        "chain": panels.filled("offer.main", request, found),
    }
    status = 410 if found.deleted_at else 200
    return render(request, "catalogue/offer.html", context, status=status)


@signed_in
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Set building blocks and audience by hand; later harvests leave them alone."""
    found = _offer(uuid)
    require(request.user, Permission.OFFER_CORRECT, found)
    now_set = {"building_blocks": found.building_blocks, "audience": found.audience}
    form = CorrectionForm(request.POST or None, initial=now_set)
    if request.method == "POST" and form.is_valid():
        for field, value in form.cleaned_data.items():
            if value != getattr(found, field):
                actions.correct_offer(
                    offer=found, field=field, value=value, by=request.user, at=timezone.now()
                )
        messages.info(request, _("Kept. Later harvests will leave this as you set it."))
        return redirect(found)
    context: dict[str, Any] = {
        "offer": found,
        "form": form,
        "reasons": shown(found, get_language() or "en", timezone.now()).blocks,
    }
    return render(request, "catalogue/correct.html", context)


def _offer(uuid: UUID) -> Opportunity:
    found = offer_shown(uuid)
    if found is None:
        raise Http404
    return found
