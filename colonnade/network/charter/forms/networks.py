"""From what a secretariat typed about its network to clean values."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from colonnade.city.profile.models import Territory
from colonnade.network.charter.vocabulary.networks import OfficeKind


class NetworkForm(forms.Form):
    """A network's page in one language."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Abbreviation"), max_length=40, required=False)
    about = forms.CharField(
        label=_("What it is for"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    charter = forms.CharField(
        label=_("What members agree to"),
        max_length=30_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    url = forms.URLField(label=_("Site"), required=False, assume_scheme="https")
    takes_associates = forms.BooleanField(label=_("It takes associates"), required=False)


class OfficeForm(forms.Form):
    """Who fills an office, for which term."""

    kind = forms.ChoiceField(label=_("Office"), choices=OfficeKind.choices)
    title = forms.CharField(label=_("Name of the office, or its theme"), max_length=200, required=False)
    city = forms.CharField(
        label=_("City"), max_length=80, required=False, help_text=_("The last part of its address here.")
    )
    holder = forms.CharField(label=_("Body or person, as named in public"), max_length=200, required=False)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    source = forms.URLField(label=_("Source"), required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """Somebody holds it, and the term ends after it began."""
        values = super().clean() or {}
        slug = values.pop("city", "").strip().casefold()
        values["territory"] = Territory.objects.filter(slug=slug).first() if slug else None
        if slug and values["territory"] is None:
            self.add_error("city", _("There is no such city here."))
        elif not slug and not values.get("holder"):
            self.add_error("holder", _("Say which city, body or person."))
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("It ends before it begins."))
        return values
