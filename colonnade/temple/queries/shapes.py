"""Outlines in stone: the small vocabulary of paths from which the temple is put together."""

from collections.abc import Callable
from dataclasses import dataclass

Edge = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Shape:
    """One path; its role is the class that styles it (``temple-…``)."""

    role: str
    d: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of lettering, centred on ``x`` unless its ``anchor`` says otherwise; ``y`` is its baseline."""

    role: str
    text: str
    x: float
    y: float
    size: float
    anchor: str = "middle"


def tidy(number: float) -> float:
    """Round to a tenth, and drop the ``.0`` that would only cost bytes."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def polygon(*corners: tuple[float, float]) -> str:
    """Return a closed path through the corners."""
    return "M" + "L".join(f"{tidy(x)} {tidy(y)}" for x, y in corners) + "Z"


def rectangle(x: float, y: float, width: float, height: float) -> str:
    """Return a rectangle from its top left corner."""
    return f"M{tidy(x)} {tidy(y)}h{tidy(width)}v{tidy(height)}h{tidy(-width)}Z"


def stroke(x: float, y: float, to_x: float, to_y: float) -> str:
    """Return a straight line."""
    return f"M{tidy(x)} {tidy(y)}l{tidy(to_x - x)} {tidy(to_y - y)}"


def disc(x: float, y: float, r: float) -> str:
    """Return a full circle."""
    turn = f"a{tidy(r)} {tidy(r)} 0 0 1"
    return f"M{tidy(x - r)} {tidy(y)}{turn} {tidy(2 * r)} 0{turn} {tidy(-2 * r)} 0Z"


def cushion(x: float, y: float, width: float, height: float) -> str:
    """Return a slab with round ends: the torus of a base."""
    r = height / 2
    return (
        f"M{tidy(x + r)} {tidy(y)}h{tidy(width - height)}a{tidy(r)} {tidy(r)} 0 0 1 0 {tidy(height)}"
        f"h{tidy(height - width)}a{tidy(r)} {tidy(r)} 0 0 1 0 {tidy(-height)}Z"
    )


def hatching(top: float, bottom: float, left: Edge, right: Edge, gap: float) -> str:
    """Return slanting lines within a shape whose sides are given as functions of the height.

    Lines are clipped by calculation, so that no pattern and no id is needed: a page may hold any
    number of temples, and each can be lifted out of it.
    """
    strokes = []
    k = (min(left(top), left(bottom)) + top) // gap * gap
    while (k := k + gap) < max(right(top), right(bottom)) + bottom:
        high = low = (top + bottom) / 2
        for _ in range(5):
            high, low = k - right(high), k - left(low)
        high, low = max(high, top), min(low, bottom)
        if low - high > 0.5:
            strokes.append(stroke(k - low, low, k - high, high))
    return "".join(strokes)


@dataclass(frozen=True, slots=True)
class Shaft:
    """A column without capital and base: ``foot`` is its lowest line, ``low`` and ``high`` its half widths."""

    x: float
    foot: float
    height: float
    low: float
    high: float

    @property
    def belly(self) -> float:
        """The half width towards which the sides swell (entasis): a straight side would look hollow."""
        return (self.low + self.high) / 2 + 0.16 * (self.low - self.high)

    def half(self, share: float) -> float:
        """Half width at a share of the height."""
        return (1 - share) ** 2 * self.low + 2 * share * (1 - share) * self.belly + share**2 * self.high

    def y(self, share: float) -> float:
        """Height on the page at a share of the shaft."""
        return self.foot - share * self.height

    def between(self, a: float, b: float) -> str:
        """Return the drum from share ``a`` up to share ``b``, cut exactly along the swelling sides."""
        turn = (1 - a) * (1 - b) * self.low + ((1 - a) * b + a * (1 - b)) * self.belly + a * b * self.high
        x, middle = self.x, tidy(self.y((a + b) / 2))
        bottom, top, low, high = tidy(self.y(a)), tidy(self.y(b)), self.half(a), self.half(b)
        return (
            f"M{tidy(x - low)} {bottom}Q{tidy(x - turn)} {middle} {tidy(x - high)} {top}"
            f"H{tidy(x + high)}Q{tidy(x + turn)} {middle} {tidy(x + low)} {bottom}Z"
        )

    def hatched(self, a: float, b: float, gap: float) -> str:
        """Return slanting lines over the drum from share ``a`` up to share ``b``."""

        def half(y: float) -> float:
            return self.half(min(1, max(0, (self.foot - y) / self.height)))

        return hatching(self.y(b), self.y(a), lambda y: self.x - half(y), lambda y: self.x + half(y), gap)

    def flutes(self, count: int) -> list[str]:
        """Return the channels from left to right, narrower towards the sides as the round takes them away.

        All but the first point is relative: the columns then say the same, and compression sends it once.
        """
        edges = [(2 * i / count - 1) for i in range(count + 1)]
        rounded = [e * (1.5 - 0.5 * e * e) for e in edges]
        channels = []
        for one, other in zip(rounded, rounded[1:], strict=False):
            a, b = one + 0.018, other - 0.018
            foot, neck = self.y(0.015) - 4, self.y(0.985) + 4
            rise, bend = tidy(neck - foot), tidy(self.y(0.5) - foot)
            fall, sag = tidy(foot - neck), tidy(self.y(0.5) - neck)
            low, high, belly = self.half(0.015), self.half(0.985), self.belly
            cap = tidy((b - a) * high * 0.55)
            channels.append(
                f"M{tidy(self.x + a * low)} {tidy(foot)}"
                f"q{tidy(a * (belly - low))} {bend} {tidy(a * (high - low))} {rise}"
                f"q{tidy((b - a) * high / 2)} {tidy(-float(cap))} {tidy((b - a) * high)} 0"
                f"q{tidy(b * (belly - high))} {sag} {tidy(b * (low - high))} {fall}"
                f"q{tidy((a - b) * low / 2)} {cap} {tidy((a - b) * low)} 0Z"
            )
        return channels
