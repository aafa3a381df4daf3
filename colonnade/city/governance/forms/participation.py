"""From what the team typed about people, bodies and meetings to clean values."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from colonnade.city.governance.actions.register import StakeholderFacts
from colonnade.city.governance.models import Stakeholder
from colonnade.city.governance.vocabulary.participation import BodyKind, MeetingState, SeatRole, Sector
from colonnade.city.profile.models import District, Place, Territory
from colonnade.people.models import Organisation, Person

LARGEST_PAPER = 20_000_000  # bytes
PAPER_KINDS = (
    "pdf",
    "doc",
    "docx",
    "odt",
    "xls",
    "xlsx",
    "ods",
    "ppt",
    "pptx",
    "odp",
    "txt",
    "csv",
    "png",
    "jpg",
)


def _day(label: Any, required: bool = False, **given: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}), **given
    )


class StakeholderForm(forms.Form):
    """Who takes part. A person, and any contact, needs consent."""

    name = forms.CharField(label=_("Name"), max_length=200)
    sector = forms.ChoiceField(label=_("Sector"), choices=Sector.choices)
    is_individual = forms.BooleanField(label=_("A person, not an organisation"), required=False)
    district = forms.ModelChoiceField(label=_("District"), queryset=District.objects.none(), required=False)
    organisation = forms.ModelChoiceField(
        label=_("Provider in the catalogue"), queryset=Organisation.objects.none(), required=False
    )
    contact_name = forms.CharField(label=_("Contact person"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=80, required=False)
    account = forms.EmailField(
        label=_("Account"), required=False,
        help_text=_("E-mail address of an account here: tasks and commitments then stand on that person’s desk."),
    )  # fmt: skip
    consent_on = _day(_("Day of their consent"), help_text=_("Needed for a person, and for any contact."))
    consent_how = forms.CharField(label=_("How they agreed"), max_length=200, required=False)
    is_public = forms.BooleanField(label=_("They agreed to be named in public"), required=False)
    joined_on = _day(_("Takes part since"))
    note = forms.CharField(
        label=_("Note for the team"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = District.objects.filter(territory=territory).select_related("territory")
        self.fields["district"].queryset = here.order_by("code")  # type: ignore[attr-defined]
        self.fields["district"].label_from_instance = lambda row: str(row.name)  # type: ignore[attr-defined]
        providers = Organisation.objects.filter(home_id=territory.uuid).order_by("match_key")
        self.fields["organisation"].queryset = providers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Consent stands where it is needed, and the account is there."""
        values = super().clean() or {}
        contact = any(values.get(each) for each in ("is_individual", "contact_name", "email", "phone"))
        if contact and not values.get("consent_on"):
            self.add_error(
                "consent_on", _("A person, or a contact, is kept only with consent. Say when they gave it.")
            )
        values["person"] = None
        if values.get("account"):
            values["person"] = Person.objects.filter(email__iexact=values["account"], is_active=True).first()
            if values["person"] is None:
                self.add_error("account", _("Nobody has an account with this address. Invite them first."))
        return values

    def facts(self) -> StakeholderFacts:
        """The clean values as the action wants them."""
        kept = {
            name: value for name, value in self.cleaned_data.items() if name not in {"account", "consent_on"}
        }
        day = self.cleaned_data["consent_on"]
        consent = timezone.make_aware(datetime.combine(day, datetime.min.time())) if day else None
        return StakeholderFacts(consent_at=consent, **kept)


