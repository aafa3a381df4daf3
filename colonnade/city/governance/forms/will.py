"""From what the team typed about declaration, documents and promises to clean values."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from colonnade.city.governance.vocabulary.will import DocumentKind, DocumentStatus
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import UNDETERMINED, language_name, tag
from colonnade.temple.queries import default_framework, names


def day_field(label: Any, required: bool = False, **given: Any) -> forms.DateField:
    """A day, as browsers ask for one."""
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}), **given
    )


def area_choices() -> list[tuple[str, str]]:
    """Areas of the framework in the reader's language."""
    words = names(default_framework())
    return [(area.code, str(words.areas[area.code].short)) for area in default_framework().areas]


def feature_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Features of the framework in the reader's language, by area."""
    words = names(default_framework())
    return [
        (
            str(words.areas[area.code].short),
            [
                (feature.code, f"{feature.code} {words.features[feature.code].name}")
                for feature in area.features
            ],
        )
        for area in default_framework().areas
    ]


def language_choices(territory: Territory) -> list[tuple[str, str]]:
    """The languages of this site, then those the city itself works in."""
    known = {code for code, _name in settings.LANGUAGES}
    own = dict.fromkeys(tag(code).lower() for code in (territory.default_language, *territory.languages))
    reader = get_language() or "en"
    return [
        *settings.LANGUAGES,
        *((code, language_name(code, reader)) for code in own if code not in {*known, UNDETERMINED}),
    ]


def tongues(territory: Territory, current: str, *texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The ways to the other languages of a text that is written one language at a time."""
    return [
        {
            "code": code,
            "name": name,
            "is_current": tag(code) == tag(current),
            "is_written": any(each.get(tag(code)) for each in texts),
        }
        for code, name in language_choices(territory)
    ]


class FeatureBoxes(forms.CheckboxSelectMultiple):
    """Features to tick, folded away by area; an area with something ticked is open."""

    template_name = "governance/feature_boxes.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add how many are ticked in each area."""
        context = super().get_context(name, value, attrs)
        context["widget"]["areas"] = [
            {"name": group, "options": options, "ticked": sum(bool(each["selected"]) for each in options)}
            for group, options, _index in context["widget"]["optgroups"]
        ]
        return context


class InLanguage(forms.Form):
    """A form whose texts are in one language: one of this site, or one of the city's own."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(territory)  # type: ignore[attr-defined]


class DeclarationForm(InLanguage):
    """The declaration in one language."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("Text"), max_length=30_000, widget=forms.Textarea(attrs={"rows": 14}))
    dated_on = day_field(_("Dated"))
    open_to_signature = forms.BooleanField(
        label=_("Organisations and residents may sign it too"), required=False
    )


class AskForm(forms.Form):
    """Whom to ask for a signature."""

    name = forms.CharField(label=_("Name"), max_length=200)
    office = forms.CharField(
        label=_("Office"), max_length=200, help_text=_("Mayor, director of the library …")
    )
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)


class SignForm(forms.Form):
    """Signing as a resident, or for an organisation."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    organisation = forms.CharField(
        label=_("Organisation, if you sign for one"), max_length=200, required=False
    )
    is_public = forms.BooleanField(label=_("My name may stand under it for everybody to see"), required=False)


class DocumentForm(InLanguage):
    """A document, its texts in one language."""

    title = forms.CharField(label=_("Title"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    status = forms.ChoiceField(label=_("Where it stands"), choices=DocumentStatus.choices)
    summary = forms.CharField(
        label=_("In a few words"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    issued_by = forms.CharField(label=_("Adopted by"), max_length=200, required=False)
    reference = forms.CharField(label=_("Number"), max_length=120, required=False)
    url = forms.URLField(
        label=_("Where it can be read"), required=False, assume_scheme="https", max_length=1000
    )
    adopted_on = day_field(_("Adopted on"))
    valid_until = day_field(_("Valid until"))
    review_on = day_field(_("To be reviewed on"))
    areas = forms.MultipleChoiceField(
        label=_("Parts of the temple"),
        required=False,
        choices=area_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    is_public = forms.BooleanField(label=_("Everybody may see it"), required=False, initial=True)


class PledgeForm(InLanguage):
    """A promise, in one language."""

    text = forms.CharField(
        label=_("What the city promises"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    made_on = day_field(_("Promised on"), required=True)
    due_on = day_field(_("By when"))
    features = forms.MultipleChoiceField(
        label=_("What it belongs to"), required=False, choices=feature_choices, widget=FeatureBoxes
    )
    is_public = forms.BooleanField(label=_("Everybody may see it"), required=False, initial=True)
