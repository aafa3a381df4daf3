"""From what a secretariat typed about a call to clean values: facts, conditions, quotas, criteria, dates."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from colonnade.city.profile.vocabulary import REGIONS
from colonnade.network.charter.models import Call
from colonnade.network.charter.vocabulary.calls import (
    STAGE_ORDER,
    CallKind,
    Per,
    RuleKind,
    Severity,
    StageKind,
)

SPARE = 2  # empty rows offered for new conditions, quotas and criteria
ZONES = sorted(available_timezones())


def _zones() -> list[tuple[str, str]]:
    return [(name, name) for name in ZONES]


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
    return forms.DateTimeField(label=label, required=False, widget=widget, input_formats=formats)


def _address(value: str) -> None:
    if slugify(value) != value:
        raise ValidationError(_("Use small letters, digits and hyphens."))


class CallForm(forms.Form):
    """What a call is, in one language; its conditions stand in the rows below."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    title = forms.CharField(label=_("Title"), max_length=200)
    about = forms.CharField(
        label=_("Guidance for cities"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    timezone = forms.ChoiceField(label=_("Clock of the deadlines"), choices=_zones)
    needs_commission = forms.BooleanField(label=_("A National Commission endorses first"), required=False)
    needs_signature = forms.BooleanField(label=_("The mayor signs before it is handed in"), required=False)
    reviews_each = forms.IntegerField(label=_("Reviewers for each application"), min_value=0, max_value=20)
    is_blind = forms.BooleanField(label=_("Reviewers do not see each other’s scores"), required=False)


class NewCallForm(forms.Form):
    """A call that begins empty, or as a copy of another one."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CallKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    slug = forms.CharField(
        label=_("Address"), max_length=80, validators=[_address], help_text="membership-2027"
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)


class CopyForm(forms.Form):
    """Next round's call from this one."""

    title = forms.CharField(label=_("Title"), max_length=200)
    slug = forms.CharField(label=_("Address"), max_length=80, validators=[_address])
    years = forms.IntegerField(label=_("Move its dates by years"), min_value=0, max_value=10, initial=1)


class RuleForm(forms.Form):
    """One condition; an empty kind takes it away."""

    kind = forms.ChoiceField(label=_("Condition"), choices=[("", "–"), *RuleKind.choices], required=False)
    number = forms.IntegerField(
        label=_("Number"), required=False, min_value=0, help_text=_("Months, years or inhabitants.")
    )
    places = forms.CharField(
        label=pgettext_lazy("in a condition", "Places"), required=False, max_length=500,
        help_text=_("Country codes or regions, separated by semicolons; or the code of an award."),
    )  # fmt: skip
    severity = forms.ChoiceField(
        label=_("Where it is not met"), choices=Severity.choices, initial=Severity.REFUSAL, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A condition has what it needs."""
        values = super().clean() or {}
        kind = values.get("kind")
        number = {RuleKind.MEMBER_FOR, RuleKind.NOT_AWARDED, RuleKind.POPULATION}
        if kind in number and values.get("number") is None:
            self.add_error("number", _("Say a number."))
        words = [each.strip() for each in values.get("places", "").split(";") if each.strip()]
        if kind in {RuleKind.COUNTRY, RuleKind.REGION} and not words:
            self.add_error("places", _("Say which ones."))
        if kind == RuleKind.REGION and any(each not in REGIONS for each in words):
            self.add_error("places", _("These are the regions: %(names)s") % {"names": "; ".join(REGIONS)})
        values["words"] = words
        return values

    def rule(self) -> dict[str, Any] | None:
        """The condition as data; ``None`` where the row is empty."""
        kind, number = self.cleaned_data.get("kind"), self.cleaned_data.get("number")
        if not kind:
            return None
        words = self.cleaned_data["words"]
        more: dict[str, dict[str, Any]] = {
            RuleKind.MEMBER_FOR: {"months": number},
            RuleKind.NOT_AWARDED: {"years": number, "award": words[0] if words else "learning-city-award"},
            RuleKind.POPULATION: {"least": number},
            RuleKind.COUNTRY: {"countries": [each.upper() for each in words]},
            RuleKind.REGION: {"regions": words},
        }
        return {
            "kind": kind,
            "severity": self.cleaned_data["severity"] or Severity.REFUSAL,
            **more.get(kind, {}),
        }


class QuotaForm(forms.Form):
    """One quota; without a number it is taken away."""

    most = forms.IntegerField(label=_("At most"), required=False, min_value=1, max_value=10_000)
    per = forms.ChoiceField(label=_("for each"), choices=Per.choices)
    stage = forms.ChoiceField(
        label=_("at the stage"),
        choices=[(each, StageKind(each).label) for each in ("ENDORSEMENT", "DECISION")],
    )

    def quota(self) -> dict[str, Any] | None:
        """The quota as data; ``None`` where the row is empty."""
        if self.cleaned_data.get("most") is None:
            return None
        return {key: self.cleaned_data[key] for key in ("per", "stage", "most")}


class CriterionForm(forms.Form):
    """One criterion, named in the language of the form; without a name it is taken away."""

    code = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    title = forms.CharField(label=_("Criterion"), required=False, max_length=200)
    weight = forms.DecimalField(label=_("Weight"), required=False, min_value=0, max_value=100, initial=1)


class ScaleForm(forms.Form):
    """From where to where reviewers score."""

    low = forms.IntegerField(label=_("Lowest score"), min_value=0, max_value=100, initial=0)
    high = forms.IntegerField(label=_("Highest score"), min_value=1, max_value=100, initial=5)


RuleSet = forms.formset_factory(RuleForm, extra=SPARE, max_num=30)
QuotaSet = forms.formset_factory(QuotaForm, extra=SPARE, max_num=12)
CriterionSet = forms.formset_factory(CriterionForm, extra=SPARE, max_num=40)


class DatesForm(forms.Form):
    """When the stages open and close, on the call's own clock."""

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        self.call = call
        super().__init__(*args, **kwargs)
        there = {stage.kind: stage for stage in call.stages.all()}
        for kind in STAGE_ORDER:
            for edge, label in (("opens_at", _("opens")), ("closes_at", _("closes"))):
                field = _moment(label)
                moment = getattr(there[kind], edge) if kind in there else None
                field.initial = moment.astimezone(call.zone).replace(tzinfo=None) if moment else None
                self.fields[f"{kind}-{edge}"] = field

    def rows(self) -> list[tuple[str, list[Any]]]:
        """Label of each stage with its two fields, for the page."""
        return [
            (str(kind.label), [self[f"{kind}-opens_at"], self[f"{kind}-closes_at"]]) for kind in STAGE_ORDER
        ]

    def clean(self) -> dict[str, Any]:
        """No stage closes before it opens."""
        values = super().clean() or {}
        for kind in STAGE_ORDER:
            opens, closes = values.get(f"{kind}-opens_at"), values.get(f"{kind}-closes_at")
            if opens and closes and closes < opens:
                self.add_error(f"{kind}-closes_at", _("It closes before it opens."))
        return values

    def dates(self) -> dict[str, tuple[datetime | None, datetime | None]]:
        """Moments with the call's zone; a minute given counts to its end."""
        found = {}
        for kind in STAGE_ORDER:
            opens, closes = (self.cleaned_data[f"{kind}-{edge}"] for edge in ("opens_at", "closes_at"))
            if opens or closes:
                found[str(kind)] = (on_clock(opens, self.call.zone), last_moment(closes, self.call.zone))
        return found


class ExtendForm(forms.Form):
    """A later end, and why."""

    closes_at = _moment(_("New end"))
    reason = forms.CharField(label=_("Reason, for everybody to read"), max_length=500)

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        self.call = call
        super().__init__(*args, **kwargs)
        self.fields["closes_at"].required = True

    def moment(self) -> datetime:
        """The new end on the call's clock."""
        found = last_moment(self.cleaned_data["closes_at"], self.call.zone)
        assert found is not None
        return found


def on_clock(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """A wall time as a moment of that zone; Django has read it in the site's zone."""
    return moment.replace(tzinfo=zone) if moment else None


def last_moment(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The last second of the minute that was typed: 23:59 means until midnight."""
    return moment.replace(second=59, tzinfo=zone) if moment else None
