"""A section of a questionnaire as an ordinary form: it shows what is stored and reads what was typed; it never judges."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from colonnade.network.charter.queries.questionnaire import words_told
from colonnade.network.charter.vocabulary.questions import SILENT, Question, QuestionType, Section
from colonnade.plumbing.languages import country_name, locale

TABLE_ROWS = 3  # empty rows offered beyond those that are filled
_Q = QuestionType


class SectionForm(forms.Form):
    """The questions of one section that are asked; nothing is required while writing.

    A field says by ``required`` whether an answer is needed before handing in, for its label; reading what was typed
    never asks for it.
    """

    use_required_attribute = False

    def __init__(
        self, *args: Any, section: Section, values: dict[str, Any], shown: set[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = [q for q in section.questions if q.code in shown and q.type not in SILENT]
        for question in self.questions:
            value = values.get(question.code)
            for name, field in _fields(question, value).items():
                field.required = question.required and not name.endswith("--source")
                self.fields[name] = field

    def full_clean(self) -> None:
        """Read what was typed; a question left open is no mistake."""
        needed = {name: field.required for name, field in self.fields.items()}
        for field in self.fields.values():
            field.required = False
        super().full_clean()
        for name, is_needed in needed.items():
            self.fields[name].required = is_needed

    def values(self) -> dict[str, Any]:
        """Answers by code in the shape that is stored; an emptied one is empty."""
        return {question.code: _value(question, self.cleaned_data) for question in self.questions}


def _fields(question: Question, value: Any) -> dict[str, forms.Field]:
    label, code = str(question.label), question.code
    help_text = " ".join(part for part in (str(question.help), words_told(question, value)) if part)
    given: dict[str, Any] = {"label": f"{label} *" if question.required else label, "help_text": help_text}
    language = get_language() or "en"
    match question.type:
        case _Q.LONG_TEXT:
            area = forms.Textarea(attrs={"rows": 8, "dir": "auto"})
            return {code: forms.CharField(widget=area, max_length=40_000, initial=value, **given)}
        case _Q.NUMBER | _Q.SCALE:
            return {code: forms.FloatField(initial=value, **given)}
        case _Q.DATE:
            return {
                code: forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), initial=value, **given)
            }
        case _Q.YES_NO:
            held_truth = {True: "yes", False: "no"}.get(value, "")
            choices = [("", "–"), ("yes", _("yes")), ("no", _("no"))]
            return {code: forms.ChoiceField(choices=choices, initial=held_truth, **given)}
        case _Q.CONSENT:
            return {code: forms.BooleanField(initial=bool(value), **given)}
        case _Q.CHOICE:
            options = [("", "–"), *((each.code, str(each.label)) for each in question.options)]
            return {code: forms.ChoiceField(choices=options, initial=value, **given)}
        case _Q.CHOICES:
            several = [(each.code, str(each.label)) for each in question.options]
            boxes = forms.CheckboxSelectMultiple
            return {code: forms.MultipleChoiceField(choices=several, widget=boxes, initial=value, **given)}
        case _Q.COUNTRY:
            names = (str(each) for each in locale("en").territories)
            codes = [each for each in names if len(each) == 2 and each.isalpha()]
            countries = sorted((country_name(each, language), each) for each in codes)
            return {
                code: forms.ChoiceField(
                    choices=[("", "–"), *((c, n) for n, c in countries)], initial=value, **given
                )
            }
        case _Q.LANGUAGE:
            return {code: forms.ChoiceField(choices=[("", "–"), *settings.LANGUAGES], initial=value, **given)}
        case _Q.FIGURE | _Q.AMOUNT | _Q.MATRIX | _Q.TABLE:
            return _several(question, value, given)
    return {code: forms.CharField(max_length=1000, initial=value, **given)}


def _several(question: Question, value: Any, given: dict[str, Any]) -> dict[str, forms.Field]:
    """The fields of a question whose answer has several parts."""
    label, code = str(question.label), question.code
    match question.type:
        case _Q.FIGURE:
            held = value if isinstance(value, dict) else {}
            unit = f" ({question.unit})" if question.unit else ""
            return {
                code: forms.FloatField(
                    initial=held.get("value"), **{**given, "label": given["label"] + unit}
                ),
                f"{code}--year": forms.IntegerField(label=_("Year"), initial=held.get("year")),
                f"{code}--source": forms.CharField(
                    label=_("Source"), initial=held.get("source"), max_length=300
                ),
            }
        case _Q.AMOUNT:
            held = value if isinstance(value, dict) else {}
            return {
                code: forms.DecimalField(initial=held.get("value"), max_digits=15, decimal_places=2, **given),
                f"{code}--currency": forms.CharField(
                    label=_("Currency"), initial=held.get("currency"), max_length=3
                ),
            }
        case _Q.MATRIX:
            low, high = int(question.least or 1), int(question.most or 5)
            numbers = [("", "–"), *((str(n), str(n)) for n in range(low, high + 1))]
            held = value if isinstance(value, dict) else {}
            return {
                f"{code}--{row.code}": forms.ChoiceField(
                    label=f"{label}: {row.label}", choices=numbers, initial=str(held.get(row.code, ""))
                )
                for row in question.rows
            }
        case _Q.TABLE:
            rows = value if isinstance(value, list) else []
            return {
                f"{code}--{number}--{column.code}": forms.CharField(
                    label=f"{label} {number + 1}: {column.label}",
                    initial=rows[number].get(column.code, "") if number < len(rows) else "",
                    max_length=500,
                )
                for number in range(len(rows) + TABLE_ROWS)
                for column in question.rows
            }
    return {}


def _value(question: Question, data: dict[str, Any]) -> Any:
    value = data.get(question.code)
    match question.type:
        case _Q.NUMBER | _Q.SCALE:
            return _plain(value)
        case _Q.FIGURE:
            if value is None:
                return None
            more = {
                "year": data.get(f"{question.code}--year"),
                "source": data.get(f"{question.code}--source") or "",
            }
            return {"value": _plain(value), **more}
        case _Q.AMOUNT:
            currency = (data.get(f"{question.code}--currency") or "").strip().upper()
            return {"value": str(value), "currency": currency} if isinstance(value, Decimal) else None
        case _Q.DATE:
            return value.isoformat() if value else None
        case _Q.YES_NO:
            return {"yes": True, "no": False}.get(value or "")
        case _Q.CONSENT:
            return True if value else None
        case _Q.CHOICES:
            return list(value or [])
        case _Q.MATRIX:
            held = {row.code: data.get(f"{question.code}--{row.code}") for row in question.rows}
            return {code: int(number) for code, number in held.items() if number} or None
        case _Q.TABLE:
            return _table(question, data)
    return (value or "").strip() or None


def _table(question: Question, data: dict[str, Any]) -> list[dict[str, str]]:
    rows = []
    number = 0
    while any(f"{question.code}--{number}--{column.code}" in data for column in question.rows):
        row = {
            column.code: (data.get(f"{question.code}--{number}--{column.code}") or "").strip()
            for column in question.rows
        }
        if any(row.values()):
            rows.append(row)
        number += 1
    return rows


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


class UploadForm(forms.Form):
    """A file for a question."""

    file = forms.FileField(label=gettext_lazy("File"))
