"""Reading the calendar twice: once for keys that more than one event has, once for the events."""

from collections.abc import Iterator
from typing import BinaryIO

from colonnade.city.catalogue.harvest import Context, Raw, Report
from colonnade.interop.coerde.keys import steady_key
from colonnade.interop.shared.json_feed import open_feed, raws, require_list
from colonnade.interop.shared.loose import text
from colonnade.plumbing.decoding import open_text
from colonnade.plumbing.json_records import JsonRecords

_MOST = 100_000  # keys to remember; a neighbourhood has some hundred events
_PATHS = ("events", "")


def records(stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
    """Yield the events, each with its ``key`` where that is its alone.

    Two events at one hour and place that come from one page would become one by that key, so they keep the
    identifiers of the source. What the file says of itself goes to ``context.about``.
    """
    document = open_feed(stream, report, *_PATHS, noun="event")
    require_list(document)
    for name in ("license", "generated_at"):
        context.about[name] = text(document.header.get(name))
    stream.seek(0)
    shared = _keys_of_several(stream)
    stream.seek(0)
    for raw in raws(open_feed(stream, report, *_PATHS, noun="event"), report, "event"):
        key = steady_key(raw.data)
        raw.data["key"] = key if shared is not None and key not in shared else ""
        yield raw


def _keys_of_several(stream: BinaryIO) -> set[str] | None:
    """Return the keys that more than one event has; ``None`` where there are too many events to tell."""
    once: set[str] = set()
    several: set[str] = set()
    for record in JsonRecords(open_text(stream, told=lambda *_: None), *_PATHS):
        if isinstance(record.value, dict) and (key := steady_key(record.value)):
            (several if key in once else once).add(key)
            if len(once) > _MOST:
                return None
    return several
