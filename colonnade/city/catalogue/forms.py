"""From forms to clean values."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from colonnade.city.catalogue.vocabulary import Audience, Block


class CorrectionForm(forms.Form):
    """What a person may set right about an offer."""

    building_blocks = forms.MultipleChoiceField(
        label=_("Building blocks"), choices=Block.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.MultipleChoiceField(
        label=_("For whom"), choices=Audience.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class SourceForm(forms.Form):
    """A new feed: an address, or a file, and what it is called."""

    name = forms.CharField(
        label=_("Name of the feed"),
        max_length=300,
        help_text=_("A later file under the same name brings it up to date."),
    )
    address = forms.URLField(
        label=_("Address of the feed"), required=False, assume_scheme="https", max_length=2000,
        help_text=_("A calendar (.ics), a page with schema.org data, an agenda export, XCRI-CAP, or a table."),
    )  # fmt: skip
    file = forms.FileField(label=_("Or a file"), required=False)
    licence = forms.CharField(
        label=_("Licence"), max_length=200, required=False,
        help_text=_("Such as CC BY 4.0. Without one, whoever takes the data is told that none is stated."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """An address or a file, one of them."""
        cleaned = super().clean() or {}
        if not cleaned.get("address") and not cleaned.get("file"):
            raise forms.ValidationError(_("Give an address or choose a file."), code="nothing")
        return cleaned


class MappingForm(forms.Form):
    """Which column of a table is which of our fields."""

    def __init__(self, *args: Any, headers: list[str], fields: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("— none —")), *((header, header) for header in headers)]
        for name, label in fields:
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=name == "title")
