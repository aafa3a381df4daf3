"""Files of figures: brought, looked at, kept. Every row ends in one of created, corrected, unchanged and rejected.

A file is read and checked as a whole before anything is written; then it is written in one transaction, so that it is
there altogether or not at all.
"""

import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from django.core.files.base import ContentFile
from django.db import transaction

from colonnade.city.monitoring.actions.indicators import indicator_of_file
from colonnade.city.monitoring.actions.keeping import keep_figures
from colonnade.city.monitoring.events.observing import FiguresChanged, FiguresWanted
from colonnade.city.monitoring.models import Batch
from colonnade.city.monitoring.queries.checking import Checker, Choices
from colonnade.city.monitoring.queries.comparing import CORRECTED, CREATED, REJECTED, Comparison, Judged
from colonnade.city.monitoring.queries.formats import (
    About,
    FigureRow,
    Told,
    Unusable,
    description_format,
    head_of,
    name_code,
    recognised,
)
from colonnade.city.monitoring.queries.indicators import indicators_for, known_for_file
from colonnade.city.monitoring.queries.places import Areas
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.observing import BatchState
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce

MOST_NOTES = 1000
SHOWN = 12
AT_ONCE_ROWS = 5000  # more are kept in the background
# What odd bytes make a reader stumble over. That a file was odd is said; it must not end in a page of error.
ODD = (ValueError, TypeError, KeyError, AttributeError, LookupError, ArithmeticError, RecursionError)


class NotWaiting(Exception):
    """The file has been kept or refused already."""


class _Notes:
    """What is said about a file, row by row, and how often each thing is."""

    def __init__(self) -> None:
        self.kept: list[dict[str, Any]] = []
        self.counts: Counter[str] = Counter()
        self.rejected = 0

    def noted(
        self,
        where: str,
        code: str,
        excerpt: str = "",
        rejected: bool = False,
        warning: bool = False,
        **details: Any,
    ) -> None:
        """Take down one thing; after a thousand only their number goes up."""
        self.counts[code] += 1
        self.rejected += rejected
        if len(self.kept) < MOST_NOTES:
            kind = "rejected" if rejected else "warning" if warning else "told"
            plain = {
                name: value if isinstance(value, int) else str(value)[:300] for name, value in details.items()
            }
            self.kept.append(
                keepable(
                    {
                        "where": where[:100],
                        "code": code,
                        "details": plain,
                        "excerpt": excerpt[:200],
                        "kind": kind,
                    }
                )
            )

    def refused(self, where: str, code: str, excerpt: str = "", **details: Any) -> None:
        """A row that its reader could not even yield."""
        self.noted(where, code, excerpt=excerpt, rejected=True, **details)


class Examined:
    """A file read and compared: what would become of every row."""

    def __init__(self, about: About, judged: list[Judged], notes: _Notes, brings: bool) -> None:
        self.about = about
        self.judged = judged
        self.notes = notes
        self.brings = brings
        found = Counter(each.outcome for each in judged)
        found[REJECTED] = notes.rejected
        self.counts = {name: found[name] for name in ("created", "corrected", "unchanged", "rejected")}
        self.read = sum(self.counts.values())


def bring_file(
    *,
    territory: Territory,
    name: str,
    data: bytes,
    choices: Choices,
    by: Any,
    at: datetime,
    description: tuple[str, bytes] | None = None,
    is_examined: bool = True,
) -> Batch:
    """Keep a file of figures, with the description that lies beside it, and say what would become of its rows.

    Nothing is kept of its figures yet. A file that is of no use is refused in a sentence, and that is on record.
    ``is_examined`` is False where it is to be kept at once, which looks at every row anyway.
    Refused to anybody who may not give figures of the city.
    """
    permissions.require(by, Permission.OBSERVATION_GIVE, territory)
    name = keepable(PurePath(name.replace("\\", "/")).name)[:300] or "figures"
    notes = _Notes()
    batch = Batch(
        territory=territory,
        name=name,
        digest=sha256(data).hexdigest(),
        state=BatchState.PREVIEW,
        made_at=at,
        made_by=by if getattr(by, "pk", None) else None,
        options={"choices": choices.as_data(), "description": None},
    )
    try:
        if description is not None:
            batch.options["description"] = _described(description, notes)
        if is_examined:
            examined = _examined(batch, BytesIO(data), at, notes)
            _enter(batch, examined)
            batch.options["sample"] = [_sample(each) for each in examined.judged[:SHOWN]]
    except Unusable as refusal:
        _refuse(batch, refusal, notes)
    batch.upload.save(f"{batch.uuid.hex}{PurePath(name).suffix.lower()[:8]}", ContentFile(data), save=False)
    with transaction.atomic():
        batch.save()
        audit.record(
            by=by, verb=Permission.OBSERVATION_GIVE, thing=batch, at=at, state=batch.state, rows=batch.read
        )
    return batch


