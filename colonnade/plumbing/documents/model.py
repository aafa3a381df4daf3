"""What a document is made of, whichever file it becomes."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one style. ``language`` only where it is not the document's (BCP 47)."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    language: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a chapter, levels run to 4."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. A small one says where something comes from."""

    runs: Runs
    small: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, one entry a tuple of runs."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of heads. ``numbers`` are the columns (from 0) that hold numbers; cells may be linked."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the sentence that says the same. ``share`` is how much of the line it takes, 0 to 1."""

    svg: str
    alternative: str
    caption: str = ""
    share: float = 1.0


Block = Heading | Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. ``contents`` is the heading of its table of contents; without one it has none."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    author: str = ""
    dated_on: date | None = None
    date_text: str = ""
    contents: str = ""
    notice: str = ""
    keywords: tuple[str, ...] = field(default=())


def words(text: str, **style: object) -> Runs:
    """One run of plain text."""
    return (Run(text, **style),)  # type: ignore[arg-type]
