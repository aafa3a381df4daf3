"""From what the team typed or brought about money to clean values."""

from decimal import Decimal
from typing import Any

from babel.numbers import get_territory_currencies
from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from colonnade.city.governance.models import Action, BudgetLine
from colonnade.city.governance.queries.budget_words import FIELDS
from colonnade.city.governance.queries.money import actions_to_fund, area_label
from colonnade.city.governance.vocabulary.amounts import (
    COMMA,
    CURRENCIES,
    POINT,
    NotAnAmount,
    amount,
    reading_of,
)
from colonnade.city.governance.vocabulary.resources import BudgetSource, Figure, LearningForm
from colonnade.city.profile.models import Territory
from colonnade.temple.queries import default_framework

EARLIEST, LATEST = 1950, 2150
AMOUNT_PROBLEMS = {
    "words": _("Write the amount in digits: 12000000 instead of “12 Mio”."),
    "unreadable": _("This is not an amount. Write digits, with a point or a comma before the cents."),
    "other_way": _("This is not an amount. Write digits, with a point or a comma before the cents."),
    "too_fine": _("Write at most two digits after the decimal mark."),
    "too_large": _("The amount is too large to be kept to the cent."),
    "guess": _("This can be read in two ways. Leave out the mark between the thousands: 1234."),
    "negative": _("The amount cannot be below zero."),
}


class AmountField(forms.CharField):
    """An amount in any way of writing it that can be read in one way only; empty means not stated."""

    def __init__(self, *, above_zero: bool = False, **given: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **given)
        self.above_zero = above_zero

    def clean(self, value: Any) -> Decimal | None:
        """The amount to the cent."""
        text = super().clean(value)
        reading = reading_of([text])
        try:
            found = amount(text, reading)
        except NotAnAmount as problem:
            raise forms.ValidationError(AMOUNT_PROBLEMS[problem.code], code=problem.code) from problem
        if reading.is_guess:
            raise forms.ValidationError(AMOUNT_PROBLEMS["guess"], code="guess")
        if found is not None and found < 0:
            raise forms.ValidationError(AMOUNT_PROBLEMS["negative"], code="negative")
        if found is not None and self.above_zero and not found:
            raise forms.ValidationError(_("Write more than zero, or leave it empty."), code="zero")
        return found


class CurrencyField(forms.CharField):
    """The code of a currency, in small letters or large."""

    def __init__(self, **given: Any) -> None:
        super().__init__(
            label=_("Currency"), max_length=3, help_text=_("Its code of three letters, such as EUR."), **given
        )

    def clean(self, value: Any) -> str:
        """An ISO 4217 code."""
        code = str(super().clean(value)).upper()
        if code and code not in CURRENCIES:
            raise forms.ValidationError(_("There is no currency with this code."), code="unknown")
        return code


def currency_of_country(territory: Territory) -> str:
    """The currency that a city most likely counts in; empty where its country is not known."""
    found = get_territory_currencies(territory.country) if territory.country else []
    return str(found[0]) if found else ""


def area_choices() -> list[tuple[str, str]]:
    """Areas of the temple by their names, and none."""
    return [("", area_label("")), *((each.code, area_label(each.code)) for each in default_framework().areas)]


class BudgetLineForm(forms.Form):
    """Money for learning in one year from one source. Amounts that nobody stated stay empty."""

    title = forms.CharField(label=_("What the money is for"), max_length=300)
    year = forms.IntegerField(label=_("Year"), min_value=EARLIEST, max_value=LATEST)
    source = forms.ChoiceField(
        label=_("Where the money comes from"),
        choices=[("", _("not stated")), *BudgetSource.choices],
        required=False,
    )
    source_name = forms.CharField(label=_("Name of the fund or giver"), max_length=200, required=False)
    area = forms.ChoiceField(label=_("Area of the temple"), choices=lazy(area_choices, list), required=False)
    form = forms.ChoiceField(
        label=_("Form of learning"), choices=[("", _("not stated")), *LearningForm.choices], required=False
    )
    currency = CurrencyField()
    planned = AmountField(label=Figure.PLANNED.label, required=False)
    committed = AmountField(label=Figure.COMMITTED.label, required=False)
    spent = AmountField(
        label=Figure.SPENT.label, required=False,
        help_text=_("Leave an amount empty if nobody has stated it. Zero means that it is zero."),
    )  # fmt: skip
    action = forms.ModelChoiceField(
        label=_("Action of the plan"), queryset=Action.objects.none(), required=False
    )
    reference = forms.CharField(
        label=_("Code in the city’s ledger"), max_length=80, required=False,
        help_text=_("A later spreadsheet with this code brings the line up to date."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note for readers"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, territory: Territory, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["action"].queryset = actions_to_fund(territory)  # type: ignore[attr-defined]


def facts_of_line(line: BudgetLine) -> dict[str, Any]:
    """What a form about a line begins with."""
    return {name: getattr(line, name) for name in BudgetLineForm.base_fields}


class BudgetFileForm(forms.Form):
    """A spreadsheet of the budget."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV, Excel (.xlsx, .xls) or OpenDocument (.ods); the first row names the columns."),
    )


class MannerForm(forms.Form):
    """How a spreadsheet is to be read: which column is which, and what it does not say itself."""

    def __init__(self, *args: Any, headers: list[str], **given: Any) -> None:
        super().__init__(*args, **given)
        choices = [("", _("— none —")), *((header, header) for header in headers)]
        for name, label in FIELDS.items():
            self.fields[f"column_{name}"] = forms.ChoiceField(
                label=label, choices=choices, required=name == "title"
            )
        self.fields["year"] = forms.IntegerField(
            label=_("Year of the rows that name none"),
            min_value=EARLIEST,
            max_value=LATEST,
            required=False,
        )
        self.fields["currency"] = CurrencyField(required=False)
        self.fields["currency"].label = _("Currency of the rows that name none")
        self.fields["decimals"] = forms.ChoiceField(
            label=_("Mark before the cents"),
            choices=[
                ("", _("find out from the column")),
                (POINT, _("a point: 1,234.50")),
                (COMMA, _("a comma: 1.234,50")),
            ],
            required=False,
        )
        self.fields["fill_down"] = forms.BooleanField(
            label=_(
                "Empty cells of year, source, area, form and currency repeat the cell above (merged cells)"
            ),
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """One column is one thing, and one of them an amount."""
        cleaned = super().clean() or {}
        chosen = [column for name in FIELDS if (column := cleaned.get(f"column_{name}"))]
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("One column is chosen twice."), code="twice")
        if not any(cleaned.get(f"column_{figure}") for figure in Figure.values):
            raise forms.ValidationError(
                _("Choose a column with amounts: planned, committed or spent."), code="no_amount"
            )
        return cleaned

    def manner(self) -> dict[str, Any]:
        """The same as it is kept with the spreadsheet."""
        given = self.cleaned_data
        columns = {name: given[f"column_{name}"] for name in FIELDS if given.get(f"column_{name}")}
        rest = {name: given[name] for name in ("year", "currency", "decimals", "fill_down") if given[name]}
        return {"columns": columns, **rest}