def bring_files(
    *,
    territory: Territory,
    files: Sequence[tuple[str, bytes]],
    choices: Choices,
    by: Any,
    at: datetime,
    is_examined: bool = True,
) -> list[Batch]:
    """Bring several files at once; a description goes with the file of figures that has the same code.

    A description without figures is brought as a file of its own, and refused in a sentence.
    """
    permissions.require(by, Permission.OBSERVATION_GIVE, territory)
    descriptions: dict[str, tuple[str, bytes]] = {}
    figures: list[tuple[str, str, bytes]] = []
    for name, data in files:
        stream = BytesIO(data)
        described = description_format(head_of(stream, name))
        code = name_code(name)
        if described is not None:
            descriptions[code] = (name, data)
        else:
            figures.append((code, name, data))
    batches = [
        bring_file(
            territory=territory,
            name=name,
            data=data,
            choices=choices,
            by=by,
            at=at,
            description=descriptions.get(code),
            is_examined=is_examined,
        )
        for code, name, data in figures
    ]
    alone = [held for code, held in descriptions.items() if code not in {each for each, _, _ in figures}]
    return batches + [
        bring_file(territory=territory, name=name, data=data, choices=choices, by=by, at=at)
        for name, data in alone
    ]


@transaction.atomic
def want_file(*, batch: Batch, by: Any, at: datetime) -> Batch:
    """Have a file kept that somebody has looked at. A long one is kept in the background.

    Announces ``FiguresWanted`` for it. Refused to anybody who may not give figures. :raises NotWaiting: it has been.
    """
    permissions.require(by, Permission.OBSERVATION_GIVE, batch)
    if batch.state != BatchState.PREVIEW:
        raise NotWaiting(batch.pk)
    if batch.read <= AT_ONCE_ROWS:
        return keep_file(batch=batch, by=by, at=at)
    batch.state = BatchState.WAITING
    batch.save(update_fields=["state"])
    audit.record(by=by, verb=Permission.OBSERVATION_GIVE, thing=batch, at=at, queued=True)
    announce(FiguresWanted(batch_id=batch.pk))
    return batch


def keep_file(*, batch: Batch, by: Any, at: datetime) -> Batch:
    """Keep the figures of a file that was brought. Announces ``FiguresChanged`` where any is new or corrected.

    Refused to anybody who may not give figures. :raises NotWaiting: the file has been kept or refused already.
    """
    permissions.require(by, Permission.OBSERVATION_GIVE, batch)
    if batch.state not in {BatchState.PREVIEW, BatchState.WAITING}:
        raise NotWaiting(batch.pk)
    started = time.perf_counter()
    notes = _Notes()
    try:
        with batch.upload.open("rb") as stream:
            examined = _examined(batch, cast(BinaryIO, stream), at, notes)
    except (Unusable, OSError) as fault:
        refusal = fault if isinstance(fault, Unusable) else Unusable("file_is_gone")
        _refuse(batch, refusal, notes)
        batch.save()
        return batch
    with transaction.atomic():
        indicator = None
        if examined.brings:
            indicator = indicator_of_file(
                territory=batch.territory,
                about=examined.about,
                is_exact=_choices(batch).is_exact,
                by=by,
                at=at,
            )
        batch.state = BatchState.LOADED
        _enter(batch, examined)
        batch.options = {
            **{name: value for name, value in batch.options.items() if name != "sample"},
            "seconds": round(time.perf_counter() - started, 3),
        }
        keep_figures(batch=batch, judged=examined.judged, about=examined.about, brings=indicator, at=at)
        batch.save()
        audit.record(
            by=by, verb=Permission.OBSERVATION_GIVE, thing=batch, at=at, read=batch.read, **examined.counts
        )
        changed = sum(each.outcome in {CREATED, CORRECTED} for each in examined.judged)
        if changed:
            place = batch.territory
            announce(FiguresChanged(territory_id=place.pk, territory_uuid=place.uuid, number=changed))
    return batch


