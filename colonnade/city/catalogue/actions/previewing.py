"""Looking at a feed before anything of it is kept."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from colonnade.city.catalogue.actions.books import plain_details
from colonnade.city.catalogue.actions.harvesting import context_for, drafts, recognised
from colonnade.city.catalogue.actions.scheduling import kept_upload
from colonnade.city.catalogue.events import HarvestWanted
from colonnade.city.catalogue.harvest import Report, Unusable
from colonnade.city.catalogue.harvest.checking import Manner
from colonnade.city.catalogue.models import HarvestRun, Source
from colonnade.city.catalogue.rules import Permission
from colonnade.city.catalogue.vocabulary import RunState
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce
from colonnade.plumbing.fetching import FetchFailed, fetched

LOOKED_AT = 200
SHOWN = 8


@dataclass
class Preview:
    """What the first records of a feed would become."""

    format: str = ""
    looked_at: int = 0
    usable: int = 0
    more: bool = False
    records: list[dict[str, Any]] = field(default_factory=list)
    notes: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)  # where, code, details
    refusal: tuple[str, dict[str, Any]] | None = None


class NotLookedAt(Exception):
    """Only a run that waits to be confirmed can be started this way."""


def bring_for_preview(*, source: Source, by: Any, at: datetime, upload: Any = None) -> HarvestRun:
    """Keep a file, or what an address answers with, as a run that waits to be looked at and confirmed.

    Refused to anybody who may not manage the city's sources. :raises FetchFailed: the address gave nothing.
    """
    permissions.require(by, Permission.SOURCE_MANAGE, source.city)
    if upload is None:
        with fetched(source.address) as page:
            if not page.complete:  # a part would count as the whole once it is kept as a file
                raise FetchFailed("too_long", megabytes=settings.HARVEST_MAX_BYTES // 1_000_000)
            kept = kept_upload(iter(lambda: page.stream.read(1 << 20), b""), _suffix(source.address))
    else:
        kept = kept_upload(upload.chunks(1 << 20), Path(str(upload.name)).suffix)
    with transaction.atomic():  # only now: nobody else shall wait with writing while an address answers
        run = HarvestRun.objects.create(source=source, state=RunState.PREVIEW, upload=kept)
        audit.record(by=by, verb=Permission.SOURCE_MANAGE, thing=run, at=at, preview=True)
    return run


@transaction.atomic
def confirm_preview(*, run: HarvestRun, by: Any, at: datetime) -> HarvestRun:
    """Start the harvest that somebody has looked at. Announces ``HarvestWanted``. :raises NotLookedAt: it has begun."""
    permissions.require(by, Permission.SOURCE_MANAGE, run.source.city)
    if run.state != RunState.PREVIEW:
        raise NotLookedAt(run.pk)
    run.state = RunState.WAITING
    run.save(update_fields=["state"])
    audit.record(by=by, verb=Permission.SOURCE_MANAGE, thing=run, at=at, queued=True)
    announce(HarvestWanted(run_id=run.pk))
    return run


def preview(*, run: HarvestRun, at: datetime) -> Preview:
    """Read the first records of a run's file and say what they would become; nothing is written."""
    seen = Preview()
    path = Path(settings.MEDIA_ROOT) / run.upload

    def noted(where: str, code: str, excerpt: str = "", **details: Any) -> None:
        seen.notes.append((keepable(where), code, plain_details(details)))

    report = Report(repaired=noted, rejected=noted)
    try:
        with path.open("rb") as stream:
            reader = recognised(stream, path.name, "", run.source.format)
            seen.format = str(reader.label)
            manner = Manner(context_for(run.source, at), at, run.source.redact)
            found = drafts(reader, stream, manner, report, lambda: None)
            _look(found, seen)
    except Unusable as refusal:
        seen.refusal = (refusal.code, plain_details(refusal.details))
    except OSError:
        seen.refusal = ("unreachable", {"detail": "file"})
    return seen


def _look(found: Iterator[tuple[str, dict[str, Any]]], seen: Preview) -> None:
    for where, record in itertools.islice(found, LOOKED_AT):
        seen.usable += 1
        if len(seen.records) < SHOWN:
            seen.records.append({"where": where, **record})
    seen.more = seen.usable == LOOKED_AT
    seen.looked_at = seen.usable + sum(1 for _, code, _ in seen.notes if code)


def _suffix(address: str) -> str:
    return Path(address.split("?")[0]).suffix


__all__ = ["FetchFailed", "NotLookedAt", "Preview", "bring_for_preview", "confirm_preview", "preview"]
