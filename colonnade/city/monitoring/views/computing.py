"""What this site counts itself: every value, and every value explained down to the last record."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from colonnade.city.monitoring.actions import computing as actions
from colonnade.city.monitoring.forms.computing import CountForm
from colonnade.city.monitoring.queries import computing as queries
from colonnade.city.monitoring.queries.definitions import definition
from colonnade.city.monitoring.queries.definitions.words import notes
from colonnade.city.monitoring.queries.records import listed
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.permissions import may, require

RECORDS_ON_A_PAGE = 50


@public
@require_safe
def computed(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything this site counts of the city, for one year."""
    city = _city(slug)
    known = queries.computed_years(city)
    year = _year(request, known) or (known[0] if known else timezone.localdate().year)
    may_count = request.user.is_authenticated and may(request.user, Permission.INDICATOR_COMPUTE, city)
    context = {
        "city": city,
        "year": year,
        "years": known,
        "rows": queries.computed(city, year),
        "form": CountForm(years=_countable()) if may_count else None,
    }
    return render(request, "monitoring/computed.html", context)


@public
@require_safe
def computed_indicator(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One value explained: what is counted, by which version, how it adds up, and every record behind it."""
    city = _city(slug)
    found = definition(code)
    asked = request.GET.get("year", "")
    observation = queries.computed_value(
        city, code, int(asked) if asked.isdecimal() and len(asked) == 4 else None
    )
    if found is None or observation is None:
        raise Http404
    team = request.user.is_authenticated and may(request.user, Permission.WORKSPACE_SEE, city)
    book = observation.computation
    page = Paginator(book.records, RECORDS_ON_A_PAGE).get_page(request.GET.get("page"))
    near = found.near
    context = {
        "city": city,
        "definition": found,
        "indicator": observation.indicator,
        "told": queries.told(observation),
        "version": book.version,
        "notes": notes(book.caveats)[1 if observation.value is None else 0 :],
        "formula": found.formula.label,
        "span": found.span.label,
        "sum": queries.formula_in_words(found, observation),
        "near": near[1].label if near else "",
        "near_name": queries.framework_indicator(near[0]) if near else None,
        "records": listed(city, list(page), team=team),
        "kind": found.counts.label,
        "page_obj": page,
        "earlier": queries.earlier_versions(observation),
    }
    return render(request, "monitoring/computed_indicator.html", context)


@signed_in
@require_POST
def count_anew(request: HttpRequest, slug: str) -> HttpResponse:
    """Count the city's automatic indicators now."""
    city = _city(slug)
    require(request.user, Permission.INDICATOR_COMPUTE, city)
    form = CountForm(request.POST, years=_countable())
    if not form.is_valid():
        context = {"city": city, "year": timezone.localdate().year, "years": [], "rows": [], "form": form}
        return render(request, "monitoring/computed.html", context, status=422)
    at = timezone.now()
    today, year = queries.moment_of(city, None, at).date(), form.cleaned_data["year"]
    day = today if year == today.year else today.replace(year=year, month=12, day=31)
    done = actions.compute_indicators(territory=city, as_of=day, by=request.user, at=at)
    messages.info(request, _said(done))
    address = redirect("monitoring:computed", slug=slug)
    address["Location"] += f"?year={year}"
    return address


def _said(done: actions.Computed) -> str:
    fresh = done.new + done.changed
    if not fresh:
        return _("Counted. Nothing has changed.")
    return ngettext(
        "Counted. %(number)s value is new or different.",
        "Counted. %(number)s values are new or different.",
        fresh,
    ) % {"number": fresh}


def _city(slug: str) -> Territory:
    city = city_named(slug)
    if city is None:
        raise Http404
    return city


def _year(request: HttpRequest, known: list[int]) -> int | None:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in known else None


def _countable() -> list[int]:
    this = timezone.localdate().year
    return list(range(this, this - queries.YEARS_BACK - 1, -1))
