"""Figures for everybody: the list by area, the page of one indicator, the same as files."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from colonnade.city.monitoring.queries.exporting import exported, figures_document
from colonnade.city.monitoring.queries.formats import figure_formats
from colonnade.city.monitoring.queries.indicators import indicator_of
from colonnade.city.monitoring.queries.measure import measure_page
from colonnade.city.monitoring.queries.observations import broken_down
from colonnade.city.monitoring.queries.overview import overview
from colonnade.city.monitoring.queries.showing import shown
from colonnade.city.monitoring.queries.units import unit_name
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.doors import public
from colonnade.plumbing.permissions import may
from colonnade.temple import queries as temple

OPEN_FORMAT = "open_sdg"
_AT_ONCE = 100


@public
@require_safe
def indicators(request: HttpRequest, slug: str) -> HttpResponse:
    """Every indicator of a framework with its newest value, gaps as gaps, and what else the city measures."""
    city = city_at(slug)
    wanted = request.GET.get("framework", "")
    frameworks = temple.frameworks()
    framework = next((each for each in frameworks if each.key == wanted), frameworks[0])
    context = {
        "city": city,
        "framework": framework,
        "frameworks": [(each.key, temple.names(each).framework.name) for each in frameworks],
        "groups": overview(city, framework),
        "may_give": may(request.user, Permission.OBSERVATION_GIVE, city),
    }
    return render(request, "monitoring/indicators.html", context)


@public
@require_safe
def indicator(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One indicator: picture, figures, target, sources that disagree, corrections, what is missing."""
    city = city_at(slug)
    found = indicator_of(city, uuid)
    if found is None:
        raise Http404
    page = measure_page(city, found)
    parts = Paginator(broken_down(city, page.serving), _AT_ONCE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "city": city,
        "measure": page,
        "indicator": found,
        "unit": unit_name(found.unit, request.LANGUAGE_CODE),  # type: ignore[attr-defined]
        "parts": [shown(each, found) for each in parts],
        "parts_page": parts,
        "facts": _facts(found),
        "may_give": may(request.user, Permission.OBSERVATION_GIVE, city),
        "may_aim": may(request.user, Permission.TARGET_SET, city),
        "may_define": found.territory_id is not None and may(request.user, Permission.INDICATOR_DEFINE, city),
    }
    return render(request, "monitoring/indicator.html", context)


@public
@require_safe
def figures_csv(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """The present figures as a file in the Open SDG layout: of one indicator, or of all."""
    city = city_at(slug)
    found = indicator_of(city, uuid) if uuid else None
    if uuid and found is None:
        raise Http404
    written = figure_formats()[OPEN_FORMAT].write(exported(city, found))
    if written is None:
        raise Http404
    name = f"indicator_{found.code}" if found else f"{city.slug}-figures"
    response = HttpResponse(written.data, content_type=written.content_type)
    response["Content-Disposition"] = f'attachment; filename="{_plain(name)}.{written.suffix}"'
    return response


@public
@require_safe
def figures_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is needed to reckon with the city's figures elsewhere."""
    return JsonResponse(figures_document(city_at(slug)), json_dumps_params={"ensure_ascii": False})


def city_at(slug: str) -> Territory:
    """The city at this address, or a page that says there is none."""
    city = city_named(slug)
    if city is None:
        raise Http404
    return city


def _facts(found: Any) -> list[tuple[str, str]]:
    """What a source says of an indicator, as it says it; ours alone knows other things, which are not shown."""
    if found.territory_id is None:
        return []
    return [(label, said) for label, said in found.metadata.items() if isinstance(said, str)]


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)
