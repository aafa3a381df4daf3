"""What a framework says a learning city is made of: areas, their features, the indicators that measure them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from colonnade.temple.vocabulary import Confidence, Direction, Kind, Match, Scheme, SourceKind, Wording

AnyPart = TypeVar("AnyPart", bound="Area | Feature | Indicator | Unit")


class UnknownPart(LookupError):
    """The framework has no part with this code."""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A measure of another system that one observation may serve too."""

    scheme: Scheme
    code: str
    match: Match
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """What an indicator counts in; a bound of ``None`` means there is none."""

    code: str
    minimum: float | None
    maximum: float | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing to measure."""

    code: str
    feature: str
    position: int
    unit: str
    unit_alternatives: tuple[str, ...]
    unit_text: str
    direction: Direction
    source_kind: SourceKind
    confidence: Confidence
    wording: Wording
    crosswalk: tuple[Crosswalk, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing a learning city does or has."""

    code: str
    area: str
    position: int
    confidence: Confidence
    wording: Wording
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """One part of the temple; only building blocks carry a letter."""

    code: str
    kind: Kind
    letter: str
    position: int
    features: tuple[Feature, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators of its features, in order."""
        return tuple(indicator for feature in self.features for indicator in feature.indicators)


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework in one version. Its texts are in ``names``; several frameworks stand side by side."""

    code: str
    version: str
    publisher: str
    issued: str
    source_url: str
    licence_note: str
    wording_note: str
    notes: tuple[str, ...]
    units: tuple[Unit, ...]
    areas: tuple[Area, ...]

    @property
    def key(self) -> str:
        """Code and version in one word; also the name of its folder."""
        return f"{self.code}-{self.version}"

    @property
    def blocks(self) -> tuple[Area, ...]:
        """The columns, in order; a framework without any cannot be drawn as a temple."""
        return self.areas_of(Kind.BLOCK)

    @property
    def features(self) -> tuple[Feature, ...]:
        """All features, in order."""
        return tuple(feature for area in self.areas for feature in area.features)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in order."""
        return tuple(indicator for area in self.areas for indicator in area.indicators)

    def areas_of(self, kind: str) -> tuple[Area, ...]:
        """Areas of one kind, in order."""
        return tuple(area for area in self.areas if area.kind == kind)

    def kinds(self) -> Iterator[tuple[Kind, tuple[Area, ...]]]:
        """Each kind that has areas, with them, from the roof down."""
        for kind in Kind:
            if areas := self.areas_of(kind):
                yield kind, areas

    def area(self, code: str) -> Area:
        """Return the area with this code."""
        return _found(self.areas, code, self.key)

    def feature(self, code: str) -> Feature:
        """Return the feature with this code."""
        return _found(self.features, code, self.key)

    def indicator(self, code: str) -> Indicator:
        """Return the indicator with this code."""
        return _found(self.indicators, code, self.key)

    def unit(self, code: str) -> Unit:
        """Return the unit with this code."""
        return _found(self.units, code, self.key)

    def area_of(self, code: str) -> Area:
        """Return the area to which a feature or an indicator belongs."""
        for area in self.areas:
            for feature in area.features:
                if feature.code == code or any(indicator.code == code for indicator in feature.indicators):
                    return area
        raise UnknownPart(f"{self.key} has no {code!r}")


def _found(parts: tuple[AnyPart, ...], code: str, key: str) -> AnyPart:
    for part in parts:
        if part.code == code:
            return part
    raise UnknownPart(f"{key} has no {code!r}")
