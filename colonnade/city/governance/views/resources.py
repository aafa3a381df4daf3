"""What the city shares and what it needs: two public pages, an offer from anybody with an account, the team's forms."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.governance.actions import resources as actions
from colonnade.city.governance.forms.resources import (
    AnswerForm,
    OfferForm,
    ResourceForm,
    UseForm,
    facts_of,
    today_first,
)
from colonnade.city.governance.models import Resource, ResourceUse
from colonnade.city.governance.queries import resources as queries
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.views.money import city_or_404
from colonnade.city.governance.vocabulary.resources import SHARED_KINDS, ResourceState
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person
from colonnade.plumbing import spoken
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.permissions import may, require

PAGE = 40


@public
@require_safe
def resources(request: HttpRequest, slug: str) -> HttpResponse:
    """Rooms, equipment, hours and talents: what is offered, and how much of it was used."""
    city = city_or_404(slug)
    may_keep = may(request.user, Permission.RESOURCE_KEEP, city)
    today = timezone.localdate()
    kind = _kind(request)
    over = may_keep and request.GET.get("over") == "yes"
    if over:
        found = queries.past_resources(city, today)
    else:
        found = (queries.shared_resources if may_keep else queries.resources_on_show)(city, today)
    found = found.filter(kind=kind) if kind else found
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "city": city,
        "kinds": SHARED_KINDS,
        "kind": kind,
        "is_over": over,
        "page_obj": page,
        "rows": [resource_shown(each) for each in page],
        "may_keep": may_keep,
        "waiting": queries.offers_waiting(city).count() if may_keep else 0,
    }
    return render(request, "governance/resources.html", context)


@public
@require_safe
def resource(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One resource with what it was used for."""
    city = city_or_404(slug)
    thing = get_object_or_404(queries.resources_of(city), uuid=uuid)
    may_keep = may(request.user, Permission.RESOURCE_KEEP, city)
    if not may_keep and not (thing.is_public and thing.state == ResourceState.SHARED):
        raise Http404
    return _page(request, thing, may_keep, UseForm(initial=today_first(timezone.localdate()), territory=city))


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """Write down what somebody shares, or change it."""
    city = kept_city(request, slug)
    thing = get_object_or_404(queries.resources_of(city), uuid=uuid) if uuid else None
    initial = facts_of(thing, ResourceForm) if thing else None
    form = ResourceForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            if thing:
                actions.change_resource(resource=thing, by=request.user, at=now, **form.cleaned_data)
            else:
                thing = actions.share_resource(territory=city, by=request.user, at=now, **form.cleaned_data)
        except actions.LessThanUsed as problem:
            used = {"used": _number(problem.used)}
            form.add_error("quantity", _("%(used)s of it have been used already.") % used)
        else:
            messages.info(request, _("Kept."))
            return redirect("governance:resource", slug=slug, uuid=thing.uuid)
    title = thing.title if thing else _("Add something that is shared")
    return form_page(request, city, form, title, "resources")


