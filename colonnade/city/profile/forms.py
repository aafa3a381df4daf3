"""From what a city's team typed to clean values."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class AboutForm(forms.Form):
    """What the city says of itself, in one language."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    about = forms.CharField(
        label=_("About the city"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    url = forms.URLField(
        label=_("The authority’s own site"), required=False, assume_scheme="https", max_length=500
    )


class StatementForm(forms.Form):
    """One statement in one language."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_("Text"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Plain text; a line that starts with # is a heading, one that starts with - is a point of a list."),
    )  # fmt: skip
