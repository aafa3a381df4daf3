"""The picture as one drawing that needs no stylesheet: for reports on paper. Colours are those of the light theme."""

from collections.abc import Iterable, Mapping
from html import escape

from colonnade.temple.queries.drawing import Drawing
from colonnade.temple.queries.shapes import Line, Shape

INK, SOFT, STONE, SUNK, EDGE, LINE, ACCENT, ON_INK = (
    "#1c2a39", "#4b5966", "#fffdf8", "#ede6d9", "#7f7462", "#ddd3c2", "#ae4029", "#fdf8ee",
)  # fmt: skip
HUES = {"B4": "#0b4b6b", "B5": "#b24f38", "B6": "#6750a6", "B7": "#1e9082", "B8": "#b58012", "B9": "#850a48"}
FACES = "Libertinus Serif, Noto Naskh Arabic, Noto Sans SC"

# What temple.css says of each role, as presentation attributes; {hue} is the part's own colour.
_STYLES = {
    "stone": f'fill="{STONE}" stroke="{INK}" stroke-width="1.6"',
    "shaft": f'fill="{STONE}" stroke="{INK}" stroke-width="1.6"',
    "outline": f'fill="none" stroke="{INK}" stroke-width="1.6"',
    "beam": f'fill="{INK}" stroke="{INK}" stroke-width="1.6"',
    "joint": f'fill="none" stroke="{LINE}" stroke-width="1.4"',
    "triglyph": f'fill="{EDGE}" fill-opacity="0.3"',
    "shadow": f'fill="{INK}" fill-opacity="0.14"',
    "ground": f'fill="none" stroke="{EDGE}" stroke-width="1.6"',
    "sun": f'fill="{ACCENT}"',
    "halo": f'fill="none" stroke="{ACCENT}" stroke-width="1.8"',
    "ring": 'fill="{hue}"',
    "solid": 'fill="{hue}"',
    "tint": 'fill="{hue}" fill-opacity="0.13"',
    "hatch": 'fill="none" stroke="{hue}" stroke-width="2"',
    "level": 'fill="none" stroke="{hue}" stroke-width="3"',
    "zero": 'fill="{hue}" stroke="{hue}" stroke-width="1"',
    "gap": f'fill="none" stroke="{EDGE}" stroke-width="1.8" stroke-dasharray="6 5"',
    "trough": f'fill="{STONE}"',
    "flute": f'fill="{INK}" fill-opacity="0.05"',
    "hit temple-field": f'fill="{SUNK}" stroke="{INK}" stroke-width="1.2"',
    "hit temple-step": f'fill="{STONE}" stroke="{INK}" stroke-width="1.6"',
}
# Anchors of a right-to-left drawing count from the right; setters of paper do not know that.
_TURNED = {"start": "end", "end": "start"}
_LETTERING = {
    "roof": (ON_INK, "normal"),
    "letter": ("{hue}", "bold"),
    "value": (INK, "bold"),
    "count": (SOFT, "normal"),
}


def as_svg(drawing: Drawing) -> str:
    """The whole drawing as an SVG file, with its title and its summary in words."""
    width, height = drawing.width, drawing.height
    anchors = _TURNED if drawing.direction == "rtl" else {}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="{FACES}" stroke-linejoin="round">',
        f"<title>{escape(drawing.title)}</title><desc>{escape(drawing.summary)}</desc>",
        *_shapes(drawing.shapes, SOFT),
        *_lines(drawing.lines, SOFT, anchors),
    ]
    for part in drawing.parts:
        hue = HUES.get(part.hue, SOFT)
        parts += [*_shapes(part.shapes, hue), *_lines(part.lines, hue, anchors)]
    return "".join([*parts, "</svg>"])


def _shapes(shapes: Iterable[Shape], hue: str) -> Iterable[str]:
    for shape in shapes:
        style = _STYLES.get(shape.role) or _STYLES.get(shape.role.split(" ")[0])
        if style:  # what is only there to be touched is not drawn
            yield f'<path d="{shape.d}" {style.replace("{hue}", hue)}/>'


def _lines(lines: Iterable[Line], hue: str, anchors: Mapping[str, str]) -> Iterable[str]:
    for line in lines:
        colour, weight = _LETTERING.get(line.role, (INK, "normal"))
        yield (
            f'<text x="{line.x}" y="{line.y}" font-size="{line.size}" text-anchor="{anchors.get(line.anchor, line.anchor)}" font-weight="{weight}" '
            f'fill="{colour.replace("{hue}", hue)}">{escape(line.text)}</text>'
        )
