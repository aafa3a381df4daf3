"""Networks: how they nest, what they agree to, who fills their offices."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.network.charter.actions import networks as actions
from colonnade.network.charter.forms.networks import NetworkForm, OfficeForm
from colonnade.network.charter.models import Network, Office
from colonnade.network.charter.queries import calls as call_queries
from colonnade.network.charter.queries import networks as queries
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import CallState
from colonnade.plumbing import panels
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.languages import country_name, language_name, tag
from colonnade.plumbing.permissions import may, require


def network_or_404(slug: str) -> Network:
    """The network at this address."""
    found = queries.network_called(slug)
    if found is None:
        raise Http404
    return found


@public
@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """All networks, nested, and the calls that are open now."""
    now = timezone.now()
    context = {
        "tree": queries.network_tree(),
        "open": [(call, call_queries.clock(call, "OPEN", now)) for call in call_queries.open_calls(now)],
    }
    return render(request, "charter/networks.html", context)


@public
@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """One network: what it is, its charter, offices, calls, parts."""
    found = network_or_404(slug)
    now, language = timezone.now(), get_language() or "en"
    may_keep = request.user.is_authenticated and may(request.user, Permission.CALL_KEEP, found)
    calls = call_queries.calls_of(found) if may_keep else call_queries.calls_shown(found)
    rows = [(call, call_queries.clock(call, "OPEN", now)) for call in calls]
    today = timezone.localdate()
    context = {
        "network": found,
        "country": country_name(found.country, language),
        "languages": [language_name(code, language) for code in found.languages],
        "parts": Network.objects.filter(parent=found).order_by("kind", "slug"),
        "offices": queries.offices_on(found, today),
        "past_offices": queries.offices_before(found, today),
        "drafts": [row for row in rows if row[0].state == CallState.DRAFT],
        "current": [row for row in rows if row[0].state != CallState.DRAFT and not row[0].is_record],
        "records": [call for call, _clock in rows if call.is_record],
        "panels": panels.filled("network.main", request, found),
        "tools": panels.filled("network.tools", request, found),
        "may_keep": may_keep,
    }
    return render(request, "charter/network.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def network_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The secretariat writes the network's page, one language at a time."""
    found = network_or_404(slug)
    require(request.user, Permission.NETWORK_KEEP, found)
    language = tag(request.GET.get("language") or get_language() or "en")
    texts = {"name": "names", "short_name": "short_names", "about": "abouts", "charter": "charters"}
    initial = {field: getattr(found, column).get(language, "") for field, column in texts.items()}
    initial |= {"language": language.lower(), "url": found.url, "takes_associates": found.takes_associates}
    form = NetworkForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.describe_network(network=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.info(request, _("Kept."))
        return redirect(found)
    context = {"network": found, "form": form, "title": _("Write about the network")}
    return render(request, "charter/form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def office_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Say who fills an office."""
    found = network_or_404(slug)
    require(request.user, Permission.NETWORK_KEEP, found)
    form = OfficeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        title = values.pop("title")
        titles = {tag(get_language() or "en"): title} if title else {}
        actions.fill_office(network=found, titles=titles, by=request.user, at=timezone.now(), **values)
        messages.info(request, _("Kept."))
        return redirect(found)
    context = {"network": found, "form": form, "title": _("An office and who fills it")}
    return render(request, "charter/form.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def office_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a term of office today."""
    office = get_object_or_404(Office.objects.select_related("network"), pk=pk, network__slug=slug)
    actions.end_office(office=office, on=timezone.localdate(), by=request.user, at=timezone.now())
    messages.info(request, _("Kept."))
    return redirect(office.network)
