"""Finding a city, and looking at one."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from colonnade.city.profile.queries.cities import city_shown
from colonnade.city.profile.queries.directory import directory as directory_of
from colonnade.city.profile.queries.directory import own_name
from colonnade.city.profile.rules import Permission
from colonnade.city.profile.vocabulary import REGIONS
from colonnade.plumbing import panels, spoken
from colonnade.plumbing.doors import public
from colonnade.plumbing.languages import choose, country_name, direction, language_name
from colonnade.plumbing.permissions import may

PAGE = 60


@public
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """All cities: search, filters, a list, and the same on a map."""
    text, region, country = (request.GET.get(name, "").strip()[:100] for name in ("q", "region", "country"))
    found = directory_of(text, region, country, get_language() or "en")
    page = Paginator(found.rows, PAGE).get_page(request.GET.get("page"))
    regions = [
        {
            "label": REGIONS.get(name, name),
            "url": _address(q=text, region="" if name == region else name),
            "count": count,
            "chosen": name == region,
            "lang": "",
        }
        for name, count in found.regions
    ]
    context = {
        "text": text,
        "region": region,
        "country": country,
        "found": found,
        "page_obj": page,
        "regions": regions,
    }
    return render(request, "profile/directory.html", context)


@public
@require_safe
def city(request: HttpRequest, slug: str) -> HttpResponse:
    """One city, with the panels that the modules above put into its slots."""
    territory = city_shown(slug)
    if territory is None:
        raise Http404
    language = get_language() or "en"
    native = own_name(territory.names, territory.default_language)
    context = {
        "city": territory,
        "native": native if native.text != territory.name.text else None,
        "native_direction": direction(native.language),
        "about": choose(territory.about, language, territory.default_language),
        "country": country_name(territory.country, language),
        "region": REGIONS.get(territory.region, territory.region),
        "languages": spoken.listed(language_name(code, language) for code in territory.languages),
        "team": [member for member in territory.team.all() if member.agreed_at],
        "population": spoken.number(territory.population, language) if territory.population else "",
        "head": panels.filled("city.head", request, territory),
        "tools": panels.filled("city.tools", request, territory),
        "lead": panels.filled("city.lead", request, territory),
        "main": panels.filled("city.main", request, territory),
        "may_edit": request.user.is_authenticated and may(request.user, Permission.TERRITORY_EDIT, territory),
    }
    return render(request, "profile/city.html", context)


def _address(**parameters: str) -> str:
    return "?" + urlencode({name: value for name, value in parameters.items() if value})
