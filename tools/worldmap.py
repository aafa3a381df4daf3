"""Draw the land of the world once, at development time, for the map of the network.

Reads ``land-110m.json`` of the npm package world-atlas 2.0.2 (Natural Earth,
public domain) and writes ``colonnade/design/data/world_land.json``. Only land
against sea is drawn: no border, hence no side taken in any dispute over one.

    npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
    python -m tools.worldmap package/land-110m.json
"""

import argparse
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

from colonnade.design.projection import HEIGHT, WIDTH, equal_earth

TARGET = Path("colonnade/design/data/world_land.json")
LARGEST_PATH = 45_000  # bytes; about 13 kB once compressed
STEP = 2.5  # degrees between points along the edge of the map, which is a curve

Point = tuple[float, float]  # longitude, latitude
Ring = list[Point]


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Undo the delta coding and quantisation of TopoJSON (specification, section 2.1.3)."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for coded in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y, *_ in coded:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(arc)
    return arcs


def rings_of(topology: dict[str, Any]) -> list[Ring]:
    """Join arcs into closed rings; a negative number ``~i`` is arc ``i`` backwards."""
    arcs = decode_arcs(topology)
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for numbers in (ring for polygon in polygons for ring in polygon):
            points: Ring = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points.extend(arc[1:] if points else arc)
            rings.append(points[:-1])
    return rings


def unrolled(ring: Ring) -> Ring:
    """Let longitudes run on past 180 degrees, so that no edge jumps across the map.

    A ring that does not come back to its first longitude goes round a pole
    (Antarctica): it is closed along that pole.
    """
    result = [ring[0]]
    for longitude, latitude in [*ring[1:], ring[0]]:
        before = result[-1][0]
        turns = round((before - longitude) / 360)
        result.append((longitude + 360 * turns, latitude))
    start, end = result[0], result[-1]
    if abs(end[0] - start[0]) < 180:
        return result[:-1]
    pole = -90.0 if end[1] < 0 else 90.0
    return [*result, (end[0], pole), (start[0], pole)]


def half_plane(ring: Ring, limit: float, *, east_of: bool) -> Ring:
    """Keep the part of the ring on one side of a meridian (Sutherland and Hodgman)."""

    def inside(point: Point) -> bool:
        return point[0] >= limit if east_of else point[0] <= limit

    kept: Ring = []
    for here, there in pairwise([*ring, *ring[:1]]):
        if inside(here):
            kept.append(here)
        if inside(here) != inside(there):
            share = (limit - here[0]) / (there[0] - here[0])
            kept.append((limit, here[1] + share * (there[1] - here[1])))
    return kept


def cut_at_antimeridian(ring: Ring) -> list[Ring]:
    """Return the pieces of a ring, each within -180 to 180 degrees."""
    pieces = []
    for turn in (-360, 0, 360):
        moved = [(longitude + turn, latitude) for longitude, latitude in unrolled(ring)]
        piece = half_plane(half_plane(moved, -180, east_of=True), 180, east_of=False)
        if len({longitude for longitude, _ in piece}) > 1:
            pieces.append(piece)
    return pieces


def bent_along_edge(ring: Ring) -> Ring:
    """Add points where a ring follows the edge of the map, which projects to a curve."""
    result: Ring = []
    for here, there in pairwise([*ring, *ring[:1]]):
        result.append(here)
        if here[0] == there[0] and abs(here[0]) == 180:
            parts = int(abs(there[1] - here[1]) // STEP)
            result.extend(
                (here[0], here[1] + (there[1] - here[1]) * part / (parts + 1)) for part in range(1, parts + 1)
            )
    return result


def tenths(value: int) -> str:
    """Write a number of tenths as shortly as SVG allows.

    >>> [tenths(value) for value in (120, 123, -4, 0)]
    ['12', '12.3', '-.4', '0']
    """
    sign, whole, rest = "-" if value < 0 else "", *divmod(abs(value), 10)
    return f"{sign}{whole}" if not rest else f"{sign}{whole or ''}.{rest}"


def svg_path(ring: Ring) -> str:
    """Draw one ring with relative steps; tenths are added as integers, so no error adds up."""
    projected = [equal_earth(latitude, longitude) for longitude, latitude in bent_along_edge(ring)]
    points = [(round(x * 10), round(y * 10)) for x, y in projected]
    points = [point for before, point in pairwise([points[-1], *points]) if point != before]
    if len(points) < 3:  # smaller than a tenth of a unit: nothing to see
        return ""
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(points)]
    numbers = " ".join(f"{tenths(x)} {tenths(y)}" for x, y in steps).replace(" -", "-")
    return f"M{tenths(points[0][0])} {tenths(points[0][1])}l{numbers}z"


def draw(topology: dict[str, Any]) -> dict[str, Any]:
    """Return the drawing; refuse one that is too heavy for a page on a cheap phone."""
    pieces = [piece for ring in rings_of(topology) for piece in cut_at_antimeridian(ring)]
    land = "".join(svg_path(piece) for piece in pieces)
    if len(land) > LARGEST_PATH:
        raise ValueError(f"the path has {len(land)} bytes, more than {LARGEST_PATH}")
    return {"projection": "Equal Earth", "width": WIDTH, "height": HEIGHT, "land": land}


def main() -> None:
    """Read the topology named on the command line and write the drawing."""
    parser = argparse.ArgumentParser(description="Draw the land of the world in Equal Earth.")
    parser.add_argument("topology", type=Path, help="land-110m.json of world-atlas 2.0.2")
    drawing = draw(json.loads(parser.parse_args().topology.read_text()))
    TARGET.write_text(json.dumps(drawing, indent=1) + "\n")
    print(f"{TARGET}: path of {len(drawing['land'])} bytes")


if __name__ == "__main__":
    main()
