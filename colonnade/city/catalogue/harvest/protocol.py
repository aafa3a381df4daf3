"""What a reader of a foreign format must be able to do, and what it may say on the way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from colonnade.city.catalogue.harvest.drafts import OfferDraft


class Refused(Exception):
    """One record cannot be used; the others can. ``code`` is a key of ``harvest.reasons.REASONS``."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Unusable(Exception):
    """The whole file is of no use, whatever its records. ``code`` is a key of ``harvest.reasons.REASONS``."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Head(NamedTuple):
    """The first bytes of a feed and what came with it, to recognise its format by."""

    data: bytes  # at most 64 KiB, without a byte-order mark
    name: str  # file name or address, lower case
    content_type: str  # as a server stated it, or ""

    @property
    def text(self) -> str:
        """The bytes as text, wrong characters replaced."""
        return self.data.decode("utf-8", "replace")


@dataclass(slots=True)
class Raw:
    """One record as the source has it. ``where`` says where: "event 12", "row 40, line 97", "course 3"."""

    where: str
    data: Any


@dataclass(slots=True)
class Context:
    """What is known about the city and the source a record belongs to."""

    timezone: str  # IANA zone of the city, or "UTC"
    country: str  # ISO 3166-1 alpha-2
    city_names: list[str]
    language: str = ""  # the city's default language, or ""
    mapping: dict[str, str] = field(default_factory=dict)  # the source's saved column mapping
    now: datetime | None = None
    about: dict[str, Any] = field(default_factory=dict)  # what the reader learned from the feed's own header


@dataclass(slots=True)
class Report:
    """What a reader tells while it reads. The pipeline counts, and keeps what is said."""

    repaired: Callable[..., None]  # repaired(where, code, **details): something was mended
    rejected: Callable[
        ..., None
    ]  # rejected(where, code, excerpt="", **details): one record counts as rejected
    cut: bool = False  # set True when the feed ended too early: nothing will be withdrawn


class Reader:
    """Base of a format. One instance per format is registered; it keeps no state between feeds."""

    name = ""  # as in `harvest --json`: "ical"
    label = ""  # for people: "iCalendar"

    def recognise(self, head: Head) -> float:
        """Return how sure this reader is that the feed is for it, from 0 to 1."""
        raise NotImplementedError

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """Yield every record of the feed, streaming; memory does not grow with the feed.

        Damage to one record is said to ``report`` and the reader goes on. :raises Unusable: for a file
        that cannot be read at all.
        """
        raise NotImplementedError

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """Turn one record into a draft. :raises Refused: where the record cannot be used."""
        raise NotImplementedError

    def columns(self, stream: BinaryIO) -> list[str]:
        """The column names of a table, for a page that maps them; empty where the format needs no mapping."""
        return []

    def fields(self) -> list[tuple[str, Any]]:
        """Our fields that a column can be mapped to, each with its label."""
        return []

    def suggested(self, columns: list[str]) -> dict[str, str]:
        """A first guess at the mapping: ``{our field: their column}``."""
        return {}


_readers: dict[str, Reader] = {}


def register(reader: Reader) -> Reader:
    """Make a format known. A name can be taken once."""
    if reader.name in _readers and type(_readers[reader.name]) is not type(reader):
        raise ValueError(f"format {reader.name} is taken")
    _readers[reader.name] = reader
    return reader


def readers() -> dict[str, Reader]:
    """Every known format by name."""
    return dict(_readers)
