"""The books of one harvest: every record is entered once, every refusal and repair with its place."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from colonnade.city.catalogue.models import HarvestRun, Note
from colonnade.city.catalogue.vocabulary import RunState
from colonnade.plumbing.cleaning import keepable

AT_ONCE = 500
TELL_EVERY_SECONDS = 1.0


class Books:
    """Counts and notes of one run, written in batches so that millions of refusals take no memory."""

    def __init__(self, run: HarvestRun, progress: Callable[[HarvestRun], None] | None = None) -> None:
        self.run = run
        self._progress = progress
        self._notes: list[Note] = []
        self._told = time.monotonic()

    def one_read(self) -> None:
        """A record was read."""
        self.run.read += 1
        if self.run.read % 200 == 0:
            self._tell()

    def repaired(self, where: str, code: str, **details: Any) -> None:
        """Something was mended; the record is kept."""
        where = keepable(where)[:300]
        self._note(Note(run=self.run, is_repair=True, where=where, code=code, details=plain_details(details)))

    def rejected(self, where: str, code: str, excerpt: str = "", **details: Any) -> None:
        """A record was refused: by its reader, which has not yielded it, or after it was read."""
        self.run.rejected += 1
        where, excerpt = keepable(where)[:300], keepable(excerpt)[:300]
        details = plain_details(details)
        self._note(Note(run=self.run, where=where, code=code, details=details, excerpt=excerpt))

    def add(self, outcomes: Counter[str]) -> None:
        """Enter what a batch came to."""
        for outcome, count in outcomes.items():
            setattr(self.run, outcome, getattr(self.run, outcome) + count)
        self._tell()

    def refuse(self, code: str, details: dict[str, Any]) -> None:
        """The whole feed is of no use."""
        self.run.state = RunState.REFUSED
        self._note(Note(run=self.run, where="", code=code, details=plain_details(details)))
        self.run.reason = code

    def close(self) -> None:
        """Write what is left. A record its reader refused was never yielded, so ``read`` is made whole here."""
        run = self.run
        run.read = run.created + run.updated + run.unchanged + run.merged + run.rejected
        self._flush()
        run.save()

    def _note(self, note: Note) -> None:
        self._notes.append(note)
        if len(self._notes) >= AT_ONCE:
            self._flush()

    def _flush(self) -> None:
        Note.objects.bulk_create(self._notes)
        self._notes = []

    def _tell(self) -> None:
        if self._progress and time.monotonic() - self._told >= TELL_EVERY_SECONDS:
            self._told = time.monotonic()
            self.run.save()
            self._progress(self.run)


def plain_details(details: dict[str, Any]) -> dict[str, Any]:
    """What is said beside a reason, as numbers and short texts that can be kept and shown."""
    return {
        name: value
        if isinstance(value, int | bool) and value.bit_length() < 64
        else keepable(str(value))[:300]
        for name, value in details.items()
    }
