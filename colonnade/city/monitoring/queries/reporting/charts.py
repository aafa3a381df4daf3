"""Charts for paper: few, labelled directly, drawn on the server. The table with the same numbers stands beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

INK, SOFT, SEA, LINE, EDGE = "#1c2a39", "#4b5966", "#0b4f6c", "#ddd3c2", "#7f7462"
FACES = "Libertinus Serif, Noto Naskh Arabic, Noto Sans SC"
WIDTH, ROW, LABEL, SIZE = 640, 30, 270, 13


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a label, how far (0 to 1, or unknown), how sure, and the level in words."""

    label: str
    level: float | None
    evidence: float
    words: str


def bars(rows: Sequence[Bar], title: str, rtl: bool = False) -> str:
    """Bars from 0 to 100 per cent: solid as far as backed, hatched beyond, an empty outline where nothing is known."""
    height = ROW * len(rows) + 8
    drawn = [_open(WIDTH, height, title), _hatching()]
    start, room = (0, WIDTH - LABEL - 60) if rtl else (LABEL, WIDTH - LABEL - 60)
    for number, row in enumerate(rows):
        top = 4 + number * ROW
        drawn += [
            _text(WIDTH - 4 if rtl else LABEL - 10, top + 18, row.label, "end"),
            *_bar(row, start + (60 if rtl else 0), top + 5, room, rtl),
        ]
    return "".join([*drawn, "</svg>"])


def _bar(row: Bar, x: float, y: float, room: float, rtl: bool) -> list[str]:
    thick = ROW - 12
    frame = f'<rect x="{x}" y="{y}" width="{room}" height="{thick}" fill="none" stroke="{EDGE if row.level is None else LINE}"'
    if row.level is None:
        return [f'{frame} stroke-dasharray="5 4"/>']
    solid, full = room * row.evidence, room * row.level
    left = x + room - full if rtl else x
    sure = x + room - solid if rtl else x
    words = _text(x - 8 if rtl else x + room + 8, y + 13, row.words, "end" if rtl else "start", "bold")
    return [
        f"{frame}/>",
        f'<rect x="{left:.1f}" y="{y}" width="{full:.1f}" height="{thick}" fill="url(#hatch)" stroke="{SEA}"/>',
        f'<rect x="{sure:.1f}" y="{y}" width="{solid:.1f}" height="{thick}" fill="{SEA}"/>',
        words,
    ]


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator by year, with first and last in words; a target to aim at, if there is one."""

    label: str
    points: tuple[tuple[int, float], ...]
    first: str
    last: str
    target: tuple[int, float] | None = None


def lines(series: Sequence[Series], title: str, rtl: bool = False) -> str:
    """Small multiples: one field for each indicator, its own scale, first and last value written at the line."""
    per_row, wide, high = 2, WIDTH // 2, 130
    rows = -(-len(series) // per_row)
    drawn = [_open(WIDTH, rows * high, title)]
    for number, each in enumerate(series):
        column = number % per_row
        left = (per_row - 1 - column if rtl else column) * wide
        drawn += _field(each, left, (number // per_row) * high, wide, high, rtl)
    return "".join([*drawn, "</svg>"])


def _field(series: Series, left: float, top: float, wide: float, high: float, rtl: bool) -> list[str]:
    years = [year for year, _value in series.points] + ([series.target[0]] if series.target else [])
    values = [value for _year, value in series.points] + ([series.target[1]] if series.target else [])
    first, span = min(years), max(max(years) - min(years), 1)
    low, reach = min(values), (max(values) - min(values)) or 1.0

    def at(year: int, value: float) -> tuple[float, float]:
        along = (year - first) / span
        return (
            left + 50 + (wide - 100) * (1 - along if rtl else along),
            top + high - 30 - (high - 70) * (value - low) / reach,
        )

    spots = [at(*point) for point in series.points]
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in spots)
    head = _text(
        left + (wide - 10 if rtl else 10), top + 16, _short(series.label), "end" if rtl else "start", "bold"
    )
    drawn = [head, f'<path d="{path}" fill="none" stroke="{SEA}" stroke-width="2"/>']
    for (x, y), words, year in (
        (spots[0], series.first, series.points[0][0]),
        (spots[-1], series.last, series.points[-1][0]),
    ):
        drawn += [
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{SEA}"/>',
            _text(x, y - 8, words, "middle"),
            _text(x, top + high - 8, str(year), "middle", colour=SOFT),
        ]
    if series.target:
        x, y = at(*series.target)
        drawn.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="none" stroke="{EDGE}" stroke-dasharray="2 2"/>'
        )
    return drawn


def _open(width: float, height: float, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FACES}" font-size="{SIZE}"><title>{escape(title)}</title>'
    )


def _hatching() -> str:
    return (
        '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0v6" stroke="{SEA}" stroke-width="2"/></pattern></defs>'
    )


def _text(x: float, y: float, words: str, anchor: str, weight: str = "normal", colour: str = INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="{colour}">{escape(words)}</text>'


def _short(text: str, most: int = 42) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
