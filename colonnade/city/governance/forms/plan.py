"""From what the team typed about the plan to clean values."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from colonnade.city.governance.forms.will import FeatureBoxes, InLanguage, day_field, feature_choices
from colonnade.city.governance.models import Action, Goal, Plan, Pledge, Stakeholder
from colonnade.city.governance.queries.plan_templates import plan_templates
from colonnade.city.governance.vocabulary.plan import ActionStatus
from colonnade.city.profile.models import Territory
from colonnade.people.models import Person
from colonnade.people.queries import holders_in
from colonnade.plumbing import spoken
from colonnade.temple.queries import default_framework

RATES = [(1, _("low")), (2, _("middling")), (3, _("high"))]


class SpanForm(forms.Form):
    """First and last day, in order."""

    starts_on = day_field(_("First day"), required=True)
    ends_on = day_field(_("Last day"), required=True)

    def clean(self) -> dict[str, Any]:
        """The last day does not lie before the first."""
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return values


class PlanForm(InLanguage, SpanForm):
    """Title and vision in one language, and the span."""

    title = forms.CharField(label=_("Title"), max_length=200)
    vision = forms.CharField(
        label=_("Vision"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the city wants to be when the plan ends."),
    )  # fmt: skip
    field_order: Sequence[str] = ("language", "title", "vision", "starts_on", "ends_on")


class NewPlanForm(PlanForm):
    """A plan to begin with."""

    template = forms.ChoiceField(label=_("Begin with"), required=False)
    field_order = ("template", *PlanForm.field_order)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(each.code, f"{each.name}: {each.explained}") for each in plan_templates()]
        self.fields["template"].choices = [("", _("an empty plan")), *known]  # type: ignore[attr-defined]


class GoalForm(InLanguage):
    """A goal, in one language."""

    title = forms.CharField(label=_("Goal"), max_length=300)


class ActionForm(InLanguage):
    """An action, its texts in one language."""

    goal = forms.ModelChoiceField(label=_("Goal"), queryset=Goal.objects.none())
    title = forms.CharField(label=_("What is done"), max_length=300)
    description = forms.CharField(
        label=_("How"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    features = forms.MultipleChoiceField(
        label=_("What it belongs to"), required=False, choices=feature_choices, widget=FeatureBoxes
    )
    indicators = forms.CharField(
        label=_("Measured by"),
        required=False,
        max_length=300,
        help_text=_("Codes of indicators, such as KF4.2-a, with spaces between."),
    )
    owner = forms.ModelChoiceField(
        label=_("Who looks after it"), queryset=Person.objects.none(), required=False
    )
    led_by = forms.ModelChoiceField(
        label=_("Who leads it"), queryset=Stakeholder.objects.none(), required=False
    )
    pledges = forms.ModelMultipleChoiceField(
        label=_("Promises it fulfils"),
        queryset=Pledge.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = day_field(_("Begins"))
    due_on = day_field(_("By when"))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        territory: Territory = plan.territory
        super().__init__(*args, territory=territory, **kwargs)
        team = [held.person_id for held in holders_in(territory.uuid)]
        rows = {
            "goal": Goal.objects.filter(plan=plan).order_by("position", "pk"),
            "owner": Person.objects.filter(pk__in=team).order_by("name", "pk"),
            "led_by": Stakeholder.objects.filter(territory=territory, left_on__isnull=True).order_by(
                "name", "pk"
            ),
            "pledges": Pledge.objects.filter(territory=territory)
            .select_related("territory")
            .order_by("position", "pk"),
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]

    def clean_indicators(self) -> list[str]:
        """Codes as a list, each known to the framework."""
        codes = list(dict.fromkeys(self.cleaned_data["indicators"].replace(",", " ").split()))
        known = {each.code for each in default_framework().indicators}
        if unknown := [code for code in codes if code not in known]:
            raise forms.ValidationError(
                _("There is no indicator %(codes)s."),
                params={"codes": spoken.listed(unknown)},
                code="unknown",
            )
        return codes

    def clean(self) -> dict[str, Any]:
        """It is due after it begins."""
        values = super().clean() or {}
        first, last = values.get("starts_on"), values.get("due_on")
        if first and last and last < first:
            self.add_error("due_on", _("It is due before it begins."))
        return values


class StatusForm(forms.Form):
    """Where an action stands."""

    status = forms.ChoiceField(label=_("Where it stands"), choices=ActionStatus.choices)
    note = forms.CharField(
        label=_("What happened"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RiskForm(forms.Form):
    """What could go wrong."""

    text = forms.CharField(label=_("What could go wrong"), max_length=1000)
    action = forms.ModelChoiceField(
        label=_("With which action"), queryset=Action.objects.none(), required=False
    )
    likelihood = forms.TypedChoiceField(label=_("How likely"), choices=RATES, coerce=int)
    impact = forms.TypedChoiceField(label=_("How bad"), choices=RATES, coerce=int)
    response = forms.CharField(label=_("What we do about it"), max_length=1000, required=False)
    closed_on = day_field(_("No longer a risk since"))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Action.objects.filter(goal__plan=plan).order_by("goal__position", "position", "pk")
        self.fields["action"].queryset = held  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """The yearly look at the plan."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    text = forms.CharField(
        label=_("What was reached, what was learned, what changes"), max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
