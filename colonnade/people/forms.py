"""What people type about themselves, about others, and about what is wrong."""

from collections.abc import Iterable
from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from colonnade.people.models import Role
from colonnade.people.vocabulary import ConcernKind

# Translators: the label of a field for an e-mail address.
EMAIL = _("E-mail address")
NAME = _("Your name")
LANGUAGE = _("Language of our mails to you")


class LoginForm(AllauthLoginForm):
    """The way in by password; the way out of having forgotten it stands beside the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = EMAIL
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        if "remember" in self.fields:
            self.fields["remember"].label = _("Stay signed in on this device for two weeks")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignupForm(AllauthSignupForm):
    """The way to an account of one's own: a name if one likes, an address, a password."""

    name = forms.CharField(
        label=NAME,
        required=False,
        max_length=200,
        help_text=_("Shown to the people you work with here."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = EMAIL
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def signup(self, request: Any, user: Any) -> None:
        """Nothing more to do: the adapter has made the account."""


class LinkForm(forms.Form):
    """Where to send the link."""

    email = forms.EmailField(label=EMAIL, widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class AboutMeForm(forms.Form):
    """What one is called, and in which language one is written to."""

    name = forms.CharField(
        label=NAME, required=False, max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=LANGUAGE, choices=settings.LANGUAGES)


class JoinForm(forms.Form):
    """A name for the account that an invitation makes."""

    name = forms.CharField(
        label=NAME,
        max_length=200,
        help_text=_("Shown to the people you work with here."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class EraseForm(forms.Form):
    """One's own address, typed out, so that nobody erases an account by mistake."""

    email = forms.EmailField(label=EMAIL, widget=forms.EmailInput(attrs={"autocomplete": "off"}))

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._own = own

    def clean_email(self) -> str:
        """Refuse anything but the account's own address."""
        typed = str(self.cleaned_data["email"]).lower()
        if typed != self._own.lower():
            raise forms.ValidationError(
                gettext("This is not the address of your account. Type it as shown above.")
            )
        return typed


class InviteForm(forms.Form):
    """Whom to invite, to which role, in which language."""

    email = forms.EmailField(label=EMAIL, widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ModelChoiceField(
        label=_("Role"), queryset=Role.objects.none(), to_field_name="code", empty_label=None
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, roles: Iterable[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["role"]
        field.queryset = roles
        field.label_from_instance = lambda role: str(role.name)


class ConcernForm(forms.Form):
    """What is wrong with a thing, and where to answer."""

    kind = forms.ChoiceField(label=_("What is wrong?"), choices=ConcernKind, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Tell us more"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What should it say instead? What did you see?"),
    )
    reply_to = forms.EmailField(
        label=EMAIL,
        required=False,
        help_text=_(
            "Only if you want an answer. We forget it thirty days after we have looked into the report."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CloseConcernForm(forms.Form):
    """What came of a report."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[
            ("upheld", _("The report is right; I have put it right")),
            ("dismissed", _("Nothing needs to change")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Sent by mail if the person left an address."),
    )


class SignByLinkForm(forms.Form):
    """A signature that a mail asked for."""

    name = forms.CharField(label=NAME, max_length=200)
    is_public = forms.BooleanField(
        label=_("Show my name with the text, for everybody to see"), required=False
    )