class BodyForm(forms.Form):
    """A council or group, in one language."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices)
    mandate = forms.CharField(
        label=_("What it is for"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    founded_on = _day(_("Set up on"))
    quorum = forms.IntegerField(
        label=_("How many must be there to decide"), min_value=1, max_value=999, required=False
    )
    is_public = forms.BooleanField(label=_("Everybody may see it"), required=False, initial=True)


class SeatForm(forms.Form):
    """A seat in a body."""

    stakeholder = forms.ModelChoiceField(label=_("Who"), queryset=Stakeholder.objects.none())
    role = forms.ChoiceField(label=_("Role"), choices=SeatRole.choices, initial=SeatRole.MEMBER)
    since = _day(_("From"), required=True)
    until = _day(_("Until"), help_text=_("Last day of the term; empty: without end."))

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Stakeholder.objects.filter(territory=territory, left_on__isnull=True).order_by("name", "pk")
        self.fields["stakeholder"].queryset = there  # type: ignore[attr-defined]


class MeetingForm(forms.Form):
    """A meeting with its agenda, one point a line."""

    title = forms.CharField(label=_("Title"), max_length=200)
    starts_at = forms.DateTimeField(
        label=_("Begins"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    ends_at = forms.DateTimeField(
        label=_("Ends"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    place = forms.ModelChoiceField(label=_("Venue"), queryset=Place.objects.none(), required=False)
    where = forms.CharField(label=_("Room, or how to get there"), max_length=300, required=False)
    online_url = forms.URLField(label=_("Address to join online"), required=False, assume_scheme="https")
    agenda = forms.CharField(
        label=_("Agenda"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("One point a line."),
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=_("Everybody may see date, agenda and decisions"), required=False, initial=True
    )

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = Place.objects.filter(territory=territory).order_by("match_key")  # type: ignore[attr-defined]
        self.fields["place"].label_from_instance = lambda row: str(row.name)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The end does not lie before the beginning."""
        values = super().clean() or {}
        begin, end = values.get("starts_at"), values.get("ends_at")
        if begin and end and end < begin:
            self.add_error("ends_at", _("The end lies before the beginning."))
        return values


class PaperForm(forms.Form):
    """A paper: an address or a file."""

    title = forms.CharField(label=_("Title"), max_length=200)
    url = forms.URLField(label=_("Address"), required=False, assume_scheme="https", max_length=1000)
    upload = forms.FileField(
        label=_("Or a file"), required=False, validators=[FileExtensionValidator(PAPER_KINDS)]
    )
    is_public = forms.BooleanField(label=_("Everybody may read it"), required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two is there, and a file is not too large."""
        values = super().clean() or {}
        upload = values.get("upload")
        if not values.get("url") and not upload:
            raise forms.ValidationError(_("Give an address or choose a file."), code="nothing")
        if upload and upload.size > LARGEST_PAPER:
            self.add_error("upload", _("The file is larger than 20 MB. Give an address instead."))
        return values


class MinutesForm(forms.Form):
    """What was said, and where the meeting stands."""

    state = forms.ChoiceField(label=_("Where it stands"), choices=MeetingState.choices)
    minutes = forms.CharField(
        label=_("Minutes"), required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 12})
    )


class DecisionForm(forms.Form):
    """A decision with its votes."""

    text = forms.CharField(label=_("Decision"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    votes_for = forms.IntegerField(label=_("Votes for"), min_value=0, max_value=9999, required=False)
    votes_against = forms.IntegerField(label=_("Votes against"), min_value=0, max_value=9999, required=False)
    abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=9999, required=False)


class TaskForm(forms.Form):
    """Something to do."""

    text = forms.CharField(label=_("What is to be done"), max_length=300)
    owner_stakeholder = forms.ModelChoiceField(
        label=_("Who does it"), queryset=Stakeholder.objects.none(), required=False
    )
    due_on = _day(_("By when"))

    def __init__(self, *args: Any, territory: Territory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Stakeholder.objects.filter(territory=territory, left_on__isnull=True).order_by("name", "pk")
        self.fields["owner_stakeholder"].queryset = there  # type: ignore[attr-defined]


class ConsultationForm(forms.Form):
    """A text on which the public shall be asked; lines that start with # begin a section."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=settings.LANGUAGES)
    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(
        label=_("Text"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("A line that starts with # begins a section; people can comment on each."),
    )  # fmt: skip
