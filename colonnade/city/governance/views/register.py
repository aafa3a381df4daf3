"""Who takes part: for everybody in counts and public names, for the team in full."""

import csv
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.governance.actions import register as actions
from colonnade.city.governance.forms.participation import StakeholderForm
from colonnade.city.governance.models import Stakeholder
from colonnade.city.governance.queries import register as queries
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.participation import Sector
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.permissions import require

PAGE = 50


def city_or_404(slug: str) -> Territory:
    """The city at this address."""
    city = city_named(slug)
    if city is None:
        raise Http404
    return city


@public
@require_safe
def participation(request: HttpRequest, slug: str) -> HttpResponse:
    """How many take part, from which sectors and districts, and which are missing."""
    city = city_or_404(slug)
    page = Paginator(queries.named_in_public(city), PAGE).get_page(request.GET.get("page"))
    context = {"city": city, "counts": queries.participation(city), "page_obj": page}
    return render(request, "governance/participation.html", context)


@signed_in
@require_safe
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The register in full, with filters."""
    city = _kept(request, slug)
    sector, text = request.GET.get("sector", ""), request.GET.get("q", "").strip()[:100]
    sector = sector if sector in Sector.values else ""
    found = queries.register_of(city, sector, text, with_left=request.GET.get("left") == "yes")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"city": city, "page_obj": page, "sectors": Sector.choices, "sector": sector, "text": text}
    return render(request, "governance/register.html", context)


@signed_in
@require_safe
def register_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The register as a table to take away; it names people, so only the team gets it."""
    city = _kept(request, slug)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{city.slug}-register.csv"'
    sheet = csv.writer(answer)
    sheet.writerow(["name", "sector", "is_individual", "district", "contact_name", "email", "phone", "consent_on", "is_public", "joined_on", "left_on"])  # fmt: skip
    for row in queries.register_of(city, with_left=True):
        district = row.district.code if row.district else ""
        consent = timezone.localdate(row.consent_at).isoformat() if row.consent_at else ""
        cells = [row.name, row.sector, row.is_individual, district, row.contact_name, row.email, row.phone, consent, row.is_public, row.joined_on or "", row.left_on or ""]  # fmt: skip
        sheet.writerow([_harmless(cell) for cell in cells])
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """Write somebody into the register, or change what stands there."""
    city = _kept(request, slug)
    row = get_object_or_404(queries.register_of(city, with_left=True), uuid=uuid) if uuid else None
    form = StakeholderForm(
        request.POST if request.method == "POST" else None,
        territory=city,
        initial=_initial(row) if row else {},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_stakeholder(
                territory=city, facts=form.facts(), stakeholder=row, by=request.user, at=timezone.now()
            )
            messages.info(request, _("Kept."))
            return redirect("governance:register", slug=slug)
        except actions.NameIsTaken:
            form.add_error("name", _("Somebody of this name stands in the register already."))
    context = {"city": city, "form": form, "row": row}
    return render(request, "governance/stakeholder.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def leave(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Somebody no longer takes part."""
    row = get_object_or_404(Stakeholder, uuid=uuid, territory=city_or_404(slug))
    actions.leave_register(stakeholder=row, on=timezone.localdate(), by=request.user, at=timezone.now())
    messages.info(request, _("Kept. The contact was erased."))
    return redirect("governance:register", slug=slug)


@signed_in
@require_POST
def erase(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take somebody out with everything kept about them."""
    row = get_object_or_404(Stakeholder, uuid=uuid, territory=city_or_404(slug))
    actions.erase_stakeholder(stakeholder=row, by=request.user, at=timezone.now())
    messages.info(request, _("Erased."))
    return redirect("governance:register", slug=slug)


def _kept(request: HttpRequest, slug: str) -> Territory:
    city = city_or_404(slug)
    require(request.user, Permission.REGISTER_KEEP, city)
    return city


def _initial(row: Stakeholder) -> dict[str, object]:
    fields = ("name", "sector", "is_individual", "district", "organisation", "contact_name", "email", "phone", "consent_how", "is_public", "joined_on", "note")  # fmt: skip
    consent = timezone.localdate(row.consent_at) if row.consent_at else None
    account = row.person.email if row.person else ""
    return {**{name: getattr(row, name) for name in fields}, "consent_on": consent, "account": account}


def _harmless(cell: object) -> object:
    """A text that a spreadsheet would take for a formula is kept from being one."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t\r" else cell
