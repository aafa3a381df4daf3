"""A city beside cities like itself, for its team: a range and a dot, never an order."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from colonnade.city.monitoring.actions import peers as actions
from colonnade.city.monitoring.queries import peer_pages
from colonnade.city.monitoring.queries import peers as queries
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.peers import SMALLEST_GROUP, YEARS_FRESH, Band
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.city.profile.vocabulary import REGIONS
from colonnade.plumbing.doors import signed_in
from colonnade.plumbing.permissions import may, require

ROWS_ON_A_PAGE = 20


@signed_in
@require_safe
def peers(request: HttpRequest, slug: str) -> HttpResponse:
    """Every measure of the city beside its group."""
    city = _city(slug)
    require(request.user, Permission.WORKSPACE_SEE, city)
    group = queries.peer_group(city)
    found = queries.beside_peers(city, group, timezone.localdate())
    beside = [each for each in found if each.spread is not None]
    page = Paginator(beside, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    rows = peer_pages.rows(list(page))
    consent = queries.consent_of(city)
    context = {
        "city": city,
        "group": group,
        "size": len(group.cities),
        "band": group.band.label if group.band is not None else "",
        "region": REGIONS.get(group.region, group.region),
        "bands": [band.label for band in Band],
        "smallest": SMALLEST_GROUP,
        "years": YEARS_FRESH,
        "rows": rows,
        "names_somebody": any(row.named for row in rows),
        "alone": peer_pages.rows([each for each in found if each.spread is None]),
        "page_obj": page,
        "is_named": consent is not None and consent.stands,
        "may_agree": may(request.user, Permission.PEERS_AGREE, city),
    }
    return render(request, "monitoring/peers.html", context)


@signed_in
@require_POST
def consent(request: HttpRequest, slug: str) -> HttpResponse:
    """Let other cities see this one by name, or take that back."""
    city = _city(slug)
    change = actions.agree_to_be_named if request.POST.get("agree") == "yes" else actions.withdraw_name
    change(territory=city, by=request.user, at=timezone.now())
    return redirect("monitoring:peers", slug=slug)


def _city(slug: str) -> Territory:
    city = city_named(slug)
    if city is None:
        raise Http404
    return city
