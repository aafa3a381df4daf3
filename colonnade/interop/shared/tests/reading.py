"""A feed read as the harvest reads it, for the tests of all readers; no database is needed."""

import io
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from colonnade.city.catalogue.harvest import Context, Head, OfferDraft, Raw, Reader, Refused, Report
from colonnade.city.catalogue.harvest.reasons import REASONS, sentence

DATA = Path(__file__).resolve().parents[4].parent / "shared" / "data"


@dataclass
class Reading:
    """What came of a feed."""

    raws: list[Raw] = field(default_factory=list)
    drafts: list[OfferDraft] = field(default_factory=list)
    rejected: list[tuple[str, str]] = field(default_factory=list)
    repaired: list[tuple[str, str]] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    excerpts: list[str] = field(default_factory=list)
    cut: bool = False
    seconds: float = 0.0

    @property
    def count(self) -> int:
        """How many records the feed had: every one ends as a draft or as a rejection."""
        return len(self.drafts) + len(self.rejected)

    def draft(self, external_id: str) -> OfferDraft:
        """Return the one draft of this id."""
        (found,) = [draft for draft in self.drafts if draft.external_id == external_id]
        return found


def a_context(**facts: Any) -> Context:
    """Return a context of a city in Germany unless told otherwise."""
    return Context(**{"timezone": "Europe/Berlin", "country": "DE", "city_names": ["Harbourtown"], **facts})


def read_all(reader: Reader, feed: bytes | str | Path, context: Context | None = None) -> Reading:
    """Read and map a whole feed. Every code that is said must have its sentence."""
    reading = Reading()

    def repaired(where: str, code: str, **details: Any) -> None:
        reading.repaired.append((where, code))
        _say(reading, code, details)

    def rejected(where: str, code: str, excerpt: str = "", **details: Any) -> None:
        reading.rejected.append((where, code))
        reading.excerpts.append(excerpt)
        _say(reading, code, details)

    context = context or a_context()
    report = Report(repaired=repaired, rejected=rejected)
    began = time.process_time()
    with _opened(feed) as stream:
        for raw in reader.read(stream, context, report):
            reading.raws.append(raw)
            try:
                reading.drafts.append(reader.map(raw, context))
            except Refused as refusal:
                rejected(raw.where, refusal.code, **refusal.details)
    reading.seconds = time.process_time() - began
    reading.cut = report.cut
    return reading


def _opened(feed: bytes | str | Path) -> BinaryIO:
    if isinstance(feed, Path):
        return feed.open("rb")
    return io.BytesIO(feed.encode() if isinstance(feed, str) else feed)


def _say(reading: Reading, code: str, details: dict[str, Any]) -> None:
    assert code in REASONS
    said = sentence(code, details)
    assert "%(" not in said
    reading.sentences.append(said)


def head_of(feed: bytes | str | Path, name: str = "", content_type: str = "") -> Head:
    """Return the head a harvest would show to the readers."""
    with _opened(feed) as stream:
        return Head(stream.read(65536).removeprefix(b"\xef\xbb\xbf"), name, content_type)


def real(path: str) -> Path:
    """Return a real feed, or skip the test where there are none."""
    found = DATA / path
    if not found.exists():
        pytest.skip("the real feeds are not here")
    return found
