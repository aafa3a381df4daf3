"""Keeping the dossier: adding evidence, changing it, saying what it backs, withdrawing it, bringing it back."""

import hashlib
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction

from colonnade.city.monitoring.events.assessing import EvidenceChanged
from colonnade.city.monitoring.models import Agreement, Evidence, Observation, Score
from colonnade.city.monitoring.queries.file_kinds import file_name, kind_of
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.evidence import (
    KEPT_AFTER_WITHDRAWAL_DAYS,
    STALE_AFTER_YEARS,
    EvidenceKind,
    Guideline,
)
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce
from colonnade.plumbing.languages import tag
from colonnade.temple.queries import default_framework


class NothingToShow(Exception):
    """A link needs an address and a document a file or an address; a testimony or record needs words."""


class NeverFresh(Exception):
    """Evidence grows old after the day that stands on it, not before."""


class AlreadyWithdrawn(Exception):
    """The item was withdrawn before."""


class NotWithdrawn(Exception):
    """Only what was withdrawn, less than thirty days ago, can be brought back."""


class BelongsElsewhere(Exception):
    """Evidence backs what its own city said, nothing else."""


@transaction.atomic
def add_evidence(
    *,
    territory: Territory,
    language: str,
    title: str,
    kind: str,
    dated_on: date,
    by: Any,
    at: datetime,
    summary: str = "",
    url: str = "",
    upload: File | None = None,
    issued_by: str = "",
    stale_on: date | None = None,
    features: Collection[str] = (),
    guidelines: Collection[str] = (),
    is_public: bool = False,
) -> Evidence:
    """Put an item into the city's dossier. Without ``stale_on`` it stays fresh for three years from its date.

    Refused to anybody but the team. A file is looked into: see ``file_kinds``. Announces ``EvidenceChanged``.
    """
    permissions.require(by, Permission.EVIDENCE_KEEP, territory)
    evidence = Evidence(territory=territory, made_at=at)
    _describe(evidence, language, title, summary, kind, dated_on, stale_on, url, issued_by)
    _key(evidence, features, guidelines)
    evidence.is_public = is_public
    _put_file(evidence, upload)
    _shows_something(evidence)
    evidence.save()
    _tell(evidence, by, at, "add")
    return evidence


@transaction.atomic
def change_evidence(
    *,
    evidence: Evidence,
    language: str,
    title: str,
    kind: str,
    dated_on: date,
    by: Any,
    at: datetime,
    summary: str = "",
    url: str = "",
    upload: File | None = None,
    issued_by: str = "",
    stale_on: date | None = None,
    features: Collection[str] = (),
    guidelines: Collection[str] = (),
    is_public: bool = False,
) -> Evidence:
    """Change an item in one language; an empty title takes that language away. Without ``upload`` the file stays."""
    permissions.require(by, Permission.EVIDENCE_KEEP, evidence)
    _describe(evidence, language, title, summary, kind, dated_on, stale_on, url, issued_by)
    _key(evidence, features, guidelines)
    evidence.is_public = is_public
    old = evidence.upload.name if upload else ""
    _put_file(evidence, upload)
    _shows_something(evidence)
    evidence.save()
    if old:
        storage = evidence.upload.storage
        transaction.on_commit(lambda: storage.delete(old))
    _tell(evidence, by, at, "change")
    return evidence


@transaction.atomic
def attach_evidence(
    *,
    evidence: Evidence,
    by: Any,
    at: datetime,
    observations: Collection[Observation] = (),
    scores: Collection[Score] = (),
    agreements: Collection[Agreement] = (),
) -> None:
    """Say that an item backs these figures and scores of its own city; twice does no harm.

    Levels and reasons of an agreed round are frozen, but evidence may still arrive: it says more, not otherwise.
    """
    permissions.require(by, Permission.EVIDENCE_KEEP, evidence)
    owners = {each.territory_id for each in observations}
    owners |= {each.assessment.territory_id for each in scores}
    owners |= {each.assessment.territory_id for each in agreements}
    if owners - {evidence.territory_id}:
        raise BelongsElsewhere(evidence.pk)
    evidence.observations.add(*observations)
    evidence.scores.add(*scores)
    evidence.agreements.add(*agreements)
    _tell(evidence, by, at, "attach")