@transaction.atomic
def forget_file(*, batch: Batch, by: Any, at: datetime) -> None:
    """Put a file aside that was looked at or refused; nothing of it was kept.

    Refused to anybody who may not give figures. :raises NotWaiting: its figures have been kept.
    """
    permissions.require(by, Permission.OBSERVATION_GIVE, batch)
    if batch.state not in {BatchState.PREVIEW, BatchState.REFUSED}:
        raise NotWaiting(batch.pk)
    audit.record(by=by, verb=Permission.OBSERVATION_GIVE, thing=batch, at=at, forgotten=True)
    batch.upload.delete(save=False)
    batch.delete()


def _examined(batch: Batch, stream: BinaryIO, at: datetime, notes: _Notes) -> Examined:
    """Read a file and compare it with what is there. :raises Unusable: it holds no figures."""
    told = Told(
        noted=lambda where, code, **details: notes.noted(where, code, **details), rejected=notes.refused
    )
    each = recognised(stream, batch.name)
    batch.format = each.name
    try:
        reading = each.read(stream, batch.name, told)
        rows: list[FigureRow] = list(reading.rows)
    except ODD as fault:
        raise Unusable("not_readable", detail=f"{type(fault).__name__}: {fault}"[:120]) from fault
    about = _together(reading.about, batch.options.get("description"))
    if batch.options.get("description"):
        notes.noted("file", "described")
    choices = _choices(batch)
    indicators = list(indicators_for(batch.territory))
    checker = Checker(
        indicators=indicators,
        areas=Areas(batch.territory),
        about=about,
        choices=choices,
        today=at.date(),
        noted=notes.noted,
    )
    own = known_for_file(indicators, about.code, is_exact=choices.is_exact)
    candidates = checker.candidates(rows, own)
    comparison = Comparison(batch.territory, indicators, notes.noted)
    judged = comparison.judged(candidates)
    brings = bool(about.code) and not choices.indicator and any(not row.indicator for row in rows)
    if brings and not choices.is_exact:
        notes.noted("file", "own_indicator", value=about.title or about.code)
    return Examined(about, judged, notes, brings)


def _described(description: tuple[str, bytes], notes: _Notes) -> dict[str, Any]:
    """What a description says, as plain data. :raises Unusable: it is none."""
    name, data = description
    stream = BytesIO(data)
    each = description_format(head_of(stream, name))
    if each is None:
        raise Unusable("no_description", name=name)
    about = each.described(stream, name, Told(noted=notes.noted, rejected=notes.refused))
    return keepable({field: getattr(about, field) for field in _TAKEN})  # type: ignore[no-any-return]


_TAKEN = (
    "title", "language", "definition", "unit", "source", "publisher", "url", "is_official", "coverage", "facts", "code"
)  # fmt: skip


def _together(about: About, described: dict[str, Any] | None) -> About:
    """What the file says, completed by the description beside it."""
    for field, said in (described or {}).items():
        if said and not getattr(about, field):
            setattr(about, field, said)
    return about


def _choices(batch: Batch) -> Choices:
    return Choices(**batch.options["choices"])


def _enter(batch: Batch, examined: Examined) -> None:
    batch.read = examined.read
    for name, number in examined.counts.items():
        setattr(batch, name, number)
    batch.notes = examined.notes.kept
    batch.options["told"] = dict(examined.notes.counts)


def _refuse(batch: Batch, refusal: Unusable, notes: _Notes) -> None:
    notes.noted("", refusal.code, rejected=False, **refusal.details)
    batch.state, batch.reason = BatchState.REFUSED, refusal.code
    batch.notes = notes.kept[-1:]


def _sample(judged: Judged) -> dict[str, Any]:
    """One row as it would look, for the page that shows the file before it is kept."""
    one = judged.candidate
    return keepable(
        {
            "period": one.period.text,
            "value": None if one.value is None else str(one.value),
            "status": one.status.value,
            "unit": one.unit,
            "groups": [part for part in (one.series, one.area_code, *one.dimensions.values()) if part],
            "source": one.source,
            "outcome": judged.outcome,
        }
    )  # type: ignore[no-any-return]
