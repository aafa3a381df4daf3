"""From what somebody typed to a report, or to a form of report."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from colonnade.city.monitoring.queries.reporting.drafters import DRAFTERS
from colonnade.city.monitoring.queries.reporting.templates import MOST_WORDS, Part, Template
from colonnade.plumbing.languages import tag

SPARE_ROWS = 3


class NewReportForm(forms.Form):
    """Which form of report, for which year, in which language."""

    template = forms.ChoiceField(label=_("Form of the report"))
    last_year = forms.IntegerField(label=_("Last year it covers"), min_value=2000, max_value=2100)
    language = forms.ChoiceField(label=_("Language in which you write it"), choices=settings.LANGUAGES)
    copy_forward = forms.BooleanField(
        label=_("Begin with the texts of the last report of this form"),
        required=False,
        help_text=_("Sections that were empty are drafted from the data."),
    )

    def __init__(self, *args: Any, templates: list[Template], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].choices = [(each.code, each.name) for each in templates]  # type: ignore[attr-defined]


class SubmitForm(forms.Form):
    """The last question before a report is frozen."""

    is_public = forms.BooleanField(label=_("Everybody may read it"), required=False, initial=True)
    sure = forms.BooleanField(
        label=_("Freeze it as it stands"), help_text=_("Nothing in a submitted report can be changed.")
    )


class TemplateForm(forms.Form):
    """Name and span of a form of report, in one language."""

    language = forms.ChoiceField(label=_("Language of these texts"), choices=settings.LANGUAGES)
    name = forms.CharField(label=_("Name of the form"), max_length=200)
    years = forms.IntegerField(label=_("Years that a report covers"), min_value=1, max_value=10)

    def clean_language(self) -> str:
        """The language as a BCP 47 tag."""
        return tag(self.cleaned_data["language"])


class SectionForm(forms.Form):
    """One section; an empty heading leaves it out."""

    key = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=60)
    heading = forms.CharField(label=_("Heading"), max_length=200, required=False)
    guidance = forms.CharField(label=_("What belongs here"), max_length=500, required=False)
    word_limit = forms.IntegerField(
        label=_("Most words"), min_value=10, max_value=MOST_WORDS, required=False, initial=300
    )
    required = forms.BooleanField(label=_("Must be filled"), required=False)
    drafter = forms.ChoiceField(label=_("Drafted from"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("nothing: people write it")),
            *((code, label) for code, (label, _do) in DRAFTERS.items()),
        ]
        self.fields["drafter"].choices = choices  # type: ignore[attr-defined]


SectionForms = forms.formset_factory(SectionForm, extra=SPARE_ROWS, max_num=40, validate_max=True)


def parts_from(forms_of_sections: Any, language: str, held: dict[str, Part]) -> list[Part]:
    """Sections as the rows say, in their order; texts in other languages stay as they were."""
    parts = []
    for row in forms_of_sections:
        values = row.cleaned_data
        if not values.get("heading"):
            continue
        before = held.get(values.get("key") or "")
        parts.append(
            Part(
                key=values.get("key") or "",
                heading={**(before.heading if before else {}), language: values["heading"]},
                guidance={**(before.guidance if before else {}), language: values.get("guidance") or ""},
                word_limit=values.get("word_limit") or MOST_WORDS,
                required=bool(values.get("required")),
                drafter=values.get("drafter") or "",
            )
        )
    return parts
