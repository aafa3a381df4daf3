"""What is asked of an index and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Question:
    """Words and conditions. All conditions hold together; within one facet any value will do."""

    text: str = ""
    language: str = "en"  # the reader's, whose words weigh a little more
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # facet -> values
    at_least: Mapping[str, int] = field(default_factory=dict)  # number field -> lowest value
    between: Mapping[str, tuple[int | None, int | None]] = field(
        default_factory=dict
    )  # any value in the range
    box: tuple[float, float, float, float] | None = None  # south, west, north, east
    order_by: str = ""  # number field, ascending; "" means by relevance
    facets: tuple[str, ...] = ()  # word fields to count
    windows: Mapping[str, tuple[str, int, int]] = field(
        default_factory=dict
    )  # name -> (number field, from, to)
    limit: int = 20
    offset: int = 0
    values_per_facet: int = 30


@dataclass(frozen=True)
class Answer:
    """Primary keys in order, how many there are in all, and the counts."""

    ids: list[int]
    total: int
    facets: dict[str, list[tuple[str, int]]]
    windows: dict[str, int]
    loosened: str = ""  # "" exact; "spelling" similar words were accepted; "words" not all words were found
