"""Councils and groups: what they are for, who sits in them, when they meet, what they decided."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.governance.actions import bodies as actions
from colonnade.city.governance.forms.participation import BodyForm, SeatForm
from colonnade.city.governance.models.body import Body, Seat
from colonnade.city.governance.queries import meetings as queries
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.views.register import city_or_404
from colonnade.city.profile.models import Territory
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.languages import tag
from colonnade.plumbing.permissions import may, require

PAGE = 30


def sees_everything(request: HttpRequest, city: Territory) -> bool:
    """Whether this reader may see papers and meetings that are not public."""
    return request.user.is_authenticated and may(request.user, Permission.MEETING_READ, city)


@public
@require_safe
def council(request: HttpRequest, slug: str) -> HttpResponse:
    """All bodies of the city, and their meetings."""
    city = city_or_404(slug)
    everything = sees_everything(request, city)
    page = Paginator(queries.meetings_of(city, everything), PAGE).get_page(request.GET.get("page"))
    context = {
        "city": city,
        "bodies": queries.bodies_of(city, everything),
        "page_obj": page,
        "may_keep": request.user.is_authenticated and may(request.user, Permission.BODY_KEEP, city),
    }
    return render(request, "governance/council.html", context)


@public
@require_safe
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every decision, with a search in their words."""
    city = city_or_404(slug)
    text = request.GET.get("q", "").strip()[:100]
    found = queries.decisions_of(city, sees_everything(request, city), text)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "governance/decisions.html", {"city": city, "page_obj": page, "text": text})


@public
@require_safe
def body(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One body: mandate, members, meetings."""
    city = city_or_404(slug)
    everything = sees_everything(request, city)
    found = _body(city, uuid, everything)
    seats = list(queries.seats_of(found, timezone.localdate()))
    page = Paginator(queries.meetings_of(city, everything, found), PAGE).get_page(request.GET.get("page"))
    may_keep = request.user.is_authenticated and may(request.user, Permission.BODY_KEEP, found)
    context = {
        "city": city,
        "body": found,
        "seats": seats if everything else [seat for seat in seats if seat.stakeholder.is_public],
        "unnamed": 0 if everything else sum(not seat.stakeholder.is_public for seat in seats),
        "page_obj": page,
        "may_keep": may_keep,
        "form": SeatForm(territory=city, initial={"since": timezone.localdate()}) if may_keep else None,
    }
    return render(request, "governance/body.html", context)


@public
@require_safe
def calendar(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The public meetings of a body, to subscribe to."""
    city = city_or_404(slug)
    found = _body(city, uuid, everything=False)
    rows = list(queries.meetings_of(city, everything=False, body=found)[:200])
    return HttpResponse(
        queries.calendar_of(rows, settings.BASE_URL), content_type="text/calendar; charset=utf-8"
    )


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """Set up a body, or change it."""
    city = city_or_404(slug)
    require(request.user, Permission.BODY_KEEP, city)
    row = get_object_or_404(Body, uuid=uuid, territory=city) if uuid else None
    language = tag(request.GET.get("language") or get_language() or "en")
    initial = {"language": language.lower()}
    if row:
        initial |= {name: getattr(row, name) for name in ("kind", "founded_on", "quorum", "is_public")}
        initial |= {"name": row.names.get(language, ""), "mandate": row.mandates.get(language, "")}
    form = BodyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = actions.keep_body(
            territory=city, body=row, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("Kept."))
        return redirect("governance:body", slug=slug, uuid=made.uuid)
    context = {"city": city, "form": form, "title": _("A council or group"), "back": "governance:council"}
    return render(
        request, "governance/participation_form.html", context, status=422 if form.is_bound else 200
    )


@signed_in
@require_POST
def seat(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Give somebody a seat."""
    city = city_or_404(slug)
    found = get_object_or_404(Body, uuid=uuid, territory=city)
    require(request.user, Permission.BODY_KEEP, found)
    form = SeatForm(request.POST, territory=city)
    if form.is_valid():
        try:
            actions.seat_member(body=found, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.info(request, _("Kept."))
        except actions.SitsAlready:
            messages.warning(request, _("They have a seat there at that time."))
    else:
        messages.warning(request, _("Choose somebody, and a term that ends after it began."))
    return redirect("governance:body", slug=slug, uuid=uuid)


@signed_in
@require_POST
def end_seat(request: HttpRequest, slug: str, uuid: UUID, pk: int) -> HttpResponse:
    """End a term today."""
    held = get_object_or_404(
        Seat.objects.select_related("body__territory"),
        pk=pk,
        body__uuid=uuid,
        body__territory=city_or_404(slug),
    )
    actions.end_seat(seat=held, on=timezone.localdate(), by=request.user, at=timezone.now())
    messages.info(request, _("Kept."))
    return redirect("governance:body", slug=slug, uuid=uuid)


def _body(city: Territory, uuid: UUID, everything: bool) -> Body:
    found = queries.body_called(city, uuid, everything)
    if found is None:
        raise Http404
    return found
