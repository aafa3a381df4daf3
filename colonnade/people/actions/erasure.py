"""What is no longer needed, or no longer wanted, is forgotten."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from colonnade.people import queries
from colonnade.people.actions.roles import Actor, LastOperator
from colonnade.people.events import PersonErased
from colonnade.people.models import Concern, Invitation, OneTimeLink, Person, Signature
from colonnade.people.rules import Permission
from colonnade.people.vocabulary import KEPT_AFTERWARDS, ConcernState, SignatureState
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce


@transaction.atomic
def erase_person(*, person: Person, by: Actor, at: datetime) -> None:
    """Delete an account for good, with all its sessions, links, roles, devices and addresses.

    Done by the person, or by an operator for them; the last operator stays. Rows that merely carry the
    person's address, such as a report they wrote, lose it and whatever else in them is personal. The
    audit trail keeps the account's number, which leads to no name any more. Announces ``PersonErased``,
    so that modules above can let go of what they keep outside the database.
    """
    permissions.require(by, Permission.PERSON_ERASE, person)
    if queries.last_operator(person):
        raise LastOperator(person.pk)
    own = queries.addresses_of(person)
    for trace in queries.traces_of():
        if trace.addresses and not trace.keys and trace.model is not Person:
            _forget_addressed(trace, own)
    Invitation.objects.filter(email__in=own).delete()
    Signature.objects.filter(email__in=own).delete()
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    audit.record(by=by, verb=Permission.PERSON_ERASE, thing=person, at=at)
    announce(PersonErased(person_id=person.pk, person_uuid=person.uuid))
    person.delete()


def _forget_addressed(trace: queries.Trace, own: list[str]) -> None:
    """Empty the personal columns of rows that carry the address; delete rows that cannot be without it."""
    fields = [trace.model._meta.get_field(name) for name in trace.declared]
    texts: list[Any] = [field for field in fields if getattr(field, "empty_strings_allowed", False)]
    rows = trace.addressed_rows(own)
    if all(field.blank for field in texts if field.name in trace.addresses):
        rows.update(**{field.name: "" for field in texts if field.blank})
    else:
        rows.delete()


@transaction.atomic
def forget_expired(*, at: datetime) -> dict[str, int]:
    """Forget links, invitations, reports and unconfirmed accounts thirty days after they came to nothing.

    For the scheduler; asks no permission and records nothing, since it does what the declarations of
    personal data promise. A report stays as a fact without its note, answer and address.
    """
    before = at - KEPT_AFTERWARDS
    links, _details = OneTimeLink.objects.filter(expires_at__lt=before).delete()
    invitations, _details = Invitation.objects.filter(
        Q(accepted_at__lt=before) | Q(withdrawn_at__lt=before) | Q(expires_at__lt=before)
    ).delete()
    Invitation.objects.filter(expires_at__lt=at).exclude(email="").update(email="")
    Signature.objects.exclude(state=SignatureState.SIGNED).filter(
        Q(closed_at__lt=before) | Q(expires_at__lt=before)
    ).delete()
    Signature.objects.filter(expires_at__lt=at).exclude(email="").update(email="", secret_hash="")
    concerns = (
        Concern.objects.exclude(state=ConcernState.OPEN)
        .filter(closed_at__lt=before)
        .exclude(reply_to="", note="", answer="")
        .update(reply_to="", note="", answer="")
    )
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    never_confirmed = Person.objects.filter(
        Exists(addresses),
        ~Exists(addresses.filter(verified=True)),
        last_login__isnull=True,
        joined_at__lt=before,
    )
    persons = never_confirmed.count()
    never_confirmed.delete()
    alive = Session.objects.filter(expire_date__gt=at, session_key=OuterRef("session_key"))
    UserSession.objects.filter(~Exists(alive)).delete()
    return {"links": links, "invitations": invitations, "concerns": concerns, "accounts": persons}
