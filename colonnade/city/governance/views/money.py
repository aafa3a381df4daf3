"""The money of learning: what everybody can read, and how the team keeps it."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from babel.numbers import format_compact_currency
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.governance.actions import money as actions
from colonnade.city.governance.forms.resources_money import (
    BudgetLineForm,
    currency_of_country,
    facts_of_line,
)
from colonnade.city.governance.models import BudgetLine
from colonnade.city.governance.queries import money as queries
from colonnade.city.governance.queries.budget_rows import harmless
from colonnade.city.governance.queries.budget_words import FIELDS
from colonnade.city.governance.queries.commitments import percent
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.resources import NOT_STATED, Figure
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing import spoken
from colonnade.plumbing.doors import public, signed_in
from colonnade.plumbing.languages import locale
from colonnade.plumbing.permissions import may, require
from colonnade.temple.queries import default_framework

PAGE = 50
MOST_ADDRESS = 30
MILLION = 1_000_000


@public
@require_safe
def money(request: HttpRequest, slug: str) -> HttpResponse:
    """Sums by area, source, form and year, how the money divides, and the lines behind it all."""
    city = city_or_404(slug)
    found = queries.entries(city)
    years = queries.years_in(found)
    year = queries.year_to_show(years, _number(request.GET.get("year")), timezone.localdate().year)
    chosen = {name: request.GET.get(name, "").replace("\0", "")[:MOST_ADDRESS] for name in queries.DIMENSIONS}
    of_year = [entry for entry in found if entry.year == year]
    lines = Paginator(queries.chosen_lines(city, year, chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        "city": city,
        "years": [{"label": str(each), "url": f"?year={each}", "is_shown": each == year} for each in years],
        "year": year,
        "tables": [table_shown(queries.table(of_year, name), year) for name in queries.DIMENSIONS],
        "by_year": table_shown(queries.table(found, "year"), None),
        "shares": [shares_shown(each) for each in queries.shares(of_year, "area")],
        "page_obj": lines,
        "lines": [line_shown(line) for line in lines],
        "is_narrowed": any(chosen.values()),
        "may_keep": may(request.user, Permission.BUDGET_KEEP, city),
    }
    return render(request, "governance/money.html", context)


@public
@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """All lines as a table that can be brought back unchanged."""
    city = city_or_404(slug)
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{city.slug}-money.csv"'
    sheet = csv.writer(answer)
    sheet.writerow([str(label) for label in FIELDS.values()])
    for line in queries.chosen_lines(city, _number(request.GET.get("year")), {}):
        cells = {
            **{name: getattr(line, name) for name in FIELDS},
            "source": line.get_source_display() if line.source else "",
            "form": line.get_form_display() if line.form else "",
        }
        sheet.writerow(["" if cells[name] is None else harmless(str(cells[name])) for name in FIELDS])
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str, uuid: UUID | None = None) -> HttpResponse:
    """Write a new line, or change one."""
    city = kept_city(request, slug)
    line = get_object_or_404(queries.budget_lines(city), uuid=uuid) if uuid else None
    initial = (
        facts_of_line(line)
        if line
        else {"year": timezone.localdate().year, "currency": currency_of_country(city)}
    )
    form = BudgetLineForm(request.POST or None, initial=initial, territory=city)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            if line:
                actions.change_budget_line(line=line, by=request.user, at=now, **form.cleaned_data)
            else:
                line = actions.add_budget_line(territory=city, by=request.user, at=now, **form.cleaned_data)
        except actions.ReferenceTaken:
            form.add_error("reference", _("Another line of this year has this code."))
        else:
            messages.info(request, _("Kept."))
            return redirect(_address(city, year=line.year))
    context = {"city": city, "form": form, "line": line}
    status = 422 if form.errors else 200
    return render(request, "governance/budget_form.html", context, status=status)


@signed_in
@require_POST
def remove(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a line out; it can be brought back."""
    city = kept_city(request, slug)
    line = get_object_or_404(queries.budget_lines(city), uuid=uuid)
    actions.remove_budget_line(line=line, by=request.user, at=timezone.now())
    messages.info(request, _("Taken out. You can bring it back."))
    return redirect("governance:budget-removed", slug=slug)


@signed_in
@require_safe
def removed(request: HttpRequest, slug: str) -> HttpResponse:
    """Lines that were taken out."""
    city = kept_city(request, slug)
    page = Paginator(queries.removed_lines(city), PAGE).get_page(request.GET.get("page"))
    lines = [line_shown(line) for line in page]
    return render(request, "governance/budget_removed.html", {"city": city, "page_obj": page, "lines": lines})


