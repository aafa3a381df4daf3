"""What a city's team writes, and the pages a city owes its visitors."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from colonnade.city.profile import actions
from colonnade.city.profile.forms import AboutForm, StatementForm
from colonnade.city.profile.models import Statement, Territory
from colonnade.city.profile.queries import city_named
from colonnade.city.profile.queries.statements import kept_about_people
from colonnade.city.profile.queries.statements import statement as statement_of
from colonnade.city.profile.rules import Permission
from colonnade.city.profile.vocabulary import StatementKind
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.languages import tag
from colonnade.plumbing.permissions import may, require


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what the city is, one language at a time."""
    territory = _city(slug)
    require(request.user, Permission.TERRITORY_EDIT, territory)
    language = request.GET.get("language") or get_language() or "en"
    initial = {"language": language, "about": territory.about.get(tag(language), ""), "url": territory.url}
    form = AboutForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.describe_territory(
            territory=territory, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("Kept."))
        return redirect(territory)
    return render(
        request, "profile/edit.html", {"city": territory, "form": form, "kinds": StatementKind.choices}
    )


@public
@require_safe
def statement(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Imprint, privacy or accessibility of one city."""
    territory, wanted = _city(slug), _kind(kind)
    shown = statement_of(territory, wanted, get_language() or "en")
    context = {
        "city": territory,
        "statement": shown,
        "kind": kind,
        "kept": kept_about_people() if wanted == StatementKind.PRIVACY else [],
        "may_edit": request.user.is_authenticated and may(request.user, Permission.TERRITORY_EDIT, territory),
    }
    return render(request, "profile/statement.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def edit_statement(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Write one of these pages in one language."""
    territory, wanted = _city(slug), _kind(kind)
    require(request.user, Permission.TERRITORY_EDIT, territory)
    language = request.GET.get("language") or get_language() or "en"
    held = Statement.objects.filter(territory=territory, kind=wanted, language=tag(language)).first()
    form = StatementForm(
        request.POST or None, initial={"language": language, "text": held.text if held else ""}
    )
    if request.method == "POST" and form.is_valid():
        actions.write_statement(
            territory=territory, kind=wanted, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.info(request, _("Kept."))
        return redirect("profile:statement", slug=slug, kind=kind)
    title = StatementKind(wanted).label
    return render(
        request,
        "profile/edit_statement.html",
        {"city": territory, "form": form, "kind": kind, "title": title},
    )


def _city(slug: str) -> Territory:
    territory = city_named(slug)
    if territory is None:
        raise Http404
    return territory


def _kind(word: str) -> str:
    if word.upper() not in StatementKind.values:
        raise Http404
    return word.upper()
