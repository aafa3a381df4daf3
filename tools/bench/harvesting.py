"""What a record costs from the bytes of a feed to the search index, stage by stage, and how much memory it takes."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tools.bench import child, corpus, real
from tools.bench.measure import MEGABYTE, Stages, cpu, peak_megabytes
from tools.bench.targets import Row
from tools.bench.writing import write

STAGES = ("read", "map", "check", "spool", "write", "index", "rest")
FORMS = {"csv": "CSV", "ics": "iCalendar", "json": "JSON", "xml": "XCRI XML"}
PEER = "Linked Events, bulk + index (recorded)"


@dataclass(frozen=True)
class Size:
    """How many records a run has, at once and ten times."""

    small: int
    large: int
    megabytes: dict[str, int]  # of one more run that is about memory only; empty: none
    invented_too: bool = False


QUICK = Size(2_000, 20_000, {})
FULL = Size(10_000, 100_000, {"csv": 1000, "ics": 1000, "xml": 1000, "json": 500}, invented_too=True)


def rows(size: Size, floor: float, say: Any) -> Iterator[Row]:
    """Measure every form: records per CPU second, stages, memory."""
    with tempfile.TemporaryDirectory(prefix="colonnade-bench-feeds-") as folder:
        for name, make in _feeds(size):
            try:
                yield from _of_one(name, make, size, Path(folder), floor, say)
            except child.TaskFailed as failure:
                say(f"harvest {name}: skipped; {str(failure).splitlines()[-1][:160]}")


def _feeds(size: Size) -> Iterator[tuple[str, Any]]:
    """Name of a feed and what writes it in a size: real ones where they are here, else invented ones."""
    found = {file.form: file for file in real.present()}
    for form in FORMS:
        if form in found:
            yield f"{FORMS[form]}, {found[form].path.name} repeated", found[form]
        if form not in found or size.invented_too:
            yield f"{FORMS[form]}, own corpus", form


def _of_one(name: str, feed: Any, size: Size, folder: Path, floor: float, say: Any) -> Iterator[Row]:
    small, large = (_measured(feed, records, folder) for records in (size.small, size.large))
    speed = large["records"] / large["seconds"]
    told = "  ".join(
        f"{stage} {1000 * large['stages'].get(stage, 0.0) / large['records']:.2f}" for stage in STAGES
    )
    say(f"harvest {name} ({large['format']}): {large['records']} records, CPU ms each: {told}")
    yield Row(f"harvest, {name}", speed, "records/CPU s", target=1000, peer=PEER, peer_value=18, floor="SQLite + Tantivy raw", floor_value=floor)  # fmt: skip
    ratio = large["peak"] / small["peak"]
    say(
        f"memory {name}: {small['peak']:.0f} MB at {small['megabytes']:.1f} MB, "
        f"{large['peak']:.0f} MB at {large['megabytes']:.1f} MB ({ratio:.2f} times)"
    )
    yield Row(f"memory at 10 times the size, {name}", large["peak"], "MB", target=500)
    form = feed if isinstance(feed, str) else feed.form
    if form in size.megabytes:
        records = int(large["records"] * size.megabytes[form] / large["megabytes"])
        huge = _measured(feed, records, folder)
        yield Row(f"memory at {huge['megabytes']:.0f} MB, {name}", huge["peak"], "MB", target=500)
        yield Row(f"harvest at {huge['megabytes']:.0f} MB, {name}", huge["records"] / huge["seconds"], "records/CPU s", target=1000)  # fmt: skip


def _measured(feed: Any, records: int, folder: Path) -> dict[str, Any]:
    if isinstance(feed, str):
        path = folder / f"bench.{feed}"
        write(corpus.offers(records, corpus.CITIES[0], date.today()), feed, path)
        facts = {"invented": True}
    else:
        path = feed.write(folder / f"bench.{feed.form}", feed.copies(records))
        facts = {"name": feed.city, "country": feed.country}
    with child.home() as home:
        found: dict[str, Any] = child.run("harvesting:measure", home, path=str(path), **facts)
    found["megabytes"] = path.stat().st_size / MEGABYTE
    path.unlink()
    return found


# --- in the child ---------------------------------------------------------------------------------------


def measure(path: str, name: str = "", country: str = "", invented: bool = False) -> dict[str, Any]:
    """Harvest one file into the fresh home of this process and tell what it cost."""
    from tools.bench import sites  # noqa: PLC0415  (needs Django, which only the child has)

    territory = sites.invented(corpus.CITIES[0]) if invented else sites.city(name, country)
    source = sites.source_for(territory, "bench")
    stages = _watched()
    begun = cpu()
    run = sites.bring(source, Path(path))
    seconds = cpu() - begun
    return {
        "format": run.format,
        "records": run.read,
        "rejected": run.rejected,
        "seconds": seconds,
        "stages": stages.close(),
        "peak": peak_megabytes(),
    }


def _watched() -> Stages:
    """Put a clock on every stage of the pipeline; it costs a few microseconds a record."""
    from colonnade.city.catalogue.actions import harvesting  # noqa: PLC0415
    from colonnade.city.catalogue.actions.keeping import Keeper  # noqa: PLC0415
    from colonnade.city.catalogue.harvest import readers  # noqa: PLC0415
    from colonnade.city.catalogue.harvest.spool import Spool  # noqa: PLC0415
    from colonnade.plumbing.search import outbox  # noqa: PLC0415

    stages = Stages("rest")
    for reader in readers().values():
        for stage, function, timed in (("read", "read", stages.timed_each), ("map", "map", stages.timed)):
            setattr(reader, function, timed(stage, getattr(reader, function)))
    for place, function, stage in (
        (harvesting, "checked", "check"),
        (Spool, "add", "spool"),
        (Keeper, "keep", "write"),
        (Keeper, "withdraw_unseen", "write"),
        (outbox, "apply_pending", "index"),
    ):
        setattr(place, function, stages.timed(stage, getattr(place, function)))
    Spool.batches = stages.timed_each("spool", Spool.batches)  # type: ignore[method-assign]
    return stages
