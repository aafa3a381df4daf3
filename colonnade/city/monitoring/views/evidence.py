"""The dossier: what is there, what is missing, what has grown old; one page and one file for each item."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.monitoring.actions import evidence as actions
from colonnade.city.monitoring.forms.evidence import AttachForm, DossierForm, EvidenceForm
from colonnade.city.monitoring.models import Evidence
from colonnade.city.monitoring.queries import dossier as queries
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.languages import tag
from colonnade.plumbing.permissions import may, require

PAGE = 30


@public
@require_safe
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    """The dossier; everybody sees what is public, and how much of it there is for what."""
    city = _city(slug)
    inside, keeps = sees_all(request, city), _keeps(request, city)
    form = _filter(request, inside)
    found = _found(city, form, inside)
    context = {
        "city": city,
        "inside": inside,
        "keeps": keeps,
        "form": form,
        "dossier": found,
        "page_obj": Paginator(found.items, PAGE).get_page(request.GET.get("page")),
        "is_filtered": any(form.cleaned_data.values()) if form.is_valid() else False,
        "withdrawn": list(queries.withdrawn_from(city, timezone.now())) if keeps else [],
        "download": f"?{request.GET.urlencode()}",
    }
    return render(request, "monitoring/dossier.html", context)


@public
@require_safe
def dossier_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The items that the filter leaves, as a table."""
    city = _city(slug)
    inside = sees_all(request, city)
    found = _found(city, _filter(request, inside), inside)
    answer = HttpResponse("\ufeff" + queries.as_csv(found.items), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="evidence-{city.slug}.csv"'
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def add_evidence(request: HttpRequest, slug: str) -> HttpResponse:
    """Put something into the dossier."""
    city = _city(slug)
    require(request.user, Permission.EVIDENCE_KEEP, city)
    initial = {
        "language": get_language() or "en",
        "kind": "LINK",
        "dated_on": timezone.localdate(),
        "features": request.GET.getlist("feature"),
        "guidelines": request.GET.getlist("guideline"),
    }
    form = EvidenceForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        held = actions.add_evidence(territory=city, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
        return redirect("monitoring:evidence-item", slug=slug, uuid=held.uuid)
    context = {"city": city, "form": form, "evidence": None}
    return render(request, "monitoring/evidence_edit.html", context, status=_status(request))


@signed_in
@require_http_methods(["GET", "POST"])
def edit_evidence(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Change an item, one language at a time."""
    city = _city(slug)
    require(request.user, Permission.EVIDENCE_KEEP, city)
    held = _held(city, uuid)
    if held.withdrawn_at is not None:
        raise Http404
    language = tag(request.POST.get("language") or request.GET.get("language") or get_language() or "en")
    form = EvidenceForm(
        request.POST or None,
        request.FILES or None,
        initial=_initial(held, language),
        has_file=bool(held.upload),
        has_other_titles=any(text for code, text in held.titles.items() if code != language),
    )
    if request.method == "POST" and form.is_valid():
        actions.change_evidence(evidence=held, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
        return redirect("monitoring:evidence-item", slug=slug, uuid=uuid)
    context = {"city": city, "form": form, "evidence": held}
    return render(request, "monitoring/evidence_edit.html", context, status=_status(request))


@public
@require_safe
def evidence(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One item: what it is, what it backs, where it is used."""
    city = _city(slug)
    held = _shown(request, city, uuid)
    inside, keeps = sees_all(request, city), _keeps(request, city)
    text = request.GET.get("figure", "").strip()[:100]
    context = {
        "city": city,
        "evidence": held,
        "item": queries.item(held, timezone.localdate(), get_language() or "en"),
        "uses": queries.uses_of(held) if inside else [],
        "inside": inside,
        "keeps": keeps,
        "text": text,
        "figures": queries.figures_called(city, text, held) if keeps and text else [],
        "agreements": queries.agreements_to_back(held) if keeps else [],
    }
    return render(request, "monitoring/evidence.html", context)


@public
@require_safe
def evidence_file(request: HttpRequest, slug: str, uuid: UUID) -> FileResponse:
    """The file of an item, always to be saved and never run: whoever may see the item may have it."""
    held = _shown(request, _city(slug), uuid)
    if not held.upload:
        raise Http404
    try:
        file = held.upload.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    answer = FileResponse(file, as_attachment=True, filename=held.file_name, content_type=held.content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@signed_in
@require_POST
def attach_evidence(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say that an item backs a figure or an agreed score."""
    return _tie(request, slug, uuid, actions.attach_evidence)


@signed_in
@require_POST
def detach_evidence(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say that an item no longer backs a figure or an agreed score."""
    return _tie(request, slug, uuid, actions.detach_evidence)


@signed_in
@require_POST
def withdraw_evidence(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take an item out of the dossier; it can be brought back for thirty days."""
    city = _city(slug)
    held = _held(city, uuid)
    try:
        actions.withdraw_evidence(evidence=held, by=request.user, at=timezone.now())
    except actions.AlreadyWithdrawn:
        messages.warning(request, _("It was withdrawn before."))
    else:
        messages.info(request, _("Withdrawn. You can bring it back for thirty days."))
    return redirect("monitoring:dossier", slug=slug)


@signed_in
@require_POST
def bring_back_evidence(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Undo a withdrawal."""
    city = _city(slug)
    held = _held(city, uuid)
    try:
        actions.bring_back_evidence(evidence=held, by=request.user, at=timezone.now())
    except actions.NotWithdrawn:
        messages.warning(request, _("It is not withdrawn, or was withdrawn more than thirty days ago."))
        return redirect("monitoring:dossier", slug=slug)
    messages.info(request, _("It is back."))
    return redirect("monitoring:evidence-item", slug=slug, uuid=uuid)


def sees_all(request: HttpRequest, city: Territory) -> bool:
    """Whether somebody sees what is not public: team, mayor, statistics, council, outside reviewers."""
    wanted = (Permission.WORKSPACE_SEE, Permission.ASSESSMENT_SCORE, Permission.ASSESSMENT_REVIEW)
    return request.user.is_authenticated and any(may(request.user, each, city) for each in wanted)


def _keeps(request: HttpRequest, city: Territory) -> bool:
    return request.user.is_authenticated and may(request.user, Permission.EVIDENCE_KEEP, city)


def _city(slug: str) -> Territory:
    city = city_named(slug)
    if city is None:
        raise Http404
    return city


def _held(city: Territory, uuid: UUID) -> Evidence:
    held = queries.evidence_with(city, uuid)
    if held is None:
        raise Http404
    return held


def _shown(request: HttpRequest, city: Territory, uuid: UUID) -> Evidence:
    """An item that this reader may see: 404 otherwise, so that nobody learns that it is there."""
    held = _held(city, uuid)
    if held.withdrawn_at is not None and not _keeps(request, city):
        raise Http404
    if not held.is_public and not sees_all(request, city):
        raise Http404
    return held


def _filter(request: HttpRequest, inside: bool) -> DossierForm:
    form = DossierForm(request.GET)
    if not inside:
        del form.fields["seen"]
    return form


def _found(city: Territory, form: DossierForm, inside: bool) -> queries.Dossier:
    """An address that asks for something unknown shows everything."""
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = queries.Wanted(
        text=asked.get("q", ""), feature=asked.get("feature", ""), guideline=asked.get("guideline", ""),
        kind=asked.get("kind", ""), state=asked.get("state", ""), seen=asked.get("seen", ""),
    )  # fmt: skip
    return queries.dossier(city, timezone.localdate(), get_language() or "en", wanted, only_public=not inside)


def _tie(request: HttpRequest, slug: str, uuid: UUID, action: Any) -> HttpResponse:
    city = _city(slug)
    require(request.user, Permission.EVIDENCE_KEEP, city)
    held = _held(city, uuid)
    form = AttachForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a figure or an agreed score."))
        return redirect("monitoring:evidence-item", slug=slug, uuid=uuid)
    things = queries.things_to_back(city, form.cleaned_data["observation"], form.cleaned_data["agreement"])
    action(evidence=held, by=request.user, at=timezone.now(), **things)
    messages.info(request, _("Kept."))
    return redirect("monitoring:evidence-item", slug=slug, uuid=uuid)


def _initial(held: Evidence, language: str) -> dict[str, Any]:
    return {
        "language": language.lower(),
        "title": held.titles.get(language, ""),
        "summary": held.summaries.get(language, ""),
        "kind": held.kind,
        "url": held.url,
        "issued_by": held.issued_by,
        "dated_on": held.dated_on,
        "stale_on": held.stale_on,
        "features": held.features,
        "guidelines": held.guidelines,
        "is_public": held.is_public,
    }


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
