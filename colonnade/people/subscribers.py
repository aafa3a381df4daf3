"""The mails that go out when something happened here, in the reader's language."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language_bidi, override

from colonnade.people.events import (
    ConcernClosed,
    InvitationMade,
    SignatureAsked,
    SignInLinkMade,
    SignInLinkRefused,
)
from colonnade.people.models import Concern, Invitation, Person, Signature
from colonnade.plumbing.events import on

log = logging.getLogger(__name__)


def compose(template: str, to: str, language: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    """Write a mail: subject and plain text from templates, and the same text as simple HTML."""
    with override(language):
        context = {"brand": settings.BRAND, "base_url": settings.BASE_URL, **context}
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        text = render_to_string(f"{template}_message.txt", context).strip() + "\n"
        paragraphs = [
            {"text": part.strip(), "is_link": _is_link(part.strip())}
            for part in text.split("\n\n")
            if part.strip()
        ]
        frame = {
            "subject": subject,
            "paragraphs": paragraphs,
            "language": language,
            "direction": "rtl" if get_language_bidi() else "ltr",
        }
        message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [to])
        message.attach_alternative(render_to_string("people/mail/frame.html", frame), "text/html")
        return message


def post(template: str, to: str, language: str, context: dict[str, Any]) -> None:
    """Write a mail and send it. A mail server that does not answer is logged, and stops nobody."""
    message = compose(template, to, language, context)
    try:
        message.send()
    except (SMTPException, OSError):
        log.exception("A mail (%s) could not be sent.", template)


def _is_link(text: str) -> bool:
    return text.startswith(("http://", "https://")) and not any(character.isspace() for character in text)


def _address(language: str, name: str, *args: Any) -> str:
    with override(language):
        return settings.BASE_URL + reverse(name, args=args)


@on(SignInLinkMade)
def send_sign_in_link(event: SignInLinkMade) -> None:
    """Send the link to the person who asked for it."""
    person = Person.objects.filter(pk=event.person_id).first()
    if person is None:
        return
    url = _address(person.language, "people:link", event.secret)
    if event.next_path:
        url += "?" + urlencode({"next": event.next_path})
    post("people/mail/link", person.email, person.language, {"name": person.name, "url": url})


@on(SignInLinkRefused)
def tell_there_is_no_account(event: SignInLinkRefused) -> None:
    """Tell whoever reads the address that it has no account, and how to make one."""
    url = _address(event.language, "account_signup")
    post("people/mail/no_account", event.email, event.language, {"email": event.email, "url": url})


@on(InvitationMade)
def send_invitation(event: InvitationMade) -> None:
    """Send the invitation to whom it is for."""
    invitation = (
        Invitation.objects.select_related("role", "invited_by").filter(pk=event.invitation_id).first()
    )
    if invitation is None or not invitation.email:
        return
    with override(invitation.language):
        context = {
            "role": str(invitation.role.name),
            "description": str(invitation.role.description),
            "place": invitation.scope_name,
            "invited_by": str(invitation.invited_by or ""),
            "url": _address(invitation.language, "people:invitation", event.secret),
            "expires_at": invitation.expires_at,
        }
    post("people/mail/invitation", invitation.email, invitation.language, context)


@on(ConcernClosed)
def answer_concern(event: ConcernClosed) -> None:
    """Answer whoever reported something and left an address."""
    concern = Concern.objects.filter(pk=event.concern_id).exclude(reply_to="").first()
    if concern is None:
        return
    context = {"title": concern.thing_title, "upheld": event.upheld, "answer": concern.answer}
    post("people/mail/concern", concern.reply_to, concern.language, context)


@on(SignatureAsked)
def send_signature_link(event: SignatureAsked) -> None:
    """Ask for a signature, in the language the team chose for this person."""
    signature = Signature.objects.filter(pk=event.signature_id).exclude(email="").first()
    if signature is None:
        return
    context = {
        "title": signature.title,
        "name": signature.name,
        "expires_at": signature.expires_at,
        "url": _address(signature.language, "people:signature", event.secret),
    }
    post("people/mail/signature", signature.email, signature.language, context)
