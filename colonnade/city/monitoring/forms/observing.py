"""From what somebody typed about a figure to clean values."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from colonnade.city.monitoring.actions.observing import Given
from colonnade.city.monitoring.models import DataSource, Indicator
from colonnade.city.monitoring.queries.books import sentence
from colonnade.city.monitoring.queries.checking import Choices
from colonnade.city.monitoring.queries.places import CITY_ITSELF, WIDER
from colonnade.city.monitoring.queries.written_values import NotANumber, written_value
from colonnade.city.monitoring.vocabulary.observing import WITHOUT_VALUE, Direction, SourceKind, Status, Sure
from colonnade.city.profile.models import District
from colonnade.temple.vocabulary import Match


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    """A question of a form that is answered by choosing."""
    return cast(forms.ChoiceField, form.fields[name])


def number_in(text: str) -> Decimal | None:
    """A number as somebody typed it. :raises forms.ValidationError: it is none, or can be read in two ways."""
    try:
        return written_value(text).value
    except NotANumber as fault:
        raise forms.ValidationError(sentence(fault.code, {"value": text}), code=fault.code) from fault


class FigureForm(forms.Form):
    """One figure: when, how much, of what, where from, how sure."""

    when = forms.CharField(
        label=_("Year or period"), max_length=40, help_text=_("Such as 2025, 2024/25, 2025-Q3, 2025-05.")
    )
    status = forms.ChoiceField(label=_("What is known"), choices=Status.choices, initial=Status.MEASURED)
    value = forms.CharField(label=_("Value"), max_length=40, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    other_unit = forms.CharField(
        label=_("Another unit"),
        max_length=120,
        required=False,
        help_text=_("Only if the list does not have it."),
    )
    sure = forms.ChoiceField(label=_("How sure"), choices=Sure.choices, initial=Sure.UNKNOWN)
    method = forms.CharField(
        label=_("How it was measured"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    collector = forms.CharField(label=_("Who collected it"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_confirmed = forms.BooleanField(
        label=_("I have checked it. Keep it as it is."), required=False, widget=forms.HiddenInput
    )

    def __init__(
        self, *args: Any, units: Sequence[tuple[str, str]], usual: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].initial = usual[0] if usual else ""
        first = [each for each in units if each[0] in usual]
        rest = [each for each in units if each[0] not in usual]
        _choice(self, "unit").choices = (
            [*first, ("", _("— choose —")), *rest] if first else [("", _("— choose —")), *rest]
        )

    def ask_to_confirm(self) -> None:
        """Show the box that has to be ticked before a figure that looks odd is kept."""
        self.fields["is_confirmed"].widget = forms.CheckboxInput()

    def clean(self) -> dict[str, Any]:
        """A value and its unit, or a reason why there is none."""
        cleaned = super().clean() or {}
        status, text = cleaned.get("status"), cleaned.get("value", "")
        cleaned["number"] = None
        if text:
            try:
                cleaned["number"] = number_in(text)
            except forms.ValidationError as fault:
                self.add_error("value", fault)
        if status in WITHOUT_VALUE and cleaned["number"] is not None:
            self.add_error("status", sentence("status_against_value", {"value": text}))
        elif status not in WITHOUT_VALUE and cleaned["number"] is None and "value" not in self.errors:
            self.add_error("value", sentence("no_value"))
        if cleaned["number"] is not None and not (cleaned.get("unit") or cleaned.get("other_unit")):
            self.add_error("unit", sentence("no_unit"))
        return cleaned

    def given(self, district: District | None = None, dimensions: dict[str, str] | None = None) -> Given:
        """The figure as the action wants it."""
        said = self.cleaned_data
        return Given(
            value=said["number"],
            unit=said["other_unit"] or said["unit"],
            status=said["status"],
            district=district,
            dimensions=dimensions or {},
            method=said["method"],
            collector=said["collector"],
            sure=said["sure"],
            note=said["note"],
        )


class GiveForm(FigureForm):
    """A new figure, with its source and what part of the city it speaks of."""

    source = forms.ChoiceField(label=_("Source"), required=False)
    new_source = forms.CharField(
        label=_("Or a new source"),
        max_length=200,
        required=False,
        help_text=_("Who publishes or keeps the figure."),
    )
    new_kind = forms.ChoiceField(
        label=_("What the new source is"),
        choices=SourceKind.choices,
        initial=SourceKind.OFFICIAL,
        required=False,
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    group = forms.CharField(
        label=_("Group of people"), max_length=200, required=False,
        help_text=_("Empty for everybody. Otherwise what it is split by, a colon, and the group, such as: Sex: women"),
    )  # fmt: skip

    field_order = (
        "when",
        "status",
        "value",
        "unit",
        "other_unit",
        "source",
        "new_source",
        "new_kind",
        "district",
        "group",
    )

    def __init__(
        self, *args: Any, sources: Iterable[DataSource], districts: Iterable[District], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choice(self, "source").choices = [
            ("", _("— choose —")),
            *((str(each.uuid), each.name) for each in sources),
        ]
        self.districts = {each.code: each for each in districts}
        _choice(self, "district").choices = [
            ("", _("The whole city")), *((code, str(each.name)) for code, each in self.districts.items())
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A source, chosen or new; a group with a colon."""
        cleaned = super().clean()
        if not cleaned.get("source") and not cleaned.get("new_source"):
            self.add_error("source", _("Choose the source, or name a new one."))
        name, colon, cell = cleaned.get("group", "").partition(":")
        if cleaned.get("group") and not (colon and name.strip() and cell.strip()):
            self.add_error("group", _("Write what it is split by, a colon, and the group."))
        cleaned["dimensions"] = {name.strip(): cell.strip()} if cell.strip() else {}
        return cleaned

    def as_given(self) -> Given:
        """The figure with its place and group."""
        return self.given(self.districts.get(self.cleaned_data["district"]), self.cleaned_data["dimensions"])


