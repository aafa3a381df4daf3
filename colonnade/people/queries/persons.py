"""Persons, the ways they sign in, and what lies behind a secret link."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from colonnade.people.models import Invitation, OneTimeLink, Person
from colonnade.people.vocabulary import Purpose


@dataclass(frozen=True)
class WaysToSignIn:
    """How somebody can prove who they are, besides a link by mail, which everybody can."""

    password: bool
    passkeys: int
    app: bool
    recovery_codes: bool

    @property
    def second_factor(self) -> bool:
        """Whether something besides the password or link is asked for."""
        return self.app or self.passkeys > 0


def secret_hash(secret: str) -> str:
    """What is kept of a secret that was sent by mail."""
    return hashlib.sha256(secret.encode()).hexdigest()


def person_with_address(email: str) -> Person | None:
    """Return the person who signs in with this address, whatever its case."""
    return Person.objects.filter(email__iexact=email.strip()).first() if email.strip() else None


def person_of(actor: object) -> Person | None:
    """The account that acts; ``None`` for Colonnade itself."""
    return actor if isinstance(actor, Person) else None


def addresses_of(person: Person) -> list[str]:
    """The person's own addresses, lower case: the one they sign in with, and others they have confirmed."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return sorted({person.email.lower(), *(email.lower() for email in confirmed)} - {""})


def ways_to_sign_in(person: Person) -> WaysToSignIn:
    """How this person can sign in."""
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return WaysToSignIn(
        password=person.has_usable_password(),
        passkeys=kinds.count(Authenticator.Type.WEBAUTHN),
        app=Authenticator.Type.TOTP in kinds,
        recovery_codes=Authenticator.Type.RECOVERY_CODES in kinds,
    )


def devices_of(person: Person, at: datetime) -> QuerySet[UserSession]:
    """Browsers in which the person may still be signed in, newest first."""
    alive = Session.objects.filter(expire_date__gt=at).values("session_key")
    devices = UserSession.objects.filter(user=person, session_key__in=alive)
    return devices.order_by("-created_at", "-pk")


def link_behind(secret: str, at: datetime) -> OneTimeLink | None:
    """Return the sign-in link with this secret if it still works."""
    links = OneTimeLink.objects.filter(purpose=Purpose.SIGN_IN, used_at__isnull=True, expires_at__gt=at)
    return (
        links.select_related("person").filter(secret_hash=secret_hash(secret), person__is_active=True).first()
    )


def invitation_behind(secret: str) -> Invitation | None:
    """Return the invitation with this secret, open or not."""
    invitations = Invitation.objects.select_related("role", "invited_by")
    return invitations.filter(secret_hash=secret_hash(secret)).first()


def invitations_for(person: Person, at: datetime) -> QuerySet[Invitation]:
    """Open invitations sent to one of the person's own addresses, oldest first."""
    waiting = Invitation.objects.filter(
        email__in=addresses_of(person), accepted_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=at
    )
    return waiting.select_related("role").order_by("made_at", "pk")


def recovery_codes_of(person: Person) -> list[str]:
    """The person's recovery codes that have not been used; none where no second step is set up."""
    held = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).first()
    return list(held.wrap().get_unused_codes()) if held else []