@signed_in
@require_POST
def use(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Write down that a resource was used."""
    city = kept_city(request, slug)
    thing = get_object_or_404(queries.resources_of(city), uuid=uuid)
    form = UseForm(request.POST, territory=city)
    if form.is_valid():
        try:
            actions.note_use(resource=thing, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.MoreThanOffered as problem:
            left = {"left": _number(problem.left)}
            form.add_error("quantity", _("Only %(left)s are left of what was offered.") % left)
        except actions.NotShared:
            form.add_error(None, _("It is not shared."))
        else:
            messages.info(request, _("Kept."))
            return redirect("governance:resource", slug=slug, uuid=uuid)
    return _page(request, thing, True, form)


@signed_in
@require_POST
def strike(request: HttpRequest, slug: str, uuid: UUID, pk: int) -> HttpResponse:
    """Take out a use that was written down by mistake."""
    city = kept_city(request, slug)
    found = ResourceUse.objects.select_related("resource__territory")
    noted = get_object_or_404(found, pk=pk, resource__uuid=uuid, resource__territory=city)
    actions.strike_use(use=noted, by=request.user, at=timezone.now())
    messages.info(request, _("Taken out."))
    return redirect("governance:resource", slug=slug, uuid=uuid)


@signed_in
@require_POST
def withdraw(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """End the sharing of a resource today, or share it again."""
    city = kept_city(request, slug)
    thing = get_object_or_404(queries.resources_of(city), uuid=uuid)
    on = None if thing.withdrawn_on else timezone.localdate()
    try:
        actions.withdraw_resource(resource=thing, on=on, by=request.user, at=timezone.now())
    except actions.NotShared:
        messages.warning(request, _("It is not shared."))
    else:
        messages.info(request, _("No longer shared.") if on else _("Shared again."))
    return redirect("governance:resource", slug=slug, uuid=uuid)


@signed_in
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer something to the learning city; what one has offered so far, and what the team said."""
    city, person = city_or_404(slug), request.user
    assert isinstance(person, Person)
    form = OfferForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer_resource(territory=city, by=person, at=timezone.now(), **form.cleaned_data)
        except actions.TooManyWaiting:
            form.add_error(
                None, _("Several of your offers still wait for an answer. Please wait for it first.")
            )
        else:
            messages.info(request, _("Thank you. The city’s team will answer you here."))
            return redirect("governance:resource-offer", slug=slug)
    own = Resource.objects.filter(territory=city, offered_here_by=person).order_by("-created_at", "-pk")
    context = {
        "city": city,
        "form": form,
        "page_obj": Paginator(own, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "governance/resource_offer.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def waiting(request: HttpRequest, slug: str) -> HttpResponse:
    """Offers that wait for the team."""
    city = kept_city(request, slug)
    page = Paginator(queries.offers_waiting(city), PAGE).get_page(request.GET.get("page"))
    return render(request, "governance/resources_waiting.html", {"city": city, "page_obj": page})


@signed_in
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take up an offer, or decline it."""
    city = kept_city(request, slug)
    thing = get_object_or_404(
        queries.resources_of(city).select_related("offered_here_by", "territory", "place"), uuid=uuid
    )
    form = AnswerForm(request.POST or None, initial={"is_public": True}, territory=city)
    if request.method == "POST" and form.is_valid():
        is_taken = request.POST.get("deed") == "take"
        try:
            actions.answer_offer(
                resource=thing, is_taken=is_taken, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.NotWaiting:
            messages.warning(request, _("This offer has been answered already."))
        else:
            messages.info(request, _("It is shared now.") if is_taken else _("Declined."))
        return redirect("governance:resources-waiting", slug=slug)
    context = {"city": city, "resource": thing, "row": resource_shown(thing), "form": form}
    return render(request, "governance/resource_answer.html", context, status=422 if form.errors else 200)


def kept_city(request: HttpRequest, slug: str) -> Territory:
    """The city, for somebody who keeps its resources and needs; 404 and 403 otherwise."""
    city = city_or_404(slug)
    require(request.user, Permission.RESOURCE_KEEP, city)
    return city


def form_page(request: HttpRequest, city: Territory, form: Any, title: str, back: str) -> HttpResponse:
    """A page with one form, and the way back."""
    context = {"city": city, "form": form, "title": title, "section": back, "back": f"governance:{back}"}
    status = 422 if form.errors else 200
    return render(request, "governance/resource_form.html", context, status=status)


def resource_shown(thing: Resource) -> dict[str, Any]:
    """A resource in words. Whoever offers it is named only where they agreed."""
    used = getattr(thing, "used", None)
    giver = thing.offered_by
    return {
        "resource": thing,
        "offered": measured(thing.quantity, thing.unit),
        "used": measured(used, thing.unit) if used else "",
        "left": measured(thing.quantity - used, thing.unit)
        if used is not None and thing.quantity is not None
        else "",
        "giver": giver.name if giver is not None and giver.is_public else "",
        "place": thing.place.name if thing.place else None,
    }


def measured(quantity: Any, unit: str, currency: str = "") -> str:
    """A quantity with its unit or currency; an empty text where nobody stated it."""
    if quantity is None:
        return ""
    if currency:
        return spoken.money(str(quantity), currency, get_language() or "en")
    return f"{_number(quantity)} {unit}".strip()


def _page(request: HttpRequest, thing: Resource, may_keep: bool, form: UseForm) -> HttpResponse:
    page = Paginator(queries.uses_of(thing), PAGE).get_page(request.GET.get("page"))
    context = {
        "city": thing.territory,
        "resource": thing,
        "row": resource_shown(thing),
        "page_obj": page,
        "uses": [
            {
                "use": each,
                "quantity": measured(each.quantity, thing.unit),
                "by": each.used_by.name
                if each.used_by is not None and (may_keep or each.used_by.is_public)
                else "",
            }
            for each in page
        ],
        "may_keep": may_keep,
        "form": form,
    }
    return render(request, "governance/resource.html", context, status=422 if form.errors else 200)


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in dict(SHARED_KINDS) else ""


def _number(value: Any) -> str:
    return spoken.number(value, get_language() or "en")
