"""Harvests that run in the background, and those that come round by themselves."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from colonnade.city.catalogue.actions.books import plain_details
from colonnade.city.catalogue.actions.harvesting import AlreadyHarvesting, harvest, recognised
from colonnade.city.catalogue.events import HarvestWanted
from colonnade.city.catalogue.harvest import Unusable
from colonnade.city.catalogue.models import HarvestRun, Note, Source
from colonnade.city.catalogue.rules import Permission
from colonnade.city.catalogue.vocabulary import RunState
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.plumbing.fetching import FetchFailed, fetched

PIECE = 1 << 20


class NothingToRead(Exception):
    """The source has neither an address nor a file."""


@transaction.atomic
def want_harvest(*, source: Source, by: Any, at: datetime, upload: Any = None) -> HarvestRun:
    """Queue a harvest and return its run; ``upload`` is a file brought by hand.

    Refused to anybody who may not manage the city's sources. Announces ``HarvestWanted``.
    """
    permissions.require(by, Permission.SOURCE_MANAGE, source.city)
    if upload is None and not source.address and not last_upload(source):
        raise NothingToRead(source.name)
    kept = (
        kept_upload(upload.chunks(PIECE), Path(str(upload.name)).suffix)
        if upload is not None
        else ("" if source.address else last_upload(source))
    )
    run = HarvestRun.objects.create(source=source, state=RunState.WAITING, upload=kept)
    audit.record(by=by, verb=Permission.SOURCE_MANAGE, thing=run, at=at, queued=True)
    announce(HarvestWanted(run_id=run.pk))
    return run


def run_wanted(*, run: HarvestRun, by: Any, at: datetime) -> HarvestRun:
    """Do a queued harvest: fetch or open, then read and keep. A run that is not waiting is left alone."""
    if run.state != RunState.WAITING:
        return run
    source = run.source
    try:
        if run.upload:
            with (Path(settings.MEDIA_ROOT) / run.upload).open("rb") as stream:
                return harvest(
                    source=source, stream=stream, name=run.upload, by=by, at=at, run=run, progress=_told
                )
        with fetched(source.address, source.etag, source.last_modified) as page:
            if page.unchanged:
                return _nothing_new(run, at)
            done = harvest(
                source=source, stream=page.stream, name=source.address, content_type=page.content_type,
                complete=page.complete, by=by, at=at, run=run, progress=_told,
            )  # fmt: skip
            if page.complete and done.state == RunState.DONE:
                Source.objects.filter(pk=source.pk).update(etag=page.etag, last_modified=page.last_modified)
            return done
    except FetchFailed as failure:
        return _refused(run, failure.code, failure.details, at)
    except AlreadyHarvesting:
        return _refused(run, "already_running", {}, at)
    except OSError as error:
        return _refused(run, "unreachable", {"detail": error.strerror or "file"}, at)


def harvest_due(*, by: Any, at: datetime) -> list[int]:
    """Queue every source whose time has come; called by the scheduler. Returns the runs' keys."""
    queued = []
    for source in (
        Source.objects.filter(every_hours__gt=0, is_active=True).exclude(address="").select_related("city")
    ):
        last = source.runs.order_by("-id").first()
        due = (
            last is None
            or (last.started_at or at - timedelta(days=99)) + timedelta(hours=source.every_hours) <= at
        )
        if due and (last is None or last.state not in {RunState.WAITING, RunState.RUNNING}):
            queued.append(want_harvest(source=source, by=by, at=at).pk)
    return queued


def last_upload(source: Source) -> str:
    """The file brought last, "" where there was none."""
    return (
        source.runs.exclude(upload="")
        .exclude(state=RunState.PREVIEW)
        .order_by("-id")
        .values_list("upload", flat=True)
        .first()
        or ""
    )


def table_columns(*, run: HarvestRun) -> tuple[list[str], list[tuple[str, Any]], dict[str, str]]:
    """Columns of the table a run was brought, our fields, and a first guess; empty where it is no table."""
    if not run.upload:
        return [], [], {}
    path = Path(settings.MEDIA_ROOT) / run.upload
    try:
        with path.open("rb") as stream:
            reader = recognised(stream, path.name, "", run.source.format)
            columns = reader.columns(stream)
    except (Unusable, OSError):
        return [], [], {}
    return columns, reader.fields(), reader.suggested(columns)


def kept_upload(pieces: Iterable[bytes], suffix: str) -> str:
    """Write a file brought by hand under media, piece by piece; returns its name there."""
    name = f"feeds/{uuid.uuid4().hex}{suffix.lower()[:8]}"
    path = Path(settings.MEDIA_ROOT) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        for piece in pieces:
            target.write(piece)
    return name


def _told(run: HarvestRun) -> None:
    """Progress is on the run itself, which pages read."""


def _nothing_new(run: HarvestRun, at: datetime) -> HarvestRun:
    run.state, run.started_at, run.ended_at, run.complete = RunState.DONE, at, timezone.now(), True
    run.unchanged = run.read = run.source.records.filter(withdrawn_at__isnull=True).count()
    run.save()
    return run


def _refused(run: HarvestRun, code: str, details: dict[str, Any], at: datetime) -> HarvestRun:
    run.state, run.reason, run.started_at, run.ended_at = (
        RunState.REFUSED,
        code,
        run.started_at or at,
        timezone.now(),
    )
    run.save()
    Note.objects.create(run=run, where="", code=code, details=plain_details(details))
    return run
