"""From what cities, Commissions and secretariats typed about an application to clean values."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from colonnade.city.profile.models import Territory


class ReasonForm(forms.Form):
    """Why somebody decides as they do."""

    reason = forms.CharField(
        label=_("Reason"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RemarkForm(forms.Form):
    """Something to say about an application."""

    text = forms.CharField(label=_("Comment"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    is_internal = forms.BooleanField(label=_("Only for my own side"), required=False)


class SignatureForm(forms.Form):
    """Whom to ask for the signature; a single-use link goes out, and no account is needed."""

    name = forms.CharField(label=_("Name"), max_length=200)
    office = forms.CharField(label=_("Office"), max_length=200, initial=_("Mayor"))
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)


class CityChoiceForm(forms.Form):
    """A city to look at."""

    city = forms.CharField(label=_("City"), max_length=80, required=False)

    def clean_city(self) -> Territory | None:
        """The city at this address or of this name; an error where there is none."""
        text = self.cleaned_data["city"].strip()
        if not text:
            return None
        found = Territory.objects.filter(slug=text.casefold()).first()
        if found is None:
            found = next(iter(_named(text)), None)
        if found is None:
            raise forms.ValidationError(_("There is no such city here."))
        return found


def _named(text: str) -> list[Any]:
    wanted = text.casefold()
    rows = Territory.objects.filter(slug__startswith=wanted[:3]).order_by("slug")[:300]
    return [row for row in rows if any(name.casefold() == wanted for name in row.names.values())]
