"""A line through figures in time, drawn on the server: labelled directly, mirrored where one reads from the right.

A year without a value breaks the line; nothing is drawn where nothing is known.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT = 640, 280
_START, _END, _TOP, _FOOT = 56, 156, 22, 34  # room for the numbers, the names of lines, and the years
_TICKS = 4
_MOST_YEARS = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """One figure at one time, as it is to be drawn; without a value it is a gap."""

    ends_on: date
    value: Decimal | None
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a figure lies."""

    x: float
    y: float
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """One series: the path, its dots, and its name beside the last of them."""

    name: str
    kind: str  # "1" to "5" for figures, "way" for the path to the target
    path: str
    dots: tuple[Dot, ...]
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything that the template writes down."""

    lines: tuple[Line, ...]
    values: tuple[Tick, ...]
    years: tuple[Tick, ...]
    start: float
    end: float
    foot: float
    axis_x: float
    is_mirrored: bool
    width: int = WIDTH
    height: int = HEIGHT


def chart(
    series: Sequence[tuple[str, Sequence[Spot]]],
    *,
    way: Sequence[tuple[int, Decimal]] = (),
    way_name: str = "",
    is_mirrored: bool = False,
    written: Callable[[Decimal], str],
) -> Chart | None:
    """Lay out up to a handful of series; ``None`` where fewer than two figures could be joined.

    ``way`` is the path to the target, drawn broken. ``written`` writes a number for the axis.
    """
    known = [spot for _, spots in series for spot in spots if spot.value is not None]
    if len(known) < 2 or len({spot.ends_on for spot in known}) < 2:
        return None
    frame = _Frame(
        [_year(spot.ends_on) for spot in known] + [float(year) for year, _ in way],
        [float(spot.value) for spot in known if spot.value is not None] + [float(value) for _, value in way],
        is_mirrored,
    )
    drawn = [(name, spots) for name, spots in series if any(spot.value is not None for spot in spots)]
    lines = [_line(name, spots, frame, str(place)) for place, (name, spots) in enumerate(drawn, start=1)]
    if way:
        path = [Spot(date(year, 12, 31), value, str(year), way_name) for year, value in way]
        lines.append(_line(way_name, path, frame, "way"))
    return Chart(
        lines=tuple(_apart(lines)),
        values=tuple(Tick(frame.y(value), written(Decimal(str(value)))) for value in frame.steps),
        years=tuple(Tick(frame.x(float(year)), str(year)) for year in frame.years()),
        start=frame.x(frame.first),
        end=frame.x(frame.last),
        foot=HEIGHT - _FOOT,
        axis_x=WIDTH - _START + 8 if is_mirrored else _START - 8,
        is_mirrored=is_mirrored,
    )


class _Frame:
    """From years and values to places in the picture."""

    def __init__(self, years: Sequence[float], values: Sequence[float], is_mirrored: bool) -> None:
        self.first, self.last = min(years), max(years)
        self.is_mirrored = is_mirrored
        self.steps = _round_steps(min(values), max(values))
        self._low, self._high = self.steps[0], self.steps[-1]

    def x(self, year: float) -> float:
        """Where a year lies."""
        across = (year - self.first) / ((self.last - self.first) or 1) * (WIDTH - _START - _END)
        return round(WIDTH - _START - across if self.is_mirrored else _START + across, 1)

    def y(self, value: float) -> float:
        """Where a value lies."""
        up = (value - self._low) / ((self._high - self._low) or 1) * (HEIGHT - _TOP - _FOOT)
        return round(HEIGHT - _FOOT - up, 1)

    def years(self) -> list[int]:
        """The years to write below; not more than there is room for."""
        first, last = int(self.first), int(self.last)
        step = max(1, -(-(last - first + 1) // _MOST_YEARS))
        return [year for year in range(last, first - 1, -step) if year >= self.first][::-1]


def _line(name: str, spots: Sequence[Spot], frame: _Frame, kind: str) -> Line:
    ordered = sorted(spots, key=lambda spot: spot.ends_on)
    pieces: list[str] = []
    dots: list[Dot] = []
    is_open = False
    for spot in ordered:
        if spot.value is None:
            is_open = False
            continue
        x, y = frame.x(_year(spot.ends_on)), frame.y(float(spot.value))
        pieces.append(f"{'L' if is_open else 'M'}{x} {y}")
        is_open = True
        dots.append(Dot(x, y, f"{spot.text}: {spot.label}"))
    last = dots[-1]
    return Line(
        name, kind, "".join(pieces), tuple(dots), last.x + (-9 if frame.is_mirrored else 9), last.y + 4
    )


def _apart(lines: Sequence[Line]) -> list[Line]:
    """Keep the names of lines from standing on each other."""
    placed: list[Line] = []
    bottom = float("-inf")
    for line in sorted(lines, key=lambda each: each.label_y):
        y = max(line.label_y, bottom + 15)
        bottom = y
        placed.append(Line(line.name, line.kind, line.path, line.dots, line.label_x, round(y, 1)))
    return placed


def _year(day: date) -> float:
    """A day as a point in time; the end of a year stands for the year."""
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1 + day.timetuple().tm_yday / 365.25


def _round_steps(low: float, high: float) -> list[float]:
    """Round numbers that hold all values between them."""
    if low == high:
        low, high = (low - abs(low) * 0.1 or -1, high + abs(high) * 0.1 or 1)
    rough = (high - low) / _TICKS
    size = 10.0 ** len(str(int(rough))) / 10 if rough >= 1 else 1.0
    while size > rough:
        size /= 10
    step = next(size * each for each in (1, 2, 2.5, 5, 10) if size * each >= rough)
    first = int(low // step)
    steps = [first * step]
    while steps[-1] < high - 1e-9:
        steps.append((first + len(steps)) * step)
    return [round(each, 10) for each in steps]
