"""A harvest: fetch → recognise → read → map → check → match → write → index.

Reading, mapping and checking go through a spool on disk, so that memory does not grow with the feed and a
file that turns out to be broken changes nothing of what was there. Writing then goes batch by batch, each
in a transaction of its own; a killed harvest is simply run again and ends where one clean run would have.
"""

import fcntl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from colonnade.city.catalogue.actions.books import Books
from colonnade.city.catalogue.actions.keeping import Keeper
from colonnade.city.catalogue.events import HarvestEnded
from colonnade.city.catalogue.harvest import Context, Head, Reader, Refused, Report, Unusable, readers
from colonnade.city.catalogue.harvest.checking import Manner, checked
from colonnade.city.catalogue.harvest.spool import Spool
from colonnade.city.catalogue.models import HarvestRun, Source
from colonnade.city.catalogue.rules import Permission
from colonnade.city.catalogue.vocabulary import RunState
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.plumbing.search import outbox

HEAD_BYTES = 65_536
BATCH = 500
UNMAPPED = {"mmap_size": 0}  # settings of SQLite
SMALL = {**UNMAPPED, "cache_size": -16_384}  # a negative size is in kilobytes
SURE_ENOUGH = 0.2
# What odd bytes make a reader stumble over. One odd record or feed must not cost the others; that it was
# odd is on record with its place.
ODD = (ValueError, TypeError, KeyError, AttributeError, LookupError, ArithmeticError, RecursionError)

Progress = Callable[[HarvestRun], None]


class AlreadyHarvesting(Exception):
    """Another harvest of the same source is under way."""


def harvest(
    *,
    source: Source,
    stream: BinaryIO,
    by: Any,
    at: datetime,
    name: str = "",
    content_type: str = "",
    complete: bool = True,
    run: HarvestRun | None = None,
    progress: Progress | None = None,
    index: bool = True,
) -> HarvestRun:
    """Read a feed into the catalogue and return the run with its books.

    ``stream`` must be seekable. ``complete`` is False where the bytes were cut off on the way; then nothing
    is withdrawn. ``index`` makes what was written findable before returning, where no indexer runs.
    Refused to anybody who may not manage the city's sources. :raises AlreadyHarvesting: one is under way.
    """
    permissions.require(by, Permission.SOURCE_MANAGE, source.city)
    started = time.perf_counter()
    with _alone(source):
        run = run or HarvestRun(source=source)
        run.state, run.started_at = RunState.RUNNING, at
        with transaction.atomic():
            run.save()
            source.runs.filter(state=RunState.RUNNING).exclude(pk=run.pk).update(
                state=RunState.INTERRUPTED, ended_at=at
            )
            audit.record(by=by, verb=Permission.SOURCE_MANAGE, thing=source, at=at, run=run.pk)
        books = Books(run, progress)
        try:
            with _little_memory(UNMAPPED):
                _read_and_keep(source, stream, name, content_type, complete, books, at)
            run.state = RunState.DONE
        except Unusable as refusal:
            books.refuse(refusal.code, refusal.details)
        except BaseException:
            # Nobody shall wait for a run that died. What its batches wrote stays; the next run goes on from there.
            ended = timezone.now()
            HarvestRun.objects.filter(pk=run.pk).update(state=RunState.INTERRUPTED, ended_at=ended)
            raise
        run.seconds = round(time.perf_counter() - started, 3)
        run.ended_at = timezone.now()
        books.close()
    announce(HarvestEnded(run_id=run.pk, source_id=source.pk, city_id=source.city.uuid, state=run.state))
    if index:
        with _little_memory(SMALL):
            outbox.apply_pending(wait=10)
    return run


def context_for(source: Source, now: datetime) -> Context:
    """What a reader may know of the city behind a source."""
    city = source.city
    return Context(
        timezone=city.timezone or "UTC",
        country=city.country,
        city_names=list(city.names.values()),
        language="" if city.default_language == "und" else city.default_language,
        mapping=dict(source.mapping),
        now=now,
    )


