"""Accounts are made, described, and signed out elsewhere."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from colonnade.people import queries
from colonnade.people.actions.roles import define_roles, hold
from colonnade.people.events import PersonRegistered
from colonnade.people.models import Person, Role
from colonnade.people.rules import Permission
from colonnade.people.vocabulary import OPERATOR, Deed
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce

Actor = Person | permissions.System


class AddressIsTaken(Exception):
    """Somebody signs in with this address already."""


@transaction.atomic
def register_person(
    *,
    email: str,
    name: str = "",
    password: str | None = None,
    language: str = "en",
    is_verified: bool,
    is_demo: bool = False,
    by: Actor | None = None,
    at: datetime,
) -> Person:
    """Make an account. Without a password the person signs in by link or passkey.

    ``is_verified`` says that whoever asked has shown that the address is theirs; otherwise allauth
    sends a mail first. Asks no permission, since anybody may join. Announces ``PersonRegistered``.
    """
    email = email.strip().lower()
    if queries.person_with_address(email):
        raise AddressIsTaken
    person = Person(email=email, name=name.strip(), language=language, is_demo=is_demo, joined_at=at)
    person.set_password(password)
    person.save()
    if is_verified:
        confirm_address(person)
    audit.record(by=by or person, verb=Deed.PERSON_REGISTER, thing=person, at=at)
    announce(PersonRegistered(person_id=person.pk))
    return person


def confirm_address(person: Person) -> None:
    """Note that the person's address is theirs; part of the actions that have seen the proof.

    Whoever registered an address that was not confirmed may not have been its owner, so a password set
    before the proof no longer opens the account.
    """
    address, is_new = EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"primary": True, "verified": True}
    )
    if is_new or address.verified:
        return
    address.verified = address.primary = True
    address.save(update_fields=["verified", "primary"])
    person.set_unusable_password()
    person.save(update_fields=["password"])


@transaction.atomic
def create_operator(
    *,
    email: str,
    name: str = "",
    password: str | None = None,
    language: str = "en",
    at: datetime | None = None,
) -> Person:
    """Make somebody operator of this installation, and make their account if they have none.

    For the command line; whoever can run it already owns the database. Can be run twice: an existing
    account keeps its name, and gets the password only if one is given.
    """
    by, at = permissions.System("colonnade admin create"), at or timezone.now()
    person = queries.person_with_address(email)
    if person is None:
        person = register_person(
            email=email, name=name, password=password, language=language, is_verified=True, by=by, at=at
        )
    else:
        confirm_address(person)
        if password:
            person.set_password(password)
            person.save(update_fields=["password"])
    if not Role.objects.filter(code=OPERATOR).exists():
        define_roles(by=by, at=at)
    if not queries.roles_held_by(person).filter(role__code=OPERATOR, scope_id__isnull=True).exists():
        held = hold(person=person, role=queries.role(OPERATOR), scope_id=None, granted_by=by, at=at)
        audit.record(
            by=by, verb=Permission.ROLE_GRANT, thing=held, at=at, role=OPERATOR, scope=None, person=person.pk
        )
    return person


@transaction.atomic
def describe_oneself(*, by: Person, name: str, language: str, at: datetime) -> Person:
    """Change one's own name and the language one is written to in."""
    by.name, by.language = name.strip(), language
    by.save(update_fields=["name", "language"])
    audit.record(by=by, verb=Deed.PERSON_DESCRIBE, thing=by, at=at)
    return by


@transaction.atomic
def sign_out_elsewhere(*, by: Person, here: str | None, at: datetime) -> int:
    """End one's own sessions in all browsers but the one whose session key is ``here``; return how many."""
    others = UserSession.objects.filter(user=by).exclude(session_key=here or "")
    keys = list(others.values_list("session_key", flat=True))
    ended, _details = Session.objects.filter(session_key__in=keys).delete()
    others.delete()
    audit.record(by=by, verb=Deed.DEVICES_SIGN_OUT, thing=by, at=at, ended=ended)
    return ended
