"""The declaration with its signatures, the documents behind it, and every promise with what became of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.governance.actions import will as actions
from colonnade.city.governance.forms.will import (
    AskForm,
    DeclarationForm,
    DocumentForm,
    PledgeForm,
    SignForm,
    area_choices,
    tongues,
)
from colonnade.city.governance.models import Declaration, Document, Pledge
from colonnade.city.governance.queries import will as queries
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.views.register import city_or_404
from colonnade.city.governance.vocabulary.will import DeclarationState, DocumentKind
from colonnade.city.profile.models import Territory
from colonnade.people.actions.signatures import SignedAlready
from colonnade.people.models import Person
from colonnade.people.queries.signatures import asked_for, signature_of, signatures_of
from colonnade.plumbing import panels
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.languages import tag
from colonnade.plumbing.permissions import may, require

PAGE = 50


@public
@require_safe
def declaration(request: HttpRequest, slug: str) -> HttpResponse:
    """The declaration in force, who signed it, and what it promises."""
    city = city_or_404(slug)
    team = _may(request, Permission.DECLARATION_KEEP, city)
    return render(
        request,
        "governance/declaration.html",
        _shown(request, city, queries.declaration_in_force(city), team),
    )


@public
@require_safe
def version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """One version; a draft only for the team."""
    city = city_or_404(slug)
    team = _may(request, Permission.DECLARATION_KEEP, city)
    found = get_object_or_404(queries.declarations_of(city), version=version)
    reads = team or _may(request, Permission.DECLARATION_PUBLISH, city)
    if found.state == DeclarationState.DRAFT and not reads:
        raise Http404
    return render(request, "governance/declaration.html", _shown(request, city, found, team))


@signed_in
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the declaration, one language at a time."""
    city = city_or_404(slug)
    require(request.user, Permission.DECLARATION_KEEP, city)
    language = tag(request.GET.get("language") or get_language() or "en")
    last = queries.declarations_of(city).first()
    initial: dict[str, object] = {"language": language.lower(), "dated_on": timezone.localdate()}
    if last:
        initial |= {"title": last.titles.get(language, ""), "text": last.texts.get(language, "")}
        initial |= {"dated_on": last.dated_on, "open_to_signature": last.open_to_signature}
    form = DeclarationForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        made = actions.write_declaration(
            territory=city, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("Kept."))
        return redirect("governance:declaration-version", slug=slug, version=made.version)
    context = {
        "city": city,
        "form": form,
        "title": _("The declaration"),
        "section": "declaration",
        "tongues": tongues(city, language, last.titles, last.texts) if last else [],
    }
    return render(request, "governance/will_form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the draft."""
    city = city_or_404(slug)
    draft = get_object_or_404(
        Declaration.objects.select_related("territory"), territory=city, state=DeclarationState.DRAFT
    )
    try:
        actions.publish_declaration(declaration=draft, by=request.user, at=timezone.now())
        messages.info(
            request, _("Published. Its text can no longer be changed; a new version would supersede it.")
        )
    except actions.NothingToPublish:
        messages.warning(request, _("Write a title and a text first."))
    return redirect("governance:declaration", slug=slug)


@signed_in
@require_POST
def open_or_close(request: HttpRequest, slug: str) -> HttpResponse:
    """Let organisations and residents sign, or no longer."""
    found = queries.declaration_in_force(city_or_404(slug))
    if found is None:
        raise Http404
    actions.open_to_signature(
        declaration=found, is_open="open" in request.POST, by=request.user, at=timezone.now()
    )
    messages.info(request, _("Kept."))
    return redirect("governance:declaration", slug=slug)


@signed_in
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask somebody by mail to sign."""
    city = city_or_404(slug)
    found = queries.declaration_in_force(city)
    if found is None:
        raise Http404
    form = AskForm(request.POST)
    if form.is_valid():
        actions.ask_to_sign(declaration=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("The mail is on its way."))
    else:
        require(request.user, Permission.DECLARATION_KEEP, found)
        messages.warning(request, _("Give a name, an office and an address."))
    return redirect("governance:declaration", slug=slug)


@signed_in
@require_POST
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign as a resident, or for an organisation."""
    city = city_or_404(slug)
    assert isinstance(request.user, Person)  # the door has seen to it
    found = queries.declaration_in_force(city)
    form = SignForm(request.POST)
    if found is None or not form.is_valid():
        messages.warning(request, _("Give your name."))
        return redirect("governance:declaration", slug=slug)
    try:
        actions.sign_declaration(
            declaration=found, office="", by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("You have signed. Thank you."))
    except SignedAlready:
        messages.info(request, _("You have signed it already."))
    except actions.NotOpenToSignature:
        messages.warning(request, _("This declaration is not open to signature."))
    return redirect("governance:declaration", slug=slug)


@public
@require_safe
def documents(request: HttpRequest, slug: str) -> HttpResponse:
    """Resolutions, laws, strategies and agreements."""
    city = city_or_404(slug)
    team = _may(request, Permission.DOCUMENT_KEEP, city)
    kind = request.GET.get("kind", "")
    kind = kind if kind in DocumentKind.values else ""
    page = Paginator(queries.documents_of(city, team, kind), PAGE).get_page(request.GET.get("page"))
    areas = dict(area_choices())
    rows = [
        {"document": each, "parts": [areas[code] for code in each.areas if code in areas]} for each in page
    ]
    context = {"city": city, "page_obj": page, "rows": rows, "team": team, "kinds": DocumentKind.choices, "kind": kind, "today": timezone.localdate()}  # fmt: skip
    return render(request, "governance/documents.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_document(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """Keep a document."""
    city = city_or_404(slug)
    require(request.user, Permission.DOCUMENT_KEEP, city)
    row = get_object_or_404(Document, uuid=uuid, territory=city) if uuid else None
    language = tag(request.GET.get("language") or get_language() or "en")
    initial: dict[str, object] = {"language": language.lower(), "is_public": True}
    if row:
        fields = ("kind", "status", "issued_by", "reference", "url", "adopted_on", "valid_until", "review_on", "areas", "is_public")  # fmt: skip
        initial |= {name: getattr(row, name) for name in fields}
        initial |= {"title": row.titles.get(language, ""), "summary": row.summaries.get(language, "")}
    form = DocumentForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        actions.keep_document(
            territory=city, document=row, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("Kept."))
        return redirect("governance:documents", slug=slug)
    context = {
        "city": city,
        "form": form,
        "title": _("A document"),
        "section": "documents",
        "tongues": tongues(city, language, row.titles, row.summaries) if row else [],
    }
    return render(request, "governance/will_form.html", context, status=422 if form.is_bound else 200)


@public
@require_safe
def pledge(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One promise, and everything that follows from it."""
    city = city_or_404(slug)
    team = _may(request, Permission.DECLARATION_KEEP, city)
    found = queries.pledge_called(city, uuid, team)
    if found is None:
        raise Http404
    context = {
        "city": city,
        "pledge": found,
        "actions": queries.actions_for(found, team),
        "chain": panels.filled("pledge.chain", request, found),
        "team": team,
        "is_open": found.kept_on is None and found.withdrawn_on is None,
    }
    return render(request, "governance/pledge.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_pledge(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """Write down a promise."""
    city = city_or_404(slug)
    require(request.user, Permission.DECLARATION_KEEP, city)
    row = get_object_or_404(Pledge, uuid=uuid, territory=city) if uuid else None
    language = tag(request.GET.get("language") or get_language() or "en")
    initial: dict[str, object] = {
        "language": language.lower(),
        "made_on": timezone.localdate(),
        "is_public": True,
    }
    if row:
        initial |= {name: getattr(row, name) for name in ("made_on", "due_on", "features", "is_public")}
        initial["text"] = row.texts.get(language, "")
    form = PledgeForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        actions.keep_pledge(
            territory=city, pledge=row, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("Kept."))
        return redirect("governance:declaration", slug=slug)
    context = {
        "city": city,
        "form": form,
        "title": _("A promise"),
        "section": "declaration",
        "tongues": tongues(city, language, row.texts) if row else [],
    }
    return render(request, "governance/will_form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def settle(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say that a promise was kept, or is withdrawn; or that it still stands after all."""
    found = get_object_or_404(
        Pledge.objects.select_related("territory"), uuid=uuid, territory=city_or_404(slug)
    )
    if "reopen" in request.POST:
        actions.reopen_pledge(pledge=found, by=request.user, at=timezone.now())
    else:
        actions.settle_pledge(
            pledge=found,
            kept="kept" in request.POST,
            on=timezone.localdate(),
            note=request.POST.get("note", "").strip()[:2000],
            by=request.user,
            at=timezone.now(),
        )
    messages.info(request, _("Kept."))
    return redirect("governance:pledge", slug=slug, uuid=uuid)


def _may(request: HttpRequest, permission: Permission, city: Territory) -> bool:
    return request.user.is_authenticated and may(request.user, permission, city)


def _shown(request: HttpRequest, city: Territory, found: Declaration | None, team: bool) -> dict[str, object]:
    signatures = list(signatures_of(found.uuid)) if found else []
    in_force = found is not None and found.state == DeclarationState.PUBLISHED
    publishes = _may(request, Permission.DECLARATION_PUBLISH, city)
    versions = queries.declarations_of(city)
    own = None
    if found and request.user.is_authenticated:
        own = signature_of(request.user, found.uuid, found.digest)
    return {
        "city": city,
        "declaration": found,
        "in_force": in_force,
        "versions": list(versions if team or publishes else versions.exclude(state=DeclarationState.DRAFT)),
        "own": own,
        "named": [each for each in signatures if each.is_public],
        "signed": len(signatures),
        "asked": list(asked_for(found.uuid)) if found and team else [],
        "pledges": list(queries.pledges_of(city, team)),
        "team": team,
        "may_publish": publishes and found is not None and found.state == DeclarationState.DRAFT,
        "may_sign": in_force and found is not None and found.open_to_signature and own is None,
        "ask_form": AskForm(auto_id="ask-%s", initial={"language": (get_language() or "en").lower()}),
        "sign_form": SignForm(auto_id="sign-%s"),
    }