def recognised(stream: BinaryIO, name: str, content_type: str, wanted: str = "") -> Reader:
    """Choose the reader that is surest of a feed; the stream is left at its beginning.

    :raises Unusable: the feed is empty or no reader knows it.
    """
    stream.seek(0)
    data = stream.read(HEAD_BYTES)
    stream.seek(0)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise Unusable("empty")
    if wanted and wanted in readers():
        return readers()[wanted]
    head = Head(data.removeprefix(b"\xef\xbb\xbf"), name.lower(), content_type)
    sure, _, reader = max(
        ((each.recognise(head), each.name, each) for each in readers().values()), key=lambda found: found[:2]
    )
    if sure < SURE_ENOUGH:
        raise Unusable("unknown_format")
    return reader


def drafts(
    reader: Reader, stream: BinaryIO, manner: Manner, report: Report, counted: Callable[[], None]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``(where, checked record)`` for every usable record; the others go to the report."""
    for raw in reader.read(stream, manner.context, report):
        counted()
        try:
            yield raw.where, checked(reader.map(raw, manner.context), manner)
        except Refused as refusal:
            report.rejected(raw.where, refusal.code, _excerpt(raw.data), **refusal.details)
        except ODD as error:
            report.rejected(
                raw.where,
                "broken_record",
                _excerpt(raw.data),
                detail=f"{type(error).__name__}: {error}"[:200],
            )


def _read_and_keep(
    source: Source, stream: BinaryIO, name: str, content_type: str, complete: bool, books: Books, at: datetime
) -> None:
    reader = recognised(stream, name, content_type, source.format)
    books.run.format = reader.name
    manner = Manner(context_for(source, at), at, source.redact)
    report = Report(repaired=books.repaired, rejected=books.rejected)
    with Spool() as spool:
        try:
            for _, record in drafts(reader, stream, manner, report, books.one_read):
                spool.add(record)
        except Unusable as refusal:
            if not books.run.read:
                raise
            report.cut = True
            books.repaired("file", refusal.code, **refusal.details)
        except ODD as error:
            detail = f"{type(error).__name__}: {error}"[:200]
            if not books.run.read:
                raise Unusable("feed_broke", detail=detail) from None
            report.cut = True
            books.repaired("file", "feed_broke", detail=detail)
        keeper = Keeper(source, books.run, at)
        for batch in spool.batches(BATCH):
            books.add(keeper.keep(batch))
        for pairs in spool.parts(BATCH):
            keeper.join_parts(pairs)
    books.run.complete = complete and not report.cut
    if books.run.complete:
        books.add(Counter(withdrawn=keeper.withdraw_unseen()))


@contextmanager
def _little_memory(settings_meanwhile: dict[str, int]) -> Iterator[None]:
    """Keep SQLite from holding much of its file in the memory of this process while tables grow by a gigabyte.

    Writing needs the whole cache, for its indexes are hit everywhere; reading for the search index does not.
    """
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = {name: cursor.execute(f"PRAGMA {name}").fetchone() for name in settings_meanwhile}
        for name, value in settings_meanwhile.items():
            cursor.execute(f"PRAGMA {name}={value}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name, row in before.items():
                if row:  # tables in memory have no file to map
                    cursor.execute(f"PRAGMA {name}={int(row[0])}")


def _excerpt(data: Any) -> str:
    if isinstance(data, dict):
        for key in ("title", "name", "SUMMARY", "titel", "titulo"):
            if data.get(key):
                return str(data[key])[:200]
    return str(data)[:200] if isinstance(data, str) else ""


@contextmanager
def _alone(source: Source) -> Iterator[None]:
    """One harvest of a source at a time, whatever the process; a killed one leaves no lock behind."""
    folder = Path(settings.SEARCH_ROOT).parent / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"source-{source.pk}").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyHarvesting(source.name) from None
        yield
