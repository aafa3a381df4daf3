"""From what reviewers and secretariats typed about reviews, decisions and letters to clean values."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from colonnade.network.charter.models import Application, Assignment, Call, Score
from colonnade.network.charter.queries.reviews import Criterion, criteria_of, reviewers_of, scale_of
from colonnade.network.charter.vocabulary.calls import DECISIONS, ApplicationState, Interest
from colonnade.plumbing.languages import UNDETERMINED, choose, tag

STEPS = 21  # a scale of whole numbers with more steps is typed, not chosen


class ReviewerForm(forms.Form):
    """Who reads, in which languages, from where, and how much."""

    email = forms.EmailField(label=_("E-mail address"))
    languages = forms.CharField(
        label=_("Languages they read"), max_length=200, required=False,
        help_text=_("Codes such as en, fr, zh-Hans, separated by commas."),
    )  # fmt: skip
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False,
        help_text=_("Two letters, such as IE. They are not given cities of this country."),
    )  # fmt: skip
    most = forms.IntegerField(label=_("Applications at most"), min_value=1, max_value=500, initial=10)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def clean_languages(self) -> list[str]:
        """BCP 47 tags; an error for what is none."""
        words = [each for each in self.cleaned_data["languages"].replace(",", " ").split() if each]
        if any(tag(each) == UNDETERMINED for each in words):
            raise forms.ValidationError(_("Codes such as en, fr, zh-Hans, separated by commas."))
        return [tag(each) for each in words]

    def clean_country(self) -> str:
        """Two letters or nothing."""
        code = self.cleaned_data["country"].strip().upper()
        if code and not (len(code) == 2 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(
                _("Two letters, such as IE. They are not given cities of this country.")
            )
        return str(code)


class ReaderField(forms.ModelChoiceField):
    """Reviewers by name, with how much they have of what they take on."""

    def label_from_instance(self, row: Any) -> str:
        """Such as ‘Ines (3/10)’."""
        return f"{row.person.name} ({row.given}/{row.most})"


class ReaderForm(forms.Form):
    """Whom to give an application to."""

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has = {each.reviewer_id for each in application.assignments.all()}
        rows = reviewers_of(application.call).filter(ended_at__isnull=True).exclude(pk__in=has)
        self.fields["reviewer"] = ReaderField(label=_("Reviewer"), queryset=rows)


class InterestForm(forms.Form):
    """What a reviewer declares before the file opens."""

    interest = forms.ChoiceField(
        label=_("Your interests"), choices=Interest.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Which tie it is"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Family, money, work, friendship. Only the secretariat reads this."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A tie is told."""
        values = super().clean() or {}
        if values.get("interest") == Interest.TIED and not values.get("note", "").strip():
            self.add_error("note", _("Say which tie it is."))
        return values


class ScoresForm(forms.Form):
    """A score and a remark for each criterion, a comment for the jury, and feedback for the city."""

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call = assignment.application.call
        self.criteria: list[Criterion] = criteria_of(call)
        self.scale = scale_of(call)
        given: dict[str, Score] = {score.criterion: score for score in assignment.scores.all()}
        for criterion in self.criteria:
            score = given.get(criterion.code)
            field = self._score(call, criterion)
            field.initial = _plain(score.value) if score else None
            self.fields[f"score-{criterion.code}"] = field
            self.fields[f"note-{criterion.code}"] = forms.CharField(
                label=_("Remark"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
                initial=score.comment if score else "",
            )  # fmt: skip
        self.fields["comment"] = forms.CharField(
            label=_("Comment for the jury"), required=False, max_length=10_000,
            widget=forms.Textarea(attrs={"rows": 4}), initial=assignment.comment,
            help_text=_("The city does not see it."),
        )  # fmt: skip
        self.fields["feedback"] = forms.CharField(
            label=_("Feedback for the city"), required=False, max_length=10_000,
            widget=forms.Textarea(attrs={"rows": 6}), initial=assignment.feedback,
            help_text=_("It goes into the letter word for word, without your name."),
        )  # fmt: skip

    def _score(self, call: Call, criterion: Criterion) -> forms.Field:
        low, high = int(self.scale.low), int(self.scale.high)
        if self.scale.decimals or high - low >= STEPS:
            step = "0.01" if self.scale.decimals else "1"
            return forms.DecimalField(
                label=str(criterion.title), required=False, localize=False,
                widget=forms.NumberInput(attrs={"min": low, "max": high, "step": step}),
            )  # fmt: skip
        labels = call.scale.get("labels") or {}
        options = [("", "–")]
        for value in range(low, high + 1):
            text = choose(labels.get(str(value)) or {}).text
            options.append((str(value), f"{value} – {text}" if text else str(value)))
        return forms.TypedChoiceField(
            label=str(criterion.title), required=False, choices=options, coerce=Decimal, empty_value=None
        )

    def rows(self) -> Iterator[tuple[Criterion, Any, Any]]:
        """Each criterion with its two fields, for the page."""
        for criterion in self.criteria:
            yield criterion, self[f"score-{criterion.code}"], self[f"note-{criterion.code}"]

    def clean(self) -> dict[str, Any]:
        """Every score lies on the scale; a remark has a score beside it."""
        values = super().clean() or {}
        for criterion in self.criteria:
            name = f"score-{criterion.code}"
            value = values.get(name)
            if value is not None and not self.scale.holds(value):
                told = _("Scores run from %(low)s to %(high)s.") % {
                    "low": _plain(self.scale.low),
                    "high": _plain(self.scale.high),
                }
                self.add_error(name, told)
            elif value is None and values.get(f"note-{criterion.code}") and name not in self.errors:
                self.add_error(name, _("Give a score beside your remark."))
        return values

    def scores(self) -> dict[str, Decimal | None]:
        """Score by criterion; ``None`` where none was given."""
        return {each.code: self.cleaned_data.get(f"score-{each.code}") for each in self.criteria}

    def notes(self) -> dict[str, str]:
        """Remark by criterion."""
        return {each.code: self.cleaned_data.get(f"note-{each.code}", "") for each in self.criteria}


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


class DecisionForm(forms.Form):
    """What becomes of an application."""

    outcome = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[(each.value, ApplicationState(each).label) for each in DECISIONS],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept in the record. The city reads the letter."),
    )  # fmt: skip


class LetterForm(forms.Form):
    """The letter in one language."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=_("Letter"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 14})
    )