class CorrectForm(FigureForm):
    """A figure set right, and why."""

    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Everybody can read it beside the figure."),
    )  # fmt: skip


class SeveralFiles(forms.ClearableFileInput):
    """A box that takes more than one file."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files, at least one."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Every file, each checked as one."""
        single = super().clean
        files = data if isinstance(data, list | tuple) else [data]
        return [single(each, initial) for each in (files or [None])]


class LoadForm(forms.Form):
    """Files of figures, and what they do not say themselves."""

    documents = FilesField(
        label=_("Files"),
        help_text=_(
            "A spreadsheet or CSV. Of Open SDG, choose the figures and their descriptions (meta_…) together."
        ),
    )
    source = forms.CharField(
        label=_("Source"), max_length=200, required=False, help_text=_("If the file does not name it.")
    )
    indicator = forms.ChoiceField(
        label=_("Indicator"),
        required=False,
        help_text=_("If neither the file nor its name says which one it is."),
    )
    unit = forms.CharField(
        label=_("Unit"), max_length=120, required=False, help_text=_("If the file does not state it.")
    )
    scope = forms.ChoiceField(
        label=_("What the figures are about"), required=False,
        choices=[("", _("What the file says")), (CITY_ITSELF, _("The city")), (WIDER, _("A wider area, such as the country"))],
    )  # fmt: skip
    whole_city = forms.CharField(
        label=_("Code of the whole city"), max_length=40, required=False,
        help_text=_("If the file gives every area a code: the one that stands for the whole city."),
    )  # fmt: skip
    is_exact = forms.BooleanField(
        label=_(
            "The figures measure exactly the indicator of the Sustainable Development Goals with the file’s code."
        ),
        required=False,
        help_text=_("Only then do they count for every framework that has the same indicator."),
    )

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choice(self, "indicator").choices = [
            ("", _("What the file says")), *((str(each.uuid), f"{each.code} · {each.name}") for each in indicators)
        ]  # fmt: skip

    def choices(self) -> Choices:
        """What was said of the files."""
        said = self.cleaned_data
        return Choices(
            **{
                name: said[name]
                for name in ("source", "indicator", "is_exact", "unit", "scope", "whole_city")
            }
        )


class OwnIndicatorForm(forms.Form):
    """An indicator that the city adds for itself, described in one language."""

    code = forms.CharField(
        label=_("Code"), max_length=80, help_text=_("Short and lasting, such as reading-clubs.")
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    name = forms.CharField(label=_("Name"), max_length=300)
    definition = forms.CharField(
        label=_("What exactly is counted"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit = forms.CharField(label=_("Unit"), max_length=120)
    direction = forms.ChoiceField(
        label=_("Which way is better"), choices=Direction.choices, initial=Direction.UP
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    same = forms.ChoiceField(label=_("Indicator of a framework it resembles"), required=False)
    match = forms.ChoiceField(
        label=_("How near it is"), required=False, choices=Match.choices, initial=Match.CLOSE,
        help_text=_("If it is the same measure, each value counts for the framework too."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, areas: Sequence[tuple[str, str]], measures: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choice(self, "area").choices = [("", _("none")), *areas]
        _choice(self, "same").choices = [("", _("none")), *measures]

    def same_as(self) -> list[dict[str, str]]:
        """The likeness to another system's measure, as it is kept."""
        scheme, _sign, code = self.cleaned_data["same"].partition(" ")
        match = self.cleaned_data["match"] or Match.CLOSE.value
        return [{"scheme": scheme, "code": code, "match": match}] if code else []


class TargetForm(forms.Form):
    """What an indicator shall become, from where, by when."""

    baseline = forms.CharField(label=_("Value at the beginning"), max_length=40)
    baseline_year = forms.IntegerField(label=_("Year of the beginning"), min_value=1900, max_value=2200)
    value = forms.CharField(label=_("Target"), max_length=40)
    year = forms.IntegerField(label=_("Year of the target"), min_value=1900, max_value=2200)
    steps = forms.CharField(
        label=_("Steps between"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One in a line, such as: 2027: 45. Without steps the way is a straight line."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean_baseline(self) -> Decimal:
        """A number."""
        return self._number("baseline")

    def clean_value(self) -> Decimal:
        """A number."""
        return self._number("value")

    def clean_steps(self) -> list[tuple[int, Decimal]]:
        """Year and value of each step."""
        steps = []
        for line in self.cleaned_data["steps"].splitlines():
            if not line.strip():
                continue
            year, _colon, text = line.partition(":")
            number = number_in(text) if text.strip() else None
            if not year.strip().isdecimal() or number is None:
                raise forms.ValidationError(
                    _("Write each step as year, colon, value: “%(line)s” is not."), params={"line": line}
                )
            steps.append((int(year), number))
        return steps

    def _number(self, name: str) -> Decimal:
        number = number_in(self.cleaned_data[name])
        if number is None:
            raise forms.ValidationError(sentence("not_a_number", {"value": self.cleaned_data[name]}))
        return number


class DataSourceForm(forms.Form):
    """Where figures come from."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("What it is"), choices=SourceKind.choices)
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    url = forms.URLField(label=_("Address"), max_length=1000, required=False, assume_scheme="https")
    licence = forms.CharField(label=_("Licence"), max_length=200, required=False)