@signed_in
@require_POST
def restore(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Bring a line back."""
    city = kept_city(request, slug)
    line = get_object_or_404(queries.removed_lines(city), uuid=uuid)
    try:
        actions.restore_budget_line(line=line, by=request.user, at=timezone.now())
    except actions.ReferenceTaken:
        messages.warning(
            request, _("Another line of that year now has the same code. Change one of the two codes first.")
        )
        return redirect("governance:budget-removed", slug=slug)
    messages.info(request, _("It counts again."))
    return redirect(_address(city, year=line.year))


def city_or_404(slug: str) -> Territory:
    """The city at this address."""
    city = city_named(slug)
    if city is None:
        raise Http404
    return city


def kept_city(request: HttpRequest, slug: str) -> Territory:
    """The city, for somebody who keeps its budget; 404 and 403 otherwise."""
    city = city_or_404(slug)
    require(request.user, Permission.BUDGET_KEEP, city)
    return city


def table_shown(found: queries.Table, year: int | None) -> dict[str, Any]:
    """A table in words; each row leads to its lines."""
    captions = {
        "area": (_("By area of the temple"), _("Area")),
        "source": (_("By source"), _("Source")),
        "form": (_("By form of learning"), _("Form of learning")),
        "year": (_("By year"), _("Year")),
    }
    caption, heading = captions[found.dimension]
    return {
        "caption": spoken.listed((caption, str(year))) if year else caption,
        "heading": heading,
        "rows": [
            {
                "label": row.label,
                "url": _narrowed(found.dimension, row.code, year),
                "purses": purses_shown(row.purses),
            }
            for row in found.rows
        ],
        "totals": purses_shown(found.totals),
    }


def purses_shown(found: Iterable[queries.Purse]) -> list[dict[str, Any]]:
    """Sums in words, one line per currency; what is not stated says so."""
    return [
        {
            "currency": purse.currency,
            "lines": len(purse.lines),
            "figures": [
                {
                    "text": amount_shown(each.amount, purse.currency),
                    "note": ngettext(
                        "%(number)s line states none", "%(number)s lines state none", each.unstated
                    )
                    % {"number": each.unstated}
                    if each.unstated and each.amount is not None
                    else "",
                }
                for each in purse.sums
            ],
        }
        for purse in found
    ]


def shares_shown(found: queries.Shares) -> dict[str, Any]:
    """Bars with their words."""
    of_what = {
        Figure.PLANNED.value: _("Share of what is planned in %(currency)s"),
        Figure.COMMITTED.value: _("Share of what is committed in %(currency)s"),
        Figure.SPENT.value: _("Share of what was spent in %(currency)s"),
    }
    blocks = {each.code for each in default_framework().blocks}
    return {
        "title": of_what[found.figure] % {"currency": found.currency},
        "total": amount_shown(found.total, found.currency),
        "unstated": found.unstated,
        "parts": [
            {
                "label": part.label,
                "block": part.code if part.code in blocks else "",
                "width": str(part.percent),
                "percent": percent(part.percent / 100),
                "amount": amount_shown(part.amount, found.currency),
            }
            for part in found.parts
        ],
    }


def line_shown(line: BudgetLine) -> dict[str, Any]:
    """One line in words."""
    return {
        "line": line,
        "area": queries.area_label(line.area) if line.area else "",
        "figures": [amount_shown(getattr(line, figure), line.currency) for figure in Figure.values],
    }


def amount_shown(amount: Any, currency: str) -> str:
    """An amount with its currency; an empty text where nobody stated it."""
    return "" if amount is None else spoken.money(str(amount), currency, get_language() or "en")


def amount_in_short(amount: Decimal, currency: str) -> str:
    """A headline: whole units, from a million on in short; the exact amount is one click away."""
    language = get_language() or "en"
    if abs(amount) < MILLION:
        return spoken.money(str(amount.quantize(Decimal(1))), currency, language)
    return str(format_compact_currency(amount, currency, locale=locale(language), fraction_digits=1))


def _narrowed(dimension: str, code: str, year: int | None) -> str:
    if dimension == "year":
        return f"?year={code}"
    return "?" + urlencode({"year": year or "", dimension: code or NOT_STATED}) + "#lines"


def _address(city: Territory, **query: Any) -> str:
    return reverse("governance:money", args=[city.slug]) + "?" + urlencode(query)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) == 4 else None
