"""From what a secretariat typed about its questions to a definition: one question at a time, one language at a time."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from colonnade.network.charter.vocabulary.questions import WITH_OPTIONS, WITH_ROWS, QuestionType


class SectionTitleForm(forms.Form):
    """A section, in one language."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    code = forms.SlugField(label=_("Code"), max_length=60)
    title = forms.CharField(label=_("Heading"), max_length=200)
    help = forms.CharField(
        label=_("Help"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class QuestionForm(forms.Form):
    """A question, in one language; options and rows as lines of ``code | text``."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    code = forms.SlugField(label=_("Code"), max_length=60)
    type = forms.ChoiceField(label=_("Kind"), choices=QuestionType.choices)
    label = forms.CharField(label=_("Question"), max_length=500)
    help = forms.CharField(
        label=_("Help"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    required = forms.BooleanField(label=_("It must be answered"), required=False)
    words = forms.IntegerField(
        label=_("At most so many words"), required=False, min_value=1, max_value=20_000
    )
    least = forms.FloatField(label=_("Smallest number"), required=False)
    most = forms.FloatField(label=_("Greatest number, or how many may be chosen"), required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    lines = forms.CharField(
        label=_("Options, rows or columns"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: code | text"),
    )  # fmt: skip
    shown_if = forms.CharField(
        label=_("Only where"), required=False, max_length=200,
        help_text=_("Code of an earlier question = answer, or only the code for any answer."),
    )  # fmt: skip
    prefill = forms.CharField(
        label=_("Fill in from"),
        required=False,
        max_length=80,
        help_text="profile.population, indicator.KF1.1-a, plan.vision",
    )

    def raw(self, before: dict[str, Any] | None) -> dict[str, Any]:
        """The question as data; texts in other languages stay as they were."""
        values, old = self.cleaned_data, before or {}
        language = _tag(values["language"])
        raw: dict[str, Any] = {
            "code": values["code"],
            "type": values["type"],
            "labels": {**old.get("labels", {}), language: values["label"]},
        }
        helps = {**old.get("helps", {}), language: values["help"]}
        if kept := {code: text for code, text in helps.items() if text}:
            raw["helps"] = kept
        if values["required"]:
            raw["required"] = True
        for name, key in (("words", "words"), ("least", "min"), ("most", "max")):
            if values[name] is not None:
                raw[key] = values[name]
        for name in ("unit", "prefill"):
            if values[name]:
                raw[name] = values[name]
        key = "options" if values["type"] in WITH_OPTIONS else "rows" if values["type"] in WITH_ROWS else ""
        if key:
            raw[key] = _lines(values["lines"], old.get(key, []), language)
        if values["shown_if"]:
            question, _equals, answer = (part.strip() for part in values["shown_if"].partition("="))
            raw["shown_if"] = {"question": question, **({"is": [_typed(answer)]} if answer else {})}
        return raw


def _tag(language: str) -> str:
    return "zh-Hans" if language == "zh-hans" else language


def _typed(answer: str) -> Any:
    return {"yes": True, "no": False}.get(answer.casefold(), answer)


def _lines(text: str, before: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    known = {each["code"]: each.get("labels", {}) for each in before}
    found = []
    for line in text.splitlines():
        code, _bar, label = (part.strip() for part in line.partition("|"))
        if code:
            found.append({"code": code, "labels": {**known.get(code, {}), language: label or code}})
    return found
