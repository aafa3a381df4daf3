"""From what people typed about resources, needs and commitments to clean values."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from colonnade.city.governance.forms.resources_money import AmountField, CurrencyField, area_choices
from colonnade.city.governance.models import Action, Commitment, Need, Resource, Stakeholder
from colonnade.city.governance.queries.money import actions_to_fund, area_label
from colonnade.city.governance.queries.resources import givers, open_needs, places
from colonnade.city.governance.vocabulary.resources import (
    REPORTED,
    SHARED_KINDS,
    CommitmentStatus,
    GiftKind,
)
from colonnade.city.profile.models import Place, Territory
from colonnade.temple.queries import default_framework, names


def _day(label: Any, required: bool = False, **given: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, **given)


def _text(
    label: Any, rows: int = 3, most: int = 2000, required: bool = False, **given: Any
) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=most, required=required, widget=area, **given)


def _one_of(label: Any, model: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(label=label, queryset=model.objects.none(), required=False)


def _feature_choices() -> list[Any]:
    said = names(default_framework()).features
    groups = [
        (
            area_label(area.code),
            [(each.code, f"{each.code} {said[each.code].name}") for each in area.features],
        )
        for area in default_framework().areas
    ]
    return [("", _("not stated")), *groups]


class OfferForm(forms.Form):
    """What somebody offers to the learning city."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=SHARED_KINDS)
    title = forms.CharField(label=_("In a few words"), max_length=200)
    description = _text(_("Description"))
    quantity = AmountField(
        label=_("How much in all"), required=False, above_zero=True,
        help_text=_("A number, such as 40. Leave it empty if there is no limit."),
    )  # fmt: skip
    unit = forms.CharField(
        label=_("Of what"), max_length=40, required=False, help_text=_("Hours, evenings, seats …")
    )
    from_on = _day(pgettext_lazy("a span of days", "From"))
    until_on = _day(pgettext_lazy("a span of days", "Until"))
    conditions = _text(_("What one has to know or bring"), rows=2)

    def clean(self) -> dict[str, Any]:
        """The end is not before the beginning."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("from_on"), cleaned.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first."))
        return cleaned


class ResourceForm(OfferForm):
    """The same by the team, which knows who offers it and where."""

    offered_by = _one_of(_("Offered by"), Stakeholder)
    place = _one_of(_("Venue"), Place)
    is_public = forms.BooleanField(label=_("Show it to everybody"), required=False, initial=True)

    def __init__(self, *args: Any, territory: Territory, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["offered_by"].queryset = givers(territory)  # type: ignore[attr-defined]
        self.fields["place"].queryset = places(territory)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What the team says to an offer."""

    offered_by = _one_of(_("Who it is in the register"), Stakeholder)
    is_public = forms.BooleanField(label=_("Show it to everybody"), required=False, initial=True)
    answer = _text(_("A word to whoever offered it"), rows=2)

    def __init__(self, *args: Any, territory: Territory, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["offered_by"].queryset = givers(territory)  # type: ignore[attr-defined]


class UseForm(forms.Form):
    """Once that a resource was used."""

    used_on = _day(_("Day"), required=True)
    quantity = AmountField(label=_("How much"), above_zero=True)
    used_for = forms.CharField(label=_("What for"), max_length=300)
    used_by = _one_of(_("Used by"), Stakeholder)

    def __init__(self, *args: Any, territory: Territory, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["used_by"].queryset = givers(territory)  # type: ignore[attr-defined]


class _Measured(forms.Form):
    """Something with a quantity; money has a currency, anything else a unit."""

    quantity = AmountField(
        label=_("How much"), required=False, above_zero=True,
        help_text=_("A number, such as 40. Leave it empty if it cannot be counted."),
    )  # fmt: skip
    unit = forms.CharField(
        label=_("Of what"), max_length=40, required=False, help_text=_("Hours, evenings, seats …")
    )
    currency = CurrencyField(required=False)

    def clean(self) -> dict[str, Any]:
        """An amount of money has a currency, and nothing else does."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") != GiftKind.MONEY:
            cleaned["currency"] = ""
        else:
            cleaned["unit"] = ""
            if cleaned.get("quantity") is not None and not cleaned.get("currency"):
                self.add_error("currency", _("Say in which currency."))
        return cleaned


class NeedForm(_Measured):
    """Something the learning city lacks."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=GiftKind.choices)
    title = forms.CharField(label=_("In a few words"), max_length=200)
    description = _text(_("Description"))
    needed_by = _day(_("Needed by"))
    area = forms.ChoiceField(label=_("Area of the temple"), choices=lazy(area_choices, list), required=False)
    action = _one_of(_("Action of the plan"), Action)
    is_public = forms.BooleanField(label=_("Show it to everybody"), required=False, initial=True)
    field_order = ("kind", "title", "description", "quantity", "unit", "currency", "needed_by")

    def __init__(self, *args: Any, territory: Territory, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["action"].queryset = actions_to_fund(territory)  # type: ignore[attr-defined]


class CommitmentForm(_Measured):
    """What somebody promised: who, what, how much, by when."""

    stakeholder = _one_of(_("Who promises, from the register"), Stakeholder)
    name = forms.CharField(
        label=_("Or their name"), max_length=200, required=False,
        help_text=_("Only for somebody who is not in the register."),
    )  # fmt: skip
    text = _text(_("What they promise"), most=4000, required=True)
    kind = forms.ChoiceField(label=_("What is it?"), choices=GiftKind.choices)
    made_on = _day(_("Promised on"), required=True)
    due_on = _day(_("To be kept by"))
    action = _one_of(_("Action of the plan"), Action)
    feature = forms.ChoiceField(
        label=_("Feature of the learning city"), choices=lazy(_feature_choices, list), required=False
    )
    is_public = forms.BooleanField(
        label=_("Show it to everybody, with the reports on it"), required=False,
        help_text=_("Somebody from the register is named only if they agreed to be named in public."),
    )  # fmt: skip
    field_order = ("stakeholder", "name", "text", "kind", "quantity", "unit", "currency", "made_on", "due_on")

    def __init__(self, *args: Any, territory: Territory, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["stakeholder"].queryset = givers(territory)  # type: ignore[attr-defined]
        self.fields["action"].queryset = actions_to_fund(territory)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Somebody promises, and keeps it no earlier than they promised it."""
        cleaned = super().clean()
        if not cleaned.get("stakeholder") and not cleaned.get("name"):
            self.add_error("stakeholder", _("Say who promises it."))
        made, due = cleaned.get("made_on"), cleaned.get("due_on")
        if made and due and due < made:
            self.add_error("due_on", _("This day is before the promise."))
        return cleaned


class NewCommitmentForm(CommitmentForm):
    """A commitment that is written down for the first time, with where it stands and which need it serves."""

    status = forms.ChoiceField(label=_("Where it stands"), choices=CommitmentStatus.choices)
    need = _one_of(_("Which need it serves"), Need)

    def __init__(self, *args: Any, territory: Territory, **given: Any) -> None:
        super().__init__(*args, territory=territory, **given)
        self.fields["need"].queryset = open_needs(territory)  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """How a commitment stands, by who made it or by the team."""

    status = forms.ChoiceField(label=_("How does it stand?"), widget=forms.RadioSelect)
    note = _text(_("What happened"))
    evidence_url = forms.URLField(
        label=_("A page that shows it"), required=False, assume_scheme="https", max_length=1000
    )
    evidence_note = _text(_("Or in words: what shows it"), rows=2)

    def __init__(self, *args: Any, commitment: Commitment, is_team: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        allowed = set(CommitmentStatus.values) if is_team else {*REPORTED, commitment.status}
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (code, label) for code, label in CommitmentStatus.choices if code in allowed
        ]


class MatchForm(forms.Form):
    """Which commitment or need is meant."""

    uuid = forms.UUIDField()


def facts_of(thing: Resource | Need | Commitment, form: type[forms.Form]) -> dict[str, Any]:
    """What a form about a thing begins with."""
    return {name: getattr(thing, name) for name in form.base_fields}


def today_first(on: date) -> dict[str, Any]:
    """A form about something that happened begins with the day."""
    return {"used_on": on, "made_on": on}
