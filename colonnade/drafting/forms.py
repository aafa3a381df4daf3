"""From what somebody typed to a section, a comment, an answer or the days of a consultation."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from colonnade.drafting.models import Section
from colonnade.drafting.vocabulary import LONGEST_COMMENT, LONGEST_TEXT, CommentKind, Outcome

_MARKDOWN = _("An empty line begins a paragraph, - a point of a list, # a heading; **words** are bold.")


class SectionForm(forms.Form):
    """The text of a section, and the number of the version its writer saw."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def of(cls, section: Section) -> "SectionForm":
        """The form that shows what the section says now."""
        initial = {"text": section.text, "based_on": section.number}
        return cls(initial=initial, auto_id=f"{section.key}-%s")


class SettleForm(SectionForm):
    """The text that shall stand after two people wrote at the same time."""

    text = forms.CharField(
        label=_("The text that shall stand"), max_length=LONGEST_TEXT, strip=False,
        help_text=_MARKDOWN, widget=forms.Textarea(attrs={"rows": 16}),
    )  # fmt: skip


class RestoreForm(forms.Form):
    """The number of the version that somebody saw when they brought an earlier one back."""

    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class TitleForm(forms.Form):
    """What a text is called, in one language."""

    language = forms.ChoiceField(label=_("Language of the title"), choices=settings.LANGUAGES)
    title = forms.CharField(label=_("Title"), max_length=200)


class NamingForm(forms.Form):
    """What a section is called, what belongs in it, and how much."""

    language = forms.ChoiceField(label=_("Language of the heading"), choices=settings.LANGUAGES)
    heading = forms.CharField(label=_("Heading"), max_length=200)
    guidance = forms.CharField(
        label=_("What belongs here"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    word_limit = forms.IntegerField(
        label=_("At most so many words"), min_value=1, max_value=50_000, required=False
    )
    is_required = forms.BooleanField(label=_("The text is not final without this section"), required=False)


class OpenForm(forms.Form):
    """What the public is asked, and from when until when."""

    intro = forms.CharField(
        label=_("What you ask"),
        max_length=2000,
        required=False,
        help_text=_("Stands above the text. Say what can still be changed, and what cannot."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    opens_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    closes_on = forms.DateField(
        label=_("Last day"),
        help_text=_("People need time: four weeks are usual."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """The last day lies neither before the first nor in the past."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day lies before the first."))
        elif last and last < self.today:
            self.add_error("closes_on", _("This day has passed. Choose a later one."))
        return cleaned


class OutcomeForm(forms.Form):
    """What became of the comments as a whole."""

    outcome = forms.CharField(
        label=_("What became of the comments as a whole"),
        max_length=5000,
        help_text=_("What changed because of them, and what did not, and why."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class CommentForm(forms.Form):
    """A comment on one section, or on the whole text. The field that nobody sees is for machines."""

    section = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What it is"), choices=CommentKind.choices)
    text = forms.CharField(
        label=_("What you want to say"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    proposal = forms.CharField(
        label=_("How it should read instead"),
        max_length=LONGEST_COMMENT,
        required=False,
        help_text=_("Only for a change of wording."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        help_text=_("Shown beside the comment; may be left out."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sections: Iterable[Section], key: str = "", **kwargs: Any) -> None:
        kwargs["auto_id"] = f"say-{key or 'whole'}-%s"
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *((each.key, each.key) for each in sections)]

    def clean(self) -> dict[str, Any]:
        """A change of wording says the wording."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == CommentKind.AMENDMENT and not cleaned.get("proposal", "").strip():
            self.add_error("proposal", _("Write how it should read instead."))
        return cleaned


class AnswerForm(forms.Form):
    """The official answer."""

    outcome = forms.ChoiceField(
        label=_("What becomes of it"),
        choices=[("", _("Choose")), *(each for each in Outcome.choices if each[0] != Outcome.OPEN)],
    )
    answer = forms.CharField(
        label=_("Answer"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )
