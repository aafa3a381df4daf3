"""Writing the declaration, publishing it, keeping documents, and promising."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from colonnade.city.governance.events.will import DeclarationPublished, PledgeKept
from colonnade.city.governance.models import Declaration, Document, Pledge
from colonnade.city.governance.rules import Permission
from colonnade.city.governance.vocabulary.will import DeclarationState
from colonnade.city.profile.models import Territory
from colonnade.people.actions.signatures import ask_for_signature, sign
from colonnade.people.models import Person, Signature
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.plumbing.languages import LanguageMap, tag


class AlreadyPublished(Exception):
    """A published text never changes; a new version supersedes it."""


class NothingToPublish(Exception):
    """A declaration needs a title and a text in one language at least."""


class NotOpenToSignature(Exception):
    """Only a published declaration that is open to signature is signed by others."""


def digest_of(titles: LanguageMap, texts: LanguageMap) -> str:
    """SHA-256 of what a declaration says, in canonical form."""
    said = json.dumps([titles, texts], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


@transaction.atomic
def write_declaration(
    *,
    territory: Territory,
    language: str,
    title: str,
    text: str,
    dated_on: date | None,
    open_to_signature: bool,
    by: Any,
    at: datetime,
) -> Declaration:
    """Write the declaration in one language; where one is published, this begins the next version."""
    permissions.require(by, Permission.DECLARATION_KEEP, territory)
    language = tag(language)
    rows = Declaration.objects.filter(territory=territory)
    draft = rows.filter(state=DeclarationState.DRAFT).first()
    if draft is None:
        last = rows.order_by("-version").first()
        draft = Declaration(
            territory=territory,
            version=last.version + 1 if last else 1,
            titles=dict(last.titles) if last else {},
            texts=dict(last.texts) if last else {},
        )
    draft.titles = {code: said for code, said in {**draft.titles, language: title.strip()}.items() if said}
    draft.texts = {code: said for code, said in {**draft.texts, language: text.strip()}.items() if said}
    draft.dated_on, draft.open_to_signature, draft.modified_at = dated_on, open_to_signature, at
    draft.save()
    audit.record(
        by=by, verb=Permission.DECLARATION_KEEP, thing=draft, at=at, language=language, version=draft.version
    )
    return draft


@transaction.atomic
def publish_declaration(*, declaration: Declaration, by: Any, at: datetime) -> Declaration:
    """Publish a version: its text is fixed by its SHA-256 and supersedes the one before.

    Pledges stay with the city and move to the new version. Announces ``DeclarationPublished``.

    :raises AlreadyPublished: it was published before.
    :raises NothingToPublish: title or text is missing.
    """
    permissions.require(by, Permission.DECLARATION_PUBLISH, declaration)
    if declaration.state != DeclarationState.DRAFT:
        raise AlreadyPublished(declaration.pk)
    if not declaration.titles or not declaration.texts:
        raise NothingToPublish(declaration.pk)
    before = Declaration.objects.filter(territory=declaration.territory, state=DeclarationState.PUBLISHED)
    Pledge.objects.filter(declaration__in=before).update(declaration=declaration)
    before.update(state=DeclarationState.SUPERSEDED)
    declaration.state, declaration.published_at = DeclarationState.PUBLISHED, at
    declaration.digest = digest_of(declaration.titles, declaration.texts)
    declaration.save(update_fields=["state", "published_at", "digest"])
    audit.record(
        by=by, verb=Permission.DECLARATION_PUBLISH, thing=declaration, at=at, digest=declaration.digest
    )
    announce(DeclarationPublished(declaration_id=declaration.uuid, territory_id=declaration.territory.uuid))
    return declaration


def ask_to_sign(
    *, declaration: Declaration, email: str, name: str, office: str, language: str, by: Any, at: datetime
) -> Signature:
    """Ask the mayor, or anybody with an office, by mail to sign a published declaration."""
    permissions.require(by, Permission.DECLARATION_KEEP, declaration)
    if declaration.state != DeclarationState.PUBLISHED:
        raise NotOpenToSignature(declaration.pk)
    return ask_for_signature(
        email=email, name=name, office=office, language=language, by=by, at=at, **_signed(declaration)
    )


def sign_declaration(
    *,
    declaration: Declaration,
    name: str,
    organisation: str,
    office: str,
    is_public: bool,
    by: Person,
    at: datetime,
) -> Signature:
    """Sign as a resident or for an organisation, where the city has opened the declaration to signature."""
    if declaration.state != DeclarationState.PUBLISHED or not declaration.open_to_signature:
        raise NotOpenToSignature(declaration.pk)
    return sign(
        name=name,
        organisation=organisation,
        office=office,
        is_public=is_public,
        by=by,
        at=at,
        **_signed(declaration),
    )


@transaction.atomic
def keep_document(
    *,
    territory: Territory,
    language: str,
    title: str,
    summary: str,
    by: Any,
    at: datetime,
    document: Document | None = None,
    **facts: Any,
) -> Document:
    """Keep a resolution, law, strategy or agreement; title and summary in one language, others stay."""
    permissions.require(by, Permission.DOCUMENT_KEEP, territory)
    language = tag(language)
    row = document or Document(territory=territory)
    row.titles = {**row.titles, language: title}
    row.summaries = {code: said for code, said in {**row.summaries, language: summary}.items() if said}
    for field, value in facts.items():
        setattr(row, field, value)
    row.modified_at = at
    row.save()
    audit.record(
        by=by, verb=Permission.DOCUMENT_KEEP, thing=row, at=at, made=document is None, status=row.status
    )
    return row


@transaction.atomic
def keep_pledge(
    *,
    territory: Territory,
    language: str,
    text: str,
    by: Any,
    at: datetime,
    pledge: Pledge | None = None,
    **facts: Any,
) -> Pledge:
    """Write down a promise, in one language; it belongs to the declaration in force, or to the draft."""
    permissions.require(by, Permission.DECLARATION_KEEP, territory)
    row = pledge
    if row is None:
        held = Declaration.objects.filter(territory=territory).exclude(state=DeclarationState.SUPERSEDED)
        row = Pledge(
            territory=territory,
            declaration=held.order_by("-version").first(),
            position=Pledge.objects.filter(territory=territory).count() + 1,
        )
    row.texts = {**row.texts, tag(language): text}
    for field, value in facts.items():
        setattr(row, field, value)
    row.save()
    audit.record(by=by, verb=Permission.DECLARATION_KEEP, thing=row, at=at, made=pledge is None)
    return row


@transaction.atomic
def settle_pledge(*, pledge: Pledge, kept: bool, on: date, note: str, by: Any, at: datetime) -> Pledge:
    """Say that a promise was kept, or is withdrawn, and how or why. Announces ``PledgeKept`` when it was kept."""
    permissions.require(by, Permission.DECLARATION_KEEP, pledge)
    pledge.kept_on, pledge.withdrawn_on = (on, None) if kept else (None, on)
    pledge.note = note
    pledge.save(update_fields=["kept_on", "withdrawn_on", "note"])
    audit.record(by=by, verb=Permission.DECLARATION_KEEP, thing=pledge, at=at, kept=kept)
    if kept:
        announce(PledgeKept(pledge_id=pledge.uuid, territory_id=pledge.territory.uuid))
    return pledge


@transaction.atomic
def reopen_pledge(*, pledge: Pledge, by: Any, at: datetime) -> Pledge:
    """Say that a promise still stands: it was marked as kept or withdrawn by mistake. The note goes."""
    permissions.require(by, Permission.DECLARATION_KEEP, pledge)
    pledge.kept_on, pledge.withdrawn_on, pledge.note = None, None, ""
    pledge.save(update_fields=["kept_on", "withdrawn_on", "note"])
    audit.record(by=by, verb=Permission.DECLARATION_KEEP, thing=pledge, at=at, reopened=True)
    return pledge


@transaction.atomic
def open_to_signature(*, declaration: Declaration, is_open: bool, by: Any, at: datetime) -> Declaration:
    """Let organisations and residents sign a declaration, or no longer; signatures that stand remain."""
    permissions.require(by, Permission.DECLARATION_KEEP, declaration)
    declaration.open_to_signature = is_open
    declaration.save(update_fields=["open_to_signature"])
    audit.record(by=by, verb=Permission.DECLARATION_KEEP, thing=declaration, at=at, open_to_signature=is_open)
    return declaration


def _signed(declaration: Declaration) -> dict[str, Any]:
    return {
        "scope_id": declaration.territory.uuid,
        "thing_id": declaration.uuid,
        "digest": declaration.digest,
        "title": str(declaration.title),
        "url": reverse("governance:declaration", args=[declaration.territory.slug]),
    }
