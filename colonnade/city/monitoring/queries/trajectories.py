"""The way from baseline to target, and how a figure stands to it, by a rule that can be checked with a pencil.

How far the figure has come: (value - baseline) / (target - baseline). How far the way foresees: the same for the value
that a straight line, or the steps, give for the year in which the figure's time ends. Reached: 1 or more. On track: at
least what is foreseen. Nearly: at least four fifths of it. Otherwise behind.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from colonnade.city.monitoring.models import Target
from colonnade.city.monitoring.vocabulary.observing import Track

NEARLY = Fraction(4, 5)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a figure stands to its target. ``expected`` is the value that was foreseen for its year."""

    track: Track
    expected: Decimal | None = None
    come: Fraction | None = None
    foreseen: Fraction | None = None

    @property
    def sentence(self) -> str:
        """The judgement in words."""
        return str(self.track.label)


def way_of(target: Target) -> list[tuple[int, Decimal]]:
    """Year and value of every corner of the way, from the baseline to the target."""
    steps = [(int(year), Decimal(str(value))) for year, value in target.steps]
    return [(target.baseline_year, target.baseline), *steps, (target.year, target.value)]


def expected_in(target: Target, year: int) -> Fraction:
    """The value that the way foresees for a year; before the baseline the baseline, after the target the target."""
    way = [(when, Fraction(value)) for when, value in way_of(target)]
    if year <= way[0][0]:
        return way[0][1]
    for (start, low), (end, high) in zip(way, way[1:], strict=False):
        if year <= end:
            return low + (high - low) * Fraction(year - start, end - start)
    return way[-1][1]


def judgement(target: Target, value: Decimal | None, year: int) -> Judgement:
    """Say how a value of a year stands to the target."""
    if value is None or year <= target.baseline_year:
        return Judgement(Track.UNKNOWN)
    whole = Fraction(target.value) - Fraction(target.baseline)
    come = (Fraction(value) - Fraction(target.baseline)) / whole
    expected = expected_in(target, year)
    foreseen = (expected - Fraction(target.baseline)) / whole
    if come >= 1:
        track = Track.REACHED
    elif come >= foreseen:
        track = Track.ON_TRACK
    elif come >= foreseen * NEARLY:
        track = Track.NEARLY
    else:
        track = Track.BEHIND
    shown = (
        (Decimal(expected.numerator) / Decimal(expected.denominator)).quantize(Decimal("0.0001")).normalize()
    )
    return Judgement(track, shown, come, foreseen)
