"""Saying that something searchable changed, and applying it."""

import fcntl
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from django.conf import settings

from colonnade.plumbing.search import store
from colonnade.plumbing.search.kinds import Kind, kinds
from colonnade.plumbing.search.models import Change

BATCH = 2000
SETTLING_SECONDS = 0.04
LONGEST_SETTLING_SECONDS = 60.0


def changed(kind: str, ids: Iterable[int]) -> None:
    """Note, in the present transaction, that these things must be indexed anew."""
    keys = list(ids)
    if keys:
        Change.objects.create(kind=kind, ids=keys)


@contextmanager
def only_indexer(wait: float = 0.0) -> Iterator[bool]:
    """Hold the lock that makes this process the one that writes indexes; yields False when another has it."""
    settings.SEARCH_ROOT.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait
    with (settings.SEARCH_ROOT / "indexer.lock").open("w") as handle:
        held = False
        while not held:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                held = True
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    break
                time.sleep(0.02)
        try:
            yield held
        finally:
            if held:
                fcntl.flock(handle, fcntl.LOCK_UN)


def apply_pending(wait: float = 0.0) -> int:
    """Bring every index up to date with the outbox; returns how many things were indexed.

    Safe to repeat: a change that was applied but not yet struck off is applied again with the same result.
    """
    with only_indexer(wait) as held:
        if not held:
            return 0
        done = sum(_rebuild(kind) for kind in kinds().values() if store.needs_rebuild(kind))
        with ExitStack() as closing:
            return done + _drain_all(closing)


def _drain_all(closing: ExitStack) -> int:
    """Apply changes until none is left and the engine has come to rest.

    After a commit the engine may merge large parts of an index for seconds. The same writer stays open
    meanwhile, so that what changes in that time is found at once and not afterwards.
    """
    writers: dict[str, store.Writer] = {}
    done, last, looked = 0, time.monotonic(), True
    while True:
        fresh = 0
        for kind in kinds().values():
            changes = list(Change.objects.filter(kind=kind.name).order_by("id")[:200])
            if changes:
                if kind.name not in writers:
                    writers[kind.name] = closing.enter_context(store.writing(kind))
                fresh += _apply(changes, writers[kind.name])
        if fresh:
            done, last, looked = done + fresh, time.monotonic(), False
            continue
        merging = any(writer.merging() or (writer.may_merge() and not looked) for writer in writers.values())
        if not merging or time.monotonic() - last > LONGEST_SETTLING_SECONDS:
            return done
        looked = True  # it takes the engine a moment to begin
        time.sleep(SETTLING_SECONDS)


def _apply(changes: list[Change], writer: store.Writer) -> int:
    """Index what changed, make it findable, and only then strike it off."""
    ids = list(dict.fromkeys(key for change in changes for key in change.ids))
    for start in range(0, len(ids), BATCH):
        writer.put(ids[start : start + BATCH])
    writer.commit()
    Change.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return len(ids)


def rebuild(wait: float = 10.0) -> int:
    """Build every index anew beside the old one and swap them; returns how many things were indexed."""
    with only_indexer(wait) as held:
        return sum(_rebuild(kind) for kind in kinds().values()) if held else 0


def pending() -> int:
    """How many noted changes wait for the indexer."""
    return Change.objects.count()


def _rebuild(kind: Kind) -> int:
    last = Change.objects.filter(kind=kind.name).order_by("-id").values_list("id", flat=True).first()
    done = 0
    with store.writing_anew(kind) as writer:
        batch: list[int] = []
        for key in kind.all_ids():
            batch.append(key)
            if len(batch) == BATCH:
                writer.put(batch, fresh=True)
                done += len(batch)
                batch = []
        writer.put(batch, fresh=True)
        done += len(batch)
    if last:
        Change.objects.filter(kind=kind.name, id__lte=last).delete()
    return done


def needs_building() -> bool:
    """Say whether some kind has no index that fits."""
    return any(store.needs_rebuild(kind) for kind in kinds().values())


def ready() -> bool:
    """Say whether every kind has an index that fits."""
    return not needs_building()
