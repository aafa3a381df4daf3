"""From what somebody says about an item of evidence to clean values."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from colonnade.city.monitoring.actions.evidence import years_later
from colonnade.city.monitoring.queries.dossier import FRESH, STALE
from colonnade.city.monitoring.queries.file_kinds import FileIsRefused, kind_of
from colonnade.city.monitoring.vocabulary.evidence import STALE_AFTER_YEARS, EvidenceKind, Guideline
from colonnade.temple.queries import default_framework, guide


def features_by_area() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every feature of the default framework under the name of its area, as choices."""
    return [
        (
            str(area.words.name),
            [(each.feature.code, f"{each.feature.code} {each.words.name}") for each in area.features],
        )
        for kind in guide(default_framework())
        for area in kind.areas
    ]


def _day(**attributes: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **attributes)


class EvidenceForm(forms.Form):
    """One item of evidence, in one language."""

    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    kind = forms.ChoiceField(label=_("What is it?"), choices=EvidenceKind.choices)
    url = forms.URLField(label=_("Web page"), required=False, max_length=1000, assume_scheme="https")
    upload = forms.FileField(
        label=_("Or a file"), required=False,
        help_text=_("PDF, picture, Office document without macros, table, text, sound or film; at most 20 MB."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("What it shows"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What somebody told is kept only if they agreed. Leave names out unless they want to be named."),
    )  # fmt: skip
    issued_by = forms.CharField(label=_("Who issued it"), max_length=200, required=False)
    dated_on = _day(label=_("Date on it"))
    stale_on = _day(
        label=_("Fresh until"), required=False, help_text=_("Empty: three years after the date on it.")
    )
    features = forms.MultipleChoiceField(
        label=_("For which features?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    guidelines = forms.MultipleChoiceField(
        label=_("For which areas of the guidelines?"), required=False, choices=Guideline.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Show it to everybody"), required=False,
        help_text=_("Otherwise only the team, the mayor, the council and outside reviewers see it."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, has_file: bool = False, has_other_titles: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        features: Any = self.fields["features"]
        features.choices = features_by_area()
        self.has_file = has_file
        self.has_other_titles = has_other_titles

    def clean_upload(self) -> Any:
        """A file is what its content says."""
        upload = self.cleaned_data["upload"]
        if upload:
            try:
                kind_of(upload, upload.name, upload.size)
            except FileIsRefused as refused:
                raise forms.ValidationError(refused.sentence, code="refused") from refused
        return upload or None

    def clean(self) -> dict[str, Any]:
        """There is something to look at, it has a title, and it is fresh for at least a day."""
        cleaned = super().clean() or {}
        if not cleaned.get("title", "").strip() and not self.has_other_titles:
            self.add_error("title", _("Give it a title."))
        kind, has_file = cleaned.get("kind"), bool(cleaned.get("upload")) or self.has_file
        told = kind in {EvidenceKind.TESTIMONY, EvidenceKind.RECORD} and cleaned.get("summary", "").strip()
        if kind == EvidenceKind.LINK and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("url", _("Give the address of the web page."))
        elif not (cleaned.get("url") or has_file or told) and not {"url", "upload"} & set(self.errors):
            self.add_error("upload", _("Choose a file or give an address, so that others can look at it."))
        dated_on, stale_on = cleaned.get("dated_on"), cleaned.get("stale_on")
        if dated_on and dated_on.year > 9000:
            self.add_error("dated_on", _("This year is too far away."))
        elif dated_on and not stale_on and "stale_on" not in self.errors:
            cleaned["stale_on"] = years_later(dated_on, STALE_AFTER_YEARS)
        elif dated_on and stale_on and stale_on <= dated_on:
            self.add_error("stale_on", _("It grows old after the date on it, not before."))
        return cleaned


class DossierForm(forms.Form):
    """Which items somebody looks for."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    feature = forms.ChoiceField(label=_("Feature"), required=False)
    guideline = forms.ChoiceField(
        label=_("Area of the guidelines"), required=False, choices=[("", _("all")), *Guideline.choices]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *EvidenceKind.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), (FRESH, _("fresh")), (STALE, _("grown old"))],
    )
    seen = forms.ChoiceField(
        label=_("Who sees it"), required=False,
        choices=[("", _("all")), ("public", _("everybody")), ("team", _("only the team"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        feature: Any = self.fields["feature"]
        feature.choices = [("", _("all")), *features_by_area()]


class AttachForm(forms.Form):
    """What an item of evidence backs besides its features: a figure, or an agreed score."""

    observation = forms.IntegerField(required=False)
    agreement = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("observation") and not cleaned.get("agreement"):
            raise forms.ValidationError(_("Choose a figure or an agreed score."), code="nothing")
        return cleaned
