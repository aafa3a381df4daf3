"""The living temple of one city: as it stood each year, part by part, with the sums behind it."""

from datetime import date
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from colonnade.city.monitoring.queries import standing as standings
from colonnade.city.monitoring.queries.standing import pages
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.doors import public
from colonnade.temple.queries import default_framework, names


@public
@require_safe
def temple(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole temple at the end of a year, what changed since the year before, and the next thing to do."""
    city = _city(slug)
    today = timezone.localdate()
    years = standings.years_known(city, today)
    year = _year(request, years, today)
    framework = default_framework()
    facts = standings.facts_of([city], framework)[city.pk]
    now = standings.reckon(facts, framework, year, today)
    context = {
        "city": city,
        "year": year,
        "years": pages.years(years, year),
        "is_today": year == today.year,
        "measures": standings.measures(now, pages.counts(city) if year == today.year else None),
        "links": {area.code: _area_url(city, area.code, year, today) for area in framework.areas},
        "standing": now,
        "changes": pages.told_changes(standings.reckon(facts, framework, year - 1, today), now),
        "next": pages.next_thing(city, now),
        "embed_url": request.build_absolute_uri(reverse("monitoring:temple-embed", args=[slug])),
    }
    return render(request, "monitoring/temple.html", context)


@public
@require_safe
def temple_area(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One part of the temple: what it means, what it rests on, the sum to check, the offers behind it."""
    city = _city(slug)
    today = timezone.localdate()
    framework = default_framework()
    if all(area.code != code for area in framework.areas):
        raise Http404
    years = standings.years_known(city, today)
    year = _year(request, years, today)
    facts = standings.facts_of([city], framework)[city.pk]
    standing = standings.reckon(facts, framework, year, today)
    place = [area.code for area in framework.areas].index(code)
    context = {
        "city": city,
        "year": year,
        "years": pages.years(years, year),
        "is_today": year == today.year,
        "told": pages.told_area(city, standing.area(code), facts, today),
        "trend": pages.trend(facts, framework, code, years, today),
        "words": names(framework).areas[code],
        "before": _neighbour(city, place - 1),
        "after": _neighbour(city, place + 1),
    }
    return render(request, "monitoring/temple_area.html", context)


@public
@require_safe
def temple_rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The rules in plain words, worked through on one part of this city's own temple."""
    city = _city(slug)
    today = timezone.localdate()
    framework = default_framework()
    facts = standings.facts_of([city], framework)[city.pk]
    now = standings.reckon(facts, framework, today.year, today)
    known = [area for area in now.areas if area.level is not None]
    example = max(known, key=lambda area: area.known, default=None)
    context = {
        "city": city,
        "example": pages.told_area(city, example, facts, today) if example else None,
        "data_url": reverse("monitoring:temple-data", args=[slug]),
    }
    return render(request, "monitoring/temple_rules.html", context)


@public
@require_safe
def temple_data(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything the temple is reckoned from, and what it gives for each year: open, and enough to check it."""
    city = _city(slug)
    today = timezone.localdate()
    framework = default_framework()
    facts = standings.facts_of([city], framework)[city.pk]
    answer = JsonResponse(
        {
            **standings.facts_as_data(facts),
            "as_of": today.isoformat(),
            "is_demo": city.is_demo,
            "results": [
                pages.result(standings.reckon(facts, framework, year, today))
                for year in standings.years_known(city, today)
            ],
        },
        json_dumps_params={"ensure_ascii": False},
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@public
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
@require_safe
def temple_embedded(request: HttpRequest, slug: str) -> HttpResponse:
    """The temple alone, for the city's own site: the same picture, the same list, the same accessibility."""
    city = _city(slug)
    today = timezone.localdate()
    framework = default_framework()
    facts = standings.facts_of([city], framework)[city.pk]
    context = {
        "city": city,
        "measures": standings.measures(
            standings.reckon(facts, framework, today.year, today), pages.counts(city)
        ),
        "links": {area.code: _area_url(city, area.code, today.year, today) for area in framework.areas},
    }
    return render(request, "monitoring/temple_embed.html", context)


def _city(slug: str) -> Territory:
    city = city_named(slug)
    if city is None:
        raise Http404
    return city


def _year(request: HttpRequest, years: list[int], today: date) -> int:
    """The year that was asked for, where there is something to see for it; else this year."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in years else today.year


def _area_url(city: Territory, code: str, year: int, today: date) -> str:
    address = reverse("monitoring:temple-area", args=[city.slug, code])
    return address if year == today.year else f"{address}?{urlencode({'year': year})}"


def _neighbour(city: Territory, place: int) -> dict[str, object] | None:
    areas = default_framework().areas
    if not 0 <= place < len(areas):
        return None
    code = areas[place].code
    return {
        "url": reverse("monitoring:temple-area", args=[city.slug, code]),
        "name": names(default_framework()).areas[code].short,
    }
