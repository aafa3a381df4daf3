"""A city map without a tile server: districts where known, the offers of a list, a scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from colonnade.city.catalogue.queries.cards import Card, Point
from colonnade.city.profile.models import District, Territory
from colonnade.plumbing import spoken, tiles
from colonnade.plumbing.languages import choose
from colonnade.plumbing.prepared import Prepared

WIDTH, HEIGHT, MARGIN = 640.0, 420.0, 28.0
METRES_PER_DEGREE = 111_320.0
NICE_METRES = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
FAR_AWAY_METRES = 60_000.0
LETTER_UNITS = 6.2


@dataclass(frozen=True)
class Spot:
    """One place on the map, with the offers of the list that happen there."""

    x: str  # units of the drawing, as text so that no language changes the decimal point
    y: str
    numbers: str
    title: str
    url: str
    block: str
    latitude: str
    longitude: str


@dataclass(frozen=True)
class Shape:
    """A district: its outline as an SVG path, its name and where to write it."""

    path: str
    name: str
    fits: bool
    x: str
    y: str


@dataclass(frozen=True)
class CityMap:
    """A drawing of 640 by 420 units."""

    spots: list[Spot]
    districts: list[Shape]
    scale_width: str
    scale_words: str
    unplaced: int
    tiles: str  # address of the operator's street tiles, "" where there are none


_outlines = Prepared(
    lambda cities: (
        District.objects.filter(territory__in=cities).exclude(outline=[]).values_list("names", "outline")
    )
)


def city_map(cards: Sequence[Card], city: Territory, language: str) -> CityMap | None:
    """Draw the cards that have a point; ``None`` where neither an offer nor a district has a place."""
    outlines = [(choose(names, language).text, outline) for names, outline in _outlines.rows([city.pk])]
    centre = (
        (city.latitude, city.longitude) if city.latitude is not None and city.longitude is not None else None
    )
    placed = [
        (number, card) for number, card in enumerate(cards, 1) if card.point and _near(card.point, centre)
    ]
    corners = [card.point for _, card in placed if card.point] + [
        (lat, lon) for _, outline in outlines for lat, lon in outline
    ]
    if not corners:
        return None
    frame = _Frame(corners)
    spots: dict[tuple[float, float], list[tuple[int, Card]]] = {}
    for number, card in placed:
        assert card.point is not None
        spots.setdefault(frame.at(card.point), []).append((number, card))
    scale_metres = max(
        (each for each in NICE_METRES if each * frame.units_per_metre <= WIDTH / 4), default=NICE_METRES[0]
    )
    return CityMap(
        spots=[_spot(where, held) for where, held in spots.items()],
        districts=[
            _shape(name, [frame.at((lat, lon)) for lat, lon in outline]) for name, outline in outlines
        ],
        scale_width=f"{scale_metres * frame.units_per_metre:.1f}",
        scale_words=spoken.distance(scale_metres, language),
        unplaced=len(cards) - len(placed),
        tiles=tiles.address(),
    )


class _Frame:
    """Local equirectangular projection that fits a set of points into the drawing."""

    def __init__(self, corners: Sequence[Point]) -> None:
        south, north = min(p[0] for p in corners), max(p[0] for p in corners)
        west, east = min(p[1] for p in corners), max(p[1] for p in corners)
        self.middle = ((south + north) / 2, (west + east) / 2)
        self.narrowing = cos(radians(self.middle[0]))
        tall = max((north - south) * METRES_PER_DEGREE, 400.0)
        wide = max((east - west) * METRES_PER_DEGREE * self.narrowing, 600.0)
        self.units_per_metre = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / tall)

    def at(self, point: Point) -> tuple[float, float]:
        east = (point[1] - self.middle[1]) * METRES_PER_DEGREE * self.narrowing
        north = (point[0] - self.middle[0]) * METRES_PER_DEGREE
        return round(WIDTH / 2 + east * self.units_per_metre, 1), round(
            HEIGHT / 2 - north * self.units_per_metre, 1
        )


def _near(point: Point, centre: Point | None) -> bool:
    """A venue in another part of the world would shrink the city to a dot; the list still has it."""
    if centre is None:
        return True
    north = abs(point[0] - centre[0]) * METRES_PER_DEGREE
    east = abs(point[1] - centre[1]) * METRES_PER_DEGREE * cos(radians(centre[0]))
    return max(north, east) < FAR_AWAY_METRES


def _spot(where: tuple[float, float], held: list[tuple[int, Card]]) -> Spot:
    numbers = spoken.listed(str(number) for number, _ in held[:3]) + ("…" if len(held) > 3 else "")
    titles = " · ".join(card.title.text for _, card in held[:4])
    first = held[0][1]
    return Spot(
        f"{where[0]:.1f}",
        f"{where[1]:.1f}",
        numbers,
        f"{first.place}: {titles}" if first.place else titles,
        first.url,
        first.blocks[0] if first.blocks else "",
        f"{first.point[0]:.6f}" if first.point else "",
        f"{first.point[1]:.6f}" if first.point else "",
    )


def _shape(name: str, points: list[tuple[float, float]]) -> Shape:
    path = "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"
    middle = [sum(point[axis] for point in points) / len(points) for axis in (0, 1)]
    room = max(x for x, _ in points) - min(x for x, _ in points)
    fits = room > len(name) * LETTER_UNITS  # a name that would lie over its neighbours is left to the tooltip
    return Shape(path, name, fits, f"{middle[0]:.1f}", f"{middle[1]:.1f}")
