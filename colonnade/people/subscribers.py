"""The mails that go out when something happened here, in the reader's language."""

from django.utils.http import urlencode
from django.utils.translation import override

from colonnade.people.events import (
    ConcernClosed,
    InvitationMade,
    SignatureAsked,
    SignInLinkMade,
    SignInLinkRefused,
)
from colonnade.people.models import Concern, Invitation, Person, Signature
from colonnade.plumbing.events import on
from colonnade.plumbing.notify import address, send


@on(SignInLinkMade)
def send_sign_in_link(event: SignInLinkMade) -> None:
    """Send the link to the person who asked for it."""
    person = Person.objects.filter(pk=event.person_id).first()
    if person is None:
        return
    url = address(person.language, "people:link", event.secret)
    if event.next_path:
        url += "?" + urlencode({"next": event.next_path})
    send("people/mail/link", person.email, person.language, {"name": person.name, "url": url})


@on(SignInLinkRefused)
def tell_there_is_no_account(event: SignInLinkRefused) -> None:
    """Tell whoever reads the address that it has no account, and how to make one."""
    url = address(event.language, "account_signup")
    send("people/mail/no_account", event.email, event.language, {"email": event.email, "url": url})


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
            "url": address(invitation.language, "people:invitation", event.secret),
            "expires_at": invitation.expires_at,
        }
    send("people/mail/invitation", invitation.email, invitation.language, context)


@on(ConcernClosed)
def answer_concern(event: ConcernClosed) -> None:
    """Answer whoever reported something and left an address."""
    concern = Concern.objects.filter(pk=event.concern_id).exclude(reply_to="").first()
    if concern is None:
        return
    context = {"title": concern.thing_title, "upheld": event.upheld, "answer": concern.answer}
    send("people/mail/concern", concern.reply_to, concern.language, context)


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
        "url": address(signature.language, "people:signature", event.secret),
    }
    send("people/mail/signature", signature.email, signature.language, context)