@transaction.atomic
def detach_evidence(
    *,
    evidence: Evidence,
    by: Any,
    at: datetime,
    observations: Collection[Observation] = (),
    agreements: Collection[Agreement] = (),
) -> None:
    """Say that an item no longer backs these figures and agreements."""
    permissions.require(by, Permission.EVIDENCE_KEEP, evidence)
    evidence.observations.remove(*observations)
    evidence.agreements.remove(*agreements)
    _tell(evidence, by, at, "detach")


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by: Any, at: datetime) -> Evidence:
    """Take an item out of the dossier. It counts nowhere from now on, and can be brought back for thirty days."""
    permissions.require(by, Permission.EVIDENCE_KEEP, evidence)
    if evidence.withdrawn_at is not None:
        raise AlreadyWithdrawn(evidence.pk)
    evidence.withdrawn_at = at
    evidence.save(update_fields=["withdrawn_at"])
    _tell(evidence, by, at, "withdraw")
    return evidence


@transaction.atomic
def bring_back_evidence(*, evidence: Evidence, by: Any, at: datetime) -> Evidence:
    """Undo a withdrawal; everything that the item backed is backed again."""
    permissions.require(by, Permission.EVIDENCE_KEEP, evidence)
    limit = at - timedelta(days=KEPT_AFTER_WITHDRAWAL_DAYS)
    if evidence.withdrawn_at is None or evidence.withdrawn_at <= limit:
        raise NotWithdrawn(evidence.pk)
    evidence.withdrawn_at = None
    evidence.save(update_fields=["withdrawn_at"])
    _tell(evidence, by, at, "bring back")
    return evidence


@transaction.atomic
def erase_withdrawn_evidence(*, by: Any, at: datetime) -> int:
    """Erase, with their files, the items withdrawn thirty days ago or earlier; returns how many. Run by schedule."""
    limit = at - timedelta(days=KEPT_AFTER_WITHDRAWAL_DAYS)
    erased = 0
    for evidence in (
        Evidence.objects.filter(withdrawn_at__lte=limit).select_related("territory").order_by("pk")
    ):
        permissions.require(by, Permission.EVIDENCE_KEEP, evidence)
        audit.record(by=by, verb=Permission.EVIDENCE_KEEP, thing=evidence, at=at, deed="erase")
        storage, name = evidence.upload.storage, evidence.upload.name
        if name:
            transaction.on_commit(lambda storage=storage, name=name: storage.delete(name))  # type: ignore[misc]
        evidence.delete()
        erased += 1
    return erased


def _describe(
    evidence: Evidence,
    language: str,
    title: str,
    summary: str,
    kind: str,
    dated_on: date,
    stale_on: date | None,
    url: str,
    issued_by: str,
) -> None:
    language = tag(language)
    titles = {**evidence.titles, language: title.strip()}
    summaries = {**evidence.summaries, language: summary.strip() if title.strip() else ""}
    evidence.titles = keepable({code: text for code, text in titles.items() if text})
    evidence.summaries = keepable({code: text for code, text in summaries.items() if text})
    evidence.kind = EvidenceKind(kind)
    evidence.url, evidence.issued_by = url, keepable(issued_by.strip())[:200]
    evidence.dated_on, evidence.stale_on = dated_on, stale_on or years_later(dated_on, STALE_AFTER_YEARS)
    if evidence.stale_on <= evidence.dated_on:
        raise NeverFresh(evidence.stale_on)


def _key(evidence: Evidence, features: Collection[str], guidelines: Collection[str]) -> None:
    """Features in the framework's order, guideline areas in theirs; what neither knows is passed over."""
    evidence.features = [each.code for each in default_framework().features if each.code in features]
    evidence.guidelines = [value for value in Guideline.values if value in guidelines]


def _put_file(evidence: Evidence, upload: File | None) -> None:
    if upload is None:
        return
    kind = kind_of(upload, upload.name or "", upload.size)
    upload.seek(0)
    evidence.digest = hashlib.file_digest(upload, "sha256").hexdigest()
    evidence.content_type, evidence.size = kind.content_type, upload.size
    evidence.file_name = file_name(upload.name or "", kind)
    upload.seek(0)
    evidence.upload.save(f"{evidence.uuid}{kind.ending}", upload, save=False)


def _shows_something(evidence: Evidence) -> None:
    if not evidence.titles:
        raise NothingToShow(evidence.pk)
    if evidence.kind in {EvidenceKind.TESTIMONY, EvidenceKind.RECORD}:
        missing = not (evidence.url or evidence.upload or evidence.summaries)
    else:
        missing = not evidence.url and (evidence.kind == EvidenceKind.LINK or not evidence.upload)
    if missing:
        raise NothingToShow(evidence.pk)


def years_later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _tell(evidence: Evidence, by: Any, at: datetime, deed: str) -> None:
    audit.record(by=by, verb=Permission.EVIDENCE_KEEP, thing=evidence, at=at, deed=deed)
    announce(EvidenceChanged(evidence_id=evidence.uuid, city_id=evidence.territory.uuid))
