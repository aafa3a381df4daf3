"""From what people said of features to clean values."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from colonnade.city.monitoring.actions.assessing import LeftOpen, Said
from colonnade.city.monitoring.models import Agreement, Evidence, Score
from colonnade.city.monitoring.vocabulary.assessing import Level

NOT_YET, NOT_APPLICABLE, OPEN = "", "NA", "OPEN"
STEPS = [(str(level.value), level.label) for level in Level]


class OpenForm(forms.Form):
    """A new round: what it is called, for which year, against which framework, alone or in a group."""

    title = forms.CharField(label=_("Title"), max_length=200)
    year = forms.IntegerField(
        label=_("Year"), min_value=2000, max_value=2100, help_text=_("The year that the scores are about.")
    )
    framework = forms.ChoiceField(label=_("Framework"))
    way = forms.ChoiceField(
        label=_("Who scores?"), widget=forms.RadioSelect, initial="group",
        choices=[
            ("group", _("The team and the council: each scores alone, then you agree")),
            ("alone", _("One person, who writes down score and reason")),
        ],
    )  # fmt: skip
    shows_names = forms.BooleanField(
        label=_("Show who gave which score"), required=False,
        help_text=_("Only if everybody in the group agrees. Without it, scores are shown without names."),
    )  # fmt: skip

    def __init__(self, *args: Any, frameworks: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        framework: Any = self.fields["framework"]
        framework.choices = frameworks


class ScoreForm(forms.Form):
    """What one person says of one feature; everything may stay empty and be filled in later."""

    level = forms.ChoiceField(
        label=_("Your score"), required=False, widget=forms.RadioSelect,
        choices=[(NOT_YET, _("not scored yet")), *STEPS, (NOT_APPLICABLE, _("does not apply here"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    evidence = forms.MultipleChoiceField(
        label=_("What shows it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        feature: str,
        held: Score | Agreement | None,
        at_hand: Sequence[Evidence],
        **kwargs: Any,
    ) -> None:
        named = set(held.evidence.all()) if held else set()
        choices = [
            (str(each.uuid), str(each.title)) for each in at_hand if each in named or feature in each.features
        ]
        initial: dict[str, Any] = {"level": _written(held), "reason": held.reason if held else ""}
        initial["evidence"] = [str(each.uuid) for each in named]
        super().__init__(*args, **{**kwargs, "prefix": feature, "initial": initial})
        evidence: Any = self.fields["evidence"]
        evidence.choices = choices
        if not choices:
            del self.fields["evidence"]

    def said(self) -> Said | None:
        """The score, or ``None`` where nothing was chosen."""
        return _said(self.cleaned_data)


class ReviewForm(ScoreForm):
    """What an outside reviewer finds about one feature."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, at_hand=(), **kwargs)
        self.fields["reason"].label = _("Comment")


class AgreeForm(ScoreForm):
    """What the group agreed about one feature."""

    def __init__(self, *args: Any, held: Agreement | None, left_open: str | None, **kwargs: Any) -> None:
        super().__init__(*args, held=held, **kwargs)
        level: Any = self.fields["level"]
        level.label = _("Agreed score")
        level.choices = [
            (NOT_YET, _("not agreed yet")),
            *STEPS,
            (NOT_APPLICABLE, _("does not apply here")),
            (OPEN, _("we leave it open: it stays missing and never counts as zero")),
        ]
        self.fields["reason"].label = _("Reason")
        if left_open is not None:
            self.initial = {**self.initial, "level": OPEN, "reason": left_open}
        if held is not None and held.agreed_at is None:
            self.fields["confirmed"] = forms.BooleanField(
                label=_("It still holds: keep it as it was carried over"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """An agreed score has a reason."""
        cleaned = super().clean() or {}
        level = cleaned.get("level", NOT_YET)
        if level not in {NOT_YET, OPEN} and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Write down why you agreed on this score."))
        return cleaned

    def agreed(self) -> Said | LeftOpen | None:
        """The agreed score, ``LeftOpen``, or ``None`` where nothing is agreed."""
        if self.cleaned_data["level"] == OPEN:
            return LeftOpen(self.cleaned_data["reason"])
        return _said(self.cleaned_data)


class ReviewerForm(forms.Form):
    """Whom to ask for a look from outside."""

    reviewer = forms.UUIDField()


class DeclareForm(forms.Form):
    """Whether a reviewer has an interest in the result."""

    has_interest = forms.ChoiceField(
        label=_("Do you have an interest in how this city comes out?"), widget=forms.RadioSelect,
        choices=[("no", _("No")), ("yes", _("Yes"))],
        help_text=_("For example: you work or worked for the city, it pays you, a relative leads it, or your city competes with it."),
    )  # fmt: skip
    interest = forms.CharField(
        label=_("Which interest?"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """An interest has a name."""
        cleaned = super().clean() or {}
        if cleaned.get("has_interest") == "yes" and not cleaned.get("interest", "").strip():
            self.add_error(
                "interest", _("Say which interest it is. Your scores are then shown as not independent.")
            )
        return cleaned


class FinishForm(forms.Form):
    """The end of a review."""

    summary = forms.CharField(
        label=_("Summary"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What convinced you, what did not, and what you would do next."),
    )  # fmt: skip


def _written(held: Score | Agreement | None) -> str:
    if held is None:
        return NOT_YET
    return NOT_APPLICABLE if held.level is None else str(held.level)


def _said(cleaned: dict[str, Any]) -> Said | None:
    if cleaned["level"] == NOT_YET:
        return None
    level = None if cleaned["level"] == NOT_APPLICABLE else int(cleaned["level"])
    return Said(level, cleaned["reason"], [UUID(each) for each in cleaned.get("evidence", [])])
