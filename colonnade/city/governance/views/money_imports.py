"""Bringing the budget as a spreadsheet: what it would change, shown before anything is written."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from colonnade.city.governance.actions import importing as actions
from colonnade.city.governance.forms.resources_money import BudgetFileForm, MannerForm, currency_of_country
from colonnade.city.governance.models import BudgetImport
from colonnade.city.governance.queries.budget_checks import Check
from colonnade.city.governance.queries.budget_import import ImportPlan, import_plan, outcomes_of
from colonnade.city.governance.queries.money import budget_imports
from colonnade.city.governance.views.money import amount_shown, kept_city
from colonnade.city.governance.vocabulary.amounts import COMMA, Reading
from colonnade.city.governance.vocabulary.budget_reasons import QUIET, sentence
from colonnade.city.governance.vocabulary.resources import Figure, ImportState, Outcome
from colonnade.plumbing import spoken
from colonnade.plumbing.doors import signed_in

PAGE = 100


@signed_in
@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a spreadsheet; those that were brought before."""
    city = kept_city(request, slug)
    form = BudgetFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = actions.bring_budget(
                territory=city, upload=form.cleaned_data["file"], by=request.user, at=timezone.now()
            )
        except actions.NotATable as problem:
            form.add_error("file", sentence(problem.code, problem.details))
        else:
            return redirect("governance:budget-import", slug=slug, uuid=sheet.uuid)
    page = Paginator(budget_imports(city), PAGE).get_page(request.GET.get("page"))
    context = {"city": city, "form": form, "page_obj": page}
    return render(request, "governance/budget_bring.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def show(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """What a spreadsheet would bring; once it was kept, what became of every row."""
    city = kept_city(request, slug)
    sheet = get_object_or_404(BudgetImport.objects.select_related("territory"), uuid=uuid, territory=city)
    if sheet.state == ImportState.KEPT:
        return render(request, "governance/budget_import.html", _context(request, sheet, None))
    plan = import_plan(sheet)
    return render(request, "governance/budget_import.html", _context(request, sheet, plan))


@signed_in
@require_http_methods(["GET", "POST"])
def read_as(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Say which column is which, and what the file does not say itself."""
    city = kept_city(request, slug)
    sheet = get_object_or_404(BudgetImport.objects.select_related("territory"), uuid=uuid, territory=city)
    plan = import_plan(sheet)
    initial = {
        "year": sheet.manner.get("year") or ("" if "year" in plan.fields else timezone.localdate().year),
        "currency": sheet.manner.get("currency") or currency_of_country(city),
        "decimals": sheet.manner.get("decimals", ""),
        "fill_down": sheet.manner.get("fill_down", False),
        **{f"column_{name}": column for name, column in plan.fields.items()},
    }
    form = MannerForm(request.POST or None, headers=sheet.columns, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_how_to_read(sheet=sheet, manner=form.manner(), by=request.user, at=timezone.now())
        except actions.AlreadyKept:
            messages.warning(request, _("This spreadsheet has been kept already."))
        return redirect("governance:budget-import", slug=slug, uuid=uuid)
    context = {
        "city": city,
        "sheet": sheet,
        "form": form,
        "columns": sheet.columns,
        "first_rows": [cells for _line, cells in sheet.rows[:3]],
    }
    return render(request, "governance/budget_columns.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def keep(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Write what was shown into the budget."""
    city = kept_city(request, slug)
    sheet = get_object_or_404(BudgetImport.objects.select_related("territory"), uuid=uuid, territory=city)
    try:
        actions.keep_budget(sheet=sheet, by=request.user, at=timezone.now())
    except actions.AlreadyKept:
        messages.warning(request, _("This spreadsheet has been kept already."))
    except actions.NotReady:
        messages.warning(request, _("Say first which column is which."))
        return redirect("governance:budget-columns", slug=slug, uuid=uuid)
    return redirect("governance:budget-import", slug=slug, uuid=uuid)


def _context(request: HttpRequest, sheet: BudgetImport, plan: ImportPlan | None) -> dict[str, Any]:
    outcomes = sheet.outcomes if plan is None else outcomes_of(plan)
    wanted = request.GET.get("outcome", "")
    wanted = wanted if wanted in Outcome.values else ""
    rows = [row for row in outcomes if not wanted or row[2] == wanted]
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    checks = _kept_checks(sheet) if plan is None else plan.checks
    return {
        "city": sheet.territory,
        "sheet": sheet,
        "is_kept": plan is None,
        "is_ready": plan is not None and plan.is_ready,
        "missing": [] if plan is None else plan.missing,
        "counts": _counts(outcomes, wanted),
        "changes": sum(1 for row in outcomes if row[2] in {Outcome.CREATED, Outcome.UPDATED}),
        "readings": [] if plan is None else _readings(plan),
        "checks": [_check(each) for each in checks],
        "notes": [
            {"where": where, "text": sentence(code, details)}
            for where, code, details, is_refused in sheet.notes
            if not is_refused and code not in QUIET
        ],
        "rows": [_row(row) for row in page],
        "page_obj": page,
        "wanted": wanted,
    }


def _counts(outcomes: list[list[Any]], wanted: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "number": number,
            "url": "?" if code == wanted else f"?outcome={code}",
            "is_chosen": code == wanted,
        }
        for code, label in Outcome.choices
        if (number := sum(1 for row in outcomes if row[2] == code)) or code != Outcome.TOTAL
    ]


def _row(row: list[Any]) -> dict[str, Any]:
    number, line, outcome, code, details, title = row
    return {
        "number": number,
        "line": line,
        "where": details.get("where", ""),
        "outcome": Outcome(outcome).label,
        "is_refused": outcome == Outcome.REJECTED,
        "reason": sentence(code, details) if code else "",
        "title": title,
    }


def _readings(plan: ImportPlan) -> list[dict[str, Any]]:
    """How the amounts of each column are read, said before anything is written."""
    return [
        {
            "column": plan.fields[figure],
            "figure": Figure(figure).label,
            "text": _reading(reading),
            "is_doubtful": reading.is_guess or reading.is_mixed,
        }
        for figure, reading in plan.readings.items()
    ]


def _reading(reading: Reading) -> str:
    mark = _("a comma") if reading.decimal == COMMA else _("a point")
    if not reading.example:
        return _("The mark before the cents is %(mark)s.") % {"mark": mark}
    said = {"mark": mark, "example": reading.example}
    if reading.is_guess:
        return _("“%(example)s” can be read in two ways; it was read as thousands.") % said
    if reading.is_mixed:
        return (
            _("Some amounts are written in another way than “%(example)s” is; their rows are refused.") % said
        )
    return _("The mark before the cents is %(mark)s, as in “%(example)s”.") % said


def _kept_checks(sheet: BudgetImport) -> list[Check]:
    return [
        Check(row, figure, currency, _decimal(stated), _decimal(found), code)
        for row, figure, currency, stated, found, code in sheet.checks
    ]


def _check(check: Check) -> dict[str, Any]:
    """One sum of the file in words."""
    language = get_language() or "en"
    row = spoken.number(check.row, language)
    if check.code:
        text = sentence(check.code, {})
    elif check.reconciles:
        text = _("The sum %(sum)s agrees with the rows to the cent.") % {
            "sum": amount_shown(check.stated, check.currency)
        }
    else:
        text = _("The file says %(stated)s; the rows that are kept add up to %(found)s. The difference is %(difference)s.") % {
            "stated": amount_shown(check.stated, check.currency),
            "found": amount_shown(check.found, check.currency),
            "difference": amount_shown(check.difference, check.currency),
        }  # fmt: skip
    return {"row": row, "figure": Figure(check.figure).label, "text": text, "agrees": check.reconciles}


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
