"""How allauth does things in this house: accounts are made by our action, mails follow our form."""

from typing import Any, ClassVar

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django import forms
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from colonnade.people import actions, queries
from colonnade.people.models import Person
from colonnade.plumbing.notify import compose


class Adapter(DefaultAccountAdapter):
    """Allauth asks here before it does anything of consequence."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Address and password do not go together. Check both, or sign in with a link."
        ),
        "too_many_login_attempts": _("Too many wrong passwords. Wait five minutes, or sign in with a link."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "email_taken": _("Somebody signs in with this address already."),
        "unverified_primary_email": _("Confirm your address first, by the link in our mail."),
        "account_inactive": _("This account is closed."),
    }

    def save_user(self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True) -> Person:
        """Make the account by our own action, so that it is recorded and announced."""
        given = form.cleaned_data
        try:
            return actions.register_person(
                email=given["email"],
                name=given.get("name", ""),
                password=given.get("password1"),
                language=get_language() or "en",
                is_verified=False,
                at=timezone.now(),
            )
        except actions.AddressIsTaken:
            raise self.validation_error("email_taken") from None

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Write the mail in the language of the person it goes to, as text and as simple HTML."""
        to = email if isinstance(email, str) else email[0]
        person = context.get("user") or queries.person_with_address(to)
        language = getattr(person, "language", None) or get_language() or "en"
        return compose(template_prefix, to, language, context)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account, where the message says that it is done."""
        return reverse("people:account")


class SecondStep(DefaultMFAAdapter):
    """The second step, as allauth does it, with our words and a picture that can be scanned on a dark page."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right, or is too old. Type the one that is shown now."),
    }

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """Number passkeys that nobody has named."""
        return gettext("Passkey %(number)s") % {"number": queries.ways_to_sign_in(user).passkeys + 1}

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code on a white ground of its own."""
        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))
