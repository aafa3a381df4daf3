"""Rows that an export broke: quotation marks written as \\" made other programs see cells and rows where
there are none.

Every sound row ends alike: coordinates, ages, the number of a category, its name. By that end the address and
what stands before it are found again, however far the cells have slipped; a row without such an end goes on in
the rows below it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from colonnade.city.catalogue.harvest import Report
from colonnade.plumbing.tables import Row

COLUMNS = (
    "name",
    "org_name",
    "description",
    "address",
    "city",
    "state",
    "zipcode",
    "latitude",
    "longitude",
    "min_age",
    "max_age",
    "category_id",
    "category_name",
    "category_description",
)
_CITY = COLUMNS.index("city")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|NULL|#N/A")
_WHOLE = re.compile(r"\d+|NULL|#N/A")
_LOST_QUOTE = re.compile(r'\\(?!")')
_ESCAPED = re.compile(r'\\"?')
_GLUED = re.compile(r'\\?",(?=[^,]*$)')
_MOST_PIECES = 60


@dataclass(slots=True)
class Record:
    """One row of the file, whole: ``cells`` by the names of the columns.

    ``piece_of`` holds the cells of the row that a piece belongs to; those of the piece itself are as they stand.
    """

    row: Row
    cells: dict[str, str]
    pieces: int = 1
    is_shifted: bool = False
    piece_of: dict[str, str] | None = None


def put_together(rows: Iterable[Row], report: Report) -> Iterator[Record]:
    """Yield a record for every row: the torn ones whole at their beginning, their pieces marked as such."""
    waiting: list[tuple[Row, list[str]]] = []
    for row in rows:
        values = _values(row)
        city = _city_at(values)
        if city is None:
            waiting.append((row, values))
            if len(waiting) > _MOST_PIECES:
                _give_up(waiting, report)
        elif waiting:
            waiting.append((row, values))
            yield from _joined(waiting, city)
            waiting = []
        else:
            yield _whole(row, values, city)
    _give_up(waiting, report)


def unescaped(text: str) -> str:
    """Return a text with its quotation marks as they were meant: ``\\Be Prepared\\" Program"`` -> ``"Be Prepared" Program``."""
    if "\\" not in text:
        return text
    has_lost_one = _LOST_QUOTE.search(text)
    text = _ESCAPED.sub('"', text)
    return text[:-1] if has_lost_one and text.endswith('"') else text


def _values(row: Row) -> list[str]:
    values = [*row.cells.values(), *row.beyond]
    while values and not values[-1].strip():
        values.pop()
    return values


def _city_at(values: list[str]) -> int | None:
    """Return where the city stands, counted back from two coordinates, two ages and a number before words."""
    if len(values) == len(COLUMNS) and _is_end(values, _CITY + 3):
        return _CITY
    for at in range(len(values) - 6, 2, -1):
        if _is_end(values, at):
            return at - 3
    return None


def _is_end(values: list[str], at: int) -> bool:
    return bool(
        _WHOLE.fullmatch(values[at + 4])
        and _WHOLE.fullmatch(values[at + 2])
        and _WHOLE.fullmatch(values[at + 3])
        and _NUMBER.fullmatch(values[at])
        and _NUMBER.fullmatch(values[at + 1])
        and not _NUMBER.fullmatch(values[at + 5])
    )


def _whole(row: Row, values: list[str], city: int) -> Record:
    if city == _CITY:
        return Record(row, _named(values[0], values[1], values[2], values[3], values[city:]))
    name, organisation = (*values[:2], "", "")[:2]
    description, address = _texts(values[2:city])
    return Record(row, _named(name, organisation, description, address, values[city:]), is_shifted=True)


def _texts(values: list[str]) -> tuple[str, str]:
    """Part what stands before the city into description and address; both may have run together in one cell."""
    if len(values) == 1:
        parts = _GLUED.split(values[0])
        return (parts[0], parts[1].strip(' "')) if len(parts) == 2 else (values[0], "")
    return _rejoined(values[:-1]), values[-1].strip(' ,"') if values else ""


def _rejoined(values: list[str]) -> str:
    """Put the commas back where a text was parted at them."""
    text = values[0].strip() if values else ""
    for value in values[1:]:
        value = value.strip()
        text += f",{value}" if value.startswith('\\"') else f", {value}"
    return text


def _joined(torn: list[tuple[Row, list[str]]], city: int) -> Iterator[Record]:
    """Yield the torn row whole, then each of its pieces."""
    (first, head), *middle = torn[:-1]
    last, end = torn[-1]
    before = end[:city]
    address = before.pop().strip(' ,"') if before else ""
    lines = [head[2:], *(values for _row, values in middle), before]
    description = "\n".join(_rejoined(line) for line in lines if line)
    name, organisation = (*head[:2], "", "")[:2]
    whole = _named(name, organisation, description, address, end[city:])
    yield Record(first, whole, pieces=len(torn))
    for row, values in middle:
        yield Record(row, _piece(values), piece_of=whole)
    piece = _piece(end)
    if city >= len(COLUMNS[:3]):
        piece["address"] = address
    yield Record(last, piece, piece_of=whole)


def _piece(values: list[str]) -> dict[str, str]:
    return dict(zip(COLUMNS, [*values, *([""] * len(COLUMNS))], strict=False))


def _named(name: str, organisation: str, description: str, address: str, rest: list[str]) -> dict[str, str]:
    rest = [*rest, *([""] * len(COLUMNS))]
    return dict(zip(COLUMNS, [name, organisation, description, address, *rest], strict=False))


def _give_up(waiting: list[tuple[Row, list[str]]], report: Report) -> None:
    """Refuse rows whose end was not found."""
    for row, values in waiting:
        report.rejected(row.where, "broken_record", ", ".join(values)[:200], detail="its end is missing")
    waiting.clear()
