"""Signing in by a link in a mail."""

import secrets
from datetime import datetime

from django.db import transaction

from colonnade.people import queries
from colonnade.people.actions.persons import confirm_address
from colonnade.people.events import SignInLinkMade, SignInLinkRefused
from colonnade.people.models import OneTimeLink, Person
from colonnade.people.vocabulary import LINK_LIVES, LINKS_AT_ONCE, Purpose
from colonnade.plumbing.events import announce


class LinkNoLongerWorks(Exception):
    """The link was used, is older than twenty minutes, or never existed."""


@transaction.atomic
def make_sign_in_link(*, email: str, language: str, next_path: str = "", at: datetime) -> None:
    """Send a link to whoever signs in with this address. Returns nothing, so that nothing can be learnt from it.

    Where there is no account the mail says so, in ``language``. A sixth link within twenty minutes is not
    sent. Asks no permission and leaves no audit entry: anybody may type any address, and who tried to
    sign in when is nobody's business. Announces ``SignInLinkMade`` or ``SignInLinkRefused``.
    """
    person = queries.person_with_address(email)
    if person is None:
        announce(SignInLinkRefused(email=email.strip().lower(), language=language))
        return
    alive = OneTimeLink.objects.filter(person=person, purpose=Purpose.SIGN_IN, expires_at__gt=at)
    if not person.is_active or alive.count() >= LINKS_AT_ONCE:
        return
    secret = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        person=person,
        purpose=Purpose.SIGN_IN,
        secret_hash=queries.secret_hash(secret),
        made_at=at,
        expires_at=at + LINK_LIVES,
    )
    announce(SignInLinkMade(person_id=person.pk, next_path=next_path, secret=secret))


@transaction.atomic
def sign_in_by_link(*, secret: str, at: datetime) -> Person:
    """Use up a link and return whose it was; who opens a session for them asks for the second factor first.

    Of two browsers that use the link at the same moment only one gets in. The link proves that the
    address is the person's, so an address that was not confirmed is now. Leaves no audit entry.
    """
    link = queries.link_behind(secret, at)
    if link is None:
        raise LinkNoLongerWorks
    used = OneTimeLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=at)
    if not used:
        raise LinkNoLongerWorks
    confirm_address(link.person)
    return link.person
