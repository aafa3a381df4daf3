"""What sources say of a city, and how a network grew."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from colonnade.city.profile.models import Territory
from colonnade.network.charter.queries.networks import network_called
from colonnade.network.membership.models import Fact
from colonnade.network.membership.queries import past as queries
from colonnade.plumbing.doors import public


@public
@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """What sources say of a city in its networks."""
    city = get_object_or_404(Territory, slug=slug)
    return render(request, "membership/history.html", {"city": city, "facts": queries.facts_of(city)})


@public
@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """A network through the years, for people or as open data."""
    network = network_called(slug)
    if network is None:
        raise Http404
    if request.GET.get("format") == "json":
        return _as_data(Fact.objects.filter(network=network).select_related("territory").order_by("pk"))
    context = {
        "network": network,
        "years": queries.timeline(network),
        "undated": queries.named_without_year(network),
        "conflicts": queries.conflicts(network),
    }
    return render(request, "membership/timeline.html", context)


def _as_data(rows: object) -> JsonResponse:
    """Every fact with its source; free to use with the sources named."""
    facts = [
        {
            "kind": row.kind,
            "city": row.territory.slug if row.territory else None,
            "as_named": row.titles,
            "year": row.year,
            "month": row.month,
            "day": row.day,
            "details": row.details,
            "source": row.source,
            "evidence": row.evidence,
        }
        for row in rows  # type: ignore[attr-defined]
    ]
    licence = "https://creativecommons.org/licenses/by/4.0/"
    return JsonResponse(
        {"licence": licence, "cite_as": "Colonnade, facts of the network, with their sources", "facts": facts}
    )
