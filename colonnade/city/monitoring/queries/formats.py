"""What a format of figures must be able to do. Interop registers each when the site starts; nothing here knows them.

A file of figures says its values row by row, and sometimes, in itself or in a file beside it, what they are about.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple


class Unusable(Exception):
    """The whole file is of no use. ``code`` is a key of ``books.REASONS``."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Head(NamedTuple):
    """The first bytes of a file and its name in lower case, to recognise its format by."""

    data: bytes
    name: str


@dataclass(slots=True)
class About:
    """What a file says of its figures as a whole. ``facts`` is everything it says, as it says it.

    ``gaps_are_stated``: an empty cell of a value says that there is none. ``unit_column`` is the name of a column of
    units that also tells rows apart where it holds several.
    """

    code: str = ""
    title: str = ""
    language: str = ""
    definition: str = ""
    unit: str = ""
    source: str = ""
    publisher: str = ""
    url: str = ""
    is_official: bool = False
    coverage: str = ""
    gaps_are_stated: bool = False
    unit_column: str = ""
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class FigureRow:
    """One row as the file writes it. An empty ``indicator`` means the one that the whole file is about."""

    where: str
    period: str
    value: str
    indicator: str = ""
    unit: str = ""
    multiplier: str = ""
    status: str = ""
    series: str = ""
    area_code: str = ""
    area_name: str = ""
    dimensions: dict[str, str] = field(default_factory=dict)
    source: str = ""
    method: str = ""
    collector: str = ""
    sure: str = ""
    note: str = ""

    @property
    def excerpt(self) -> str:
        """The row in short, to recognise it by."""
        parts = (
            self.indicator, self.period, self.series, *self.dimensions.values(), self.area_code, self.unit, self.value
        )  # fmt: skip
        return " · ".join(part for part in parts if part)[:200]


@dataclass(slots=True)
class Told:
    """What a format says while it reads: ``noted(where, code, **details)`` and ``rejected(where, code, excerpt, **details)``."""

    noted: Callable[..., None]
    rejected: Callable[..., None]


@dataclass(slots=True)
class Reading:
    """A file opened: what it is about, and its rows, which come once."""

    about: About
    rows: Iterator[FigureRow]


@dataclass(frozen=True, slots=True)
class Written:
    """A file made: its bytes, what kind they are, and how its name ends."""

    data: bytes
    content_type: str
    suffix: str


class FigureFormat:
    """Base of a format. One instance is registered; it keeps no state between files."""

    name = ""
    label: Any = ""  # for people

    def recognise(self, head: Head) -> float:
        """Return how sure this format is that a file of figures is for it, from 0 to 1."""
        raise NotImplementedError

    def read(self, stream: BinaryIO, name: str, told: Told) -> Reading:
        """Open a file. :raises Unusable: it cannot be read at all."""
        raise NotImplementedError

    def describes(self, head: Head) -> bool:
        """Say whether a file is the description that lies beside a file of figures, rather than figures."""
        return False

    def described(self, stream: BinaryIO, name: str, told: Told) -> About:
        """Read such a description. :raises Unusable: it cannot be read."""
        raise NotImplementedError

    def write(self, rows: Sequence[Any]) -> Written | None:
        """Write figures (``queries.exporting.Exported``) in this format; ``None`` where it is only read."""
        return None

    def template(self) -> Written | None:
        """An empty file to fill in, in the active language; ``None`` where there is none."""
        return None


_formats: dict[str, FigureFormat] = {}


def register_format(each: FigureFormat) -> FigureFormat:
    """Make a format known; called when the site starts, twice does no harm."""
    _formats[each.name] = each
    return each


def figure_formats() -> dict[str, FigureFormat]:
    """Every known format by name, in a stable order."""
    return dict(sorted(_formats.items()))


HEAD_BYTES = 65_536
_SURE_ENOUGH = 0.2
_KIND = re.compile(r"^(?:indicator|meta|data|metadata)[_-]")
_NOTHING = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"


def head_of(stream: BinaryIO, name: str) -> Head:
    """Look at the beginning of a file and leave it there."""
    stream.seek(0)
    data = stream.read(HEAD_BYTES)
    stream.seek(0)
    return Head(data.removeprefix(b"\xef\xbb\xbf"), name.lower())


def recognised(stream: BinaryIO, name: str) -> FigureFormat:
    """The format that is surest of a file. :raises Unusable: it is empty, or nobody knows it."""
    head = head_of(stream, name)
    if not head.data.strip(_NOTHING):
        raise Unusable("empty")
    if description_format(head) is not None:
        raise Unusable("only_description")
    found = [(each.recognise(head), each.name, each) for each in figure_formats().values()]
    sure, _, best = max(found, key=lambda each: each[:2], default=(0.0, "", None))
    if best is None or sure < _SURE_ENOUGH:
        raise Unusable("unknown_figures")
    return best


def description_format(head: Head) -> FigureFormat | None:
    """The format that takes a file for a description of figures; ``None`` where it is none."""
    return next((each for each in figure_formats().values() if each.describes(head)), None)


def name_code(name: str) -> str:
    """What a file and its description have in common: the name without its kind (``indicator_``, ``meta_``) and ending."""
    stem = PurePath(name.replace("\\", "/")).stem.casefold()
    return _KIND.sub("", stem)
