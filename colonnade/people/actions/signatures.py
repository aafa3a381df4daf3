"""Asking for a signature, giving one, declining, taking it back."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from colonnade.people import queries
from colonnade.people.actions.roles import Actor
from colonnade.people.events import SignatureAsked, SignatureGiven
from colonnade.people.models import Person, Signature
from colonnade.people.queries.signatures import signable, signature_of
from colonnade.people.rules import Permission
from colonnade.people.vocabulary import SIGNATURE_LIVES, Deed, SignatureState
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce


class RequestIsClosed(Exception):
    """The request was answered or withdrawn, or is too old."""


class SignedAlready(Exception):
    """The person's signature stands under this wording already."""


class TextHasChanged(Exception):
    """The wording is no longer the one the signer was asked to sign."""


@transaction.atomic
def ask_for_signature(
    *,
    scope_id: UUID,
    thing_id: UUID,
    digest: str,
    title: str,
    url: str,
    name: str,
    office: str,
    email: str,
    language: str,
    by: Actor,
    at: datetime,
    organisation: str = "",
) -> Signature:
    """Ask whoever reads this address to sign a wording; an open request to them for the same text is replaced.

    Refused to those who may not ask in that place. Announces ``SignatureAsked``, after which the mail goes out.
    """
    permissions.require(by, Permission.SIGNATURE_ASK, scope_id)
    email = email.strip().lower()
    for older in Signature.objects.filter(thing_id=thing_id, email=email, state=SignatureState.ASKED):
        _close(older, SignatureState.WITHDRAWN, at)
    secret = secrets.token_urlsafe(32)
    signature = Signature.objects.create(
        scope_id=scope_id,
        thing_id=thing_id,
        digest=digest,
        title=title[:300],
        url=url,
        name=name.strip(),
        office=office.strip(),
        organisation=organisation.strip(),
        email=email,
        language=language,
        secret_hash=queries.secret_hash(secret),
        asked_by=queries.person_of(by),
        asked_at=at,
        expires_at=at + SIGNATURE_LIVES,
    )
    audit.record(by=by, verb=Permission.SIGNATURE_ASK, thing=signature, at=at, text=str(thing_id))
    announce(SignatureAsked(signature_id=signature.pk, secret=secret))
    return signature


@transaction.atomic
def sign_by_link(*, signature: Signature, secret: str, name: str, is_public: bool, at: datetime) -> Signature:
    """Sign what the mail asked for; the link works once and the address is forgotten.

    Refused without the secret. Office and organisation are those of the request: nobody promotes themselves.
    Announces ``SignatureGiven``.

    :raises TextHasChanged: the wording is another by now.
    :raises RequestIsClosed: somebody answered already, or the request is too old.
    """
    _check_secret(signature, secret, Deed.SIGNATURE_GIVE)
    if not signature.is_open(at):
        raise RequestIsClosed(signature.pk)
    text = signable(signature.thing_id)
    if text is not None and text.digest != signature.digest:
        raise TextHasChanged(signature.pk)
    _close(signature, SignatureState.SIGNED, at)
    signature.name = name.strip() or signature.name
    signature.is_public, signature.signed_at = is_public, at
    signature.save(update_fields=["name", "is_public"])
    audit.record(by=_MAIL, verb=Deed.SIGNATURE_GIVE, thing=signature, at=at, digest=signature.digest)
    announce(SignatureGiven(signature_id=signature.pk, thing_id=signature.thing_id))
    return signature


@transaction.atomic
def decline_signature(*, signature: Signature, secret: str, at: datetime) -> None:
    """Say no to a request from a mail; its address is forgotten, and whoever asked sees the answer."""
    _check_secret(signature, secret, Deed.SIGNATURE_DECLINE)
    if not signature.is_open(at):
        raise RequestIsClosed(signature.pk)
    _close(signature, SignatureState.DECLINED, at)
    audit.record(by=_MAIL, verb=Deed.SIGNATURE_DECLINE, thing=signature, at=at)


@transaction.atomic
def sign(
    *,
    scope_id: UUID,
    thing_id: UUID,
    digest: str,
    title: str,
    url: str,
    name: str,
    organisation: str,
    office: str,
    is_public: bool,
    by: Person,
    at: datetime,
) -> Signature:
    """Sign as somebody who is signed in. The module that owns the text has said that they may.

    Announces ``SignatureGiven``.

    :raises SignedAlready: their signature stands under this wording.
    """
    if signature_of(by, thing_id, digest):
        raise SignedAlready(thing_id)
    signature = Signature.objects.create(
        scope_id=scope_id,
        thing_id=thing_id,
        digest=digest,
        title=title[:300],
        url=url,
        name=name.strip(),
        office=office.strip(),
        organisation=organisation.strip(),
        person=by,
        is_public=is_public,
        state=SignatureState.SIGNED,
        signed_at=at,
    )
    audit.record(by=by, verb=Deed.SIGNATURE_GIVE, thing=signature, at=at, digest=digest)
    announce(SignatureGiven(signature_id=signature.pk, thing_id=thing_id))
    return signature


@transaction.atomic
def withdraw_signature(*, signature: Signature, by: Actor, at: datetime) -> None:
    """Take back a request or a signature: it no longer counts, and nobody is named.

    Done by the person who signed, or by those who may ask in that place.
    """
    if not isinstance(by, Person) or signature.person_id != by.pk:
        permissions.require(by, Permission.SIGNATURE_ASK, signature.scope_id)
    if signature.state not in {SignatureState.ASKED, SignatureState.SIGNED}:
        raise RequestIsClosed(signature.pk)
    had_signed = signature.state == SignatureState.SIGNED
    _close(signature, SignatureState.WITHDRAWN, at)
    audit.record(by=by, verb=Deed.SIGNATURE_TAKE_BACK, thing=signature, at=at, had_signed=had_signed)


_MAIL = permissions.System("signature by mail")


def _check_secret(signature: Signature, secret: str, deed: Deed) -> None:
    if not secret or queries.secret_hash(secret) != signature.secret_hash:
        raise permissions.NotAllowed(deed)


def _close(signature: Signature, state: SignatureState, at: datetime) -> None:
    """Move a signature on and forget the address; whoever comes second is told that it is closed."""
    day = {"signed_at" if state == SignatureState.SIGNED else "closed_at": at}
    same = Signature.objects.filter(pk=signature.pk, state=signature.state)
    if not same.update(state=state, email="", **day):
        raise RequestIsClosed(signature.pk)
    signature.state, signature.email = state, ""
