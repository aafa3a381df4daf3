"""A framework as one reads it: each area with its features, each feature with its indicators, all with their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from colonnade.plumbing.languages import Text
from colonnade.temple.queries.drawing import HUES, letter_of
from colonnade.temple.queries.naming import Names, Words, names
from colonnade.temple.queries.parts import Area, Feature, Framework, Indicator
from colonnade.temple.vocabulary import CONFIDENCE_EXPLAINED, Confidence, Kind, Wording


@dataclass(frozen=True, slots=True)
class IndicatorGuide:
    """One indicator with its words; ``units`` names the usual unit first, then those allowed instead."""

    indicator: Indicator
    name: Text
    units: tuple[Text, ...]

    @property
    def badge(self) -> Any:
        """Whose wording it is, so that nobody takes ours for the official one."""
        return wording_badge(self.indicator)


@dataclass(frozen=True, slots=True)
class FeatureGuide:
    """One feature with its words and its indicators."""

    feature: Feature
    words: Words
    indicators: tuple[IndicatorGuide, ...]

    @property
    def badge(self) -> Any:
        """Whose wording it is, so that nobody takes ours for the official one."""
        return wording_badge(self.feature)


@dataclass(frozen=True, slots=True)
class AreaGuide:
    """One area with its words, the mark of its column, and its features."""

    area: Area
    words: Words
    letter: str
    hue: str
    features: tuple[FeatureGuide, ...]

    @property
    def badges(self) -> list[tuple[Any, Any]]:
        """The badges that occur here, each with its explanation."""
        parts: list[Feature | Indicator] = list(self.area.features)
        parts.extend(self.area.indicators)
        sure = {part.confidence for part in parts if part.wording is Wording.OWN}
        return [(level.label, CONFIDENCE_EXPLAINED[level]) for level in Confidence if level in sure]


@dataclass(frozen=True, slots=True)
class KindGuide:
    """The areas of one kind."""

    kind: Kind
    words: Words
    areas: tuple[AreaGuide, ...]


def wording_badge(part: Feature | Indicator) -> Any:
    """Return "official wording", or how far ours can be trusted."""
    return part.wording.label if part.wording is Wording.OFFICIAL else part.confidence.label


def guide(framework: Framework, language: str | None = None) -> tuple[KindGuide, ...]:
    """Return the whole framework for readers of ``language``, from the roof down."""
    words = names(framework, language)
    return tuple(
        KindGuide(kind, words.kinds[kind], tuple(_areas(framework, areas, words)))
        for kind, areas in framework.kinds()
    )


def _areas(framework: Framework, areas: tuple[Area, ...], words: Names) -> Iterator[AreaGuide]:
    for index, area in enumerate(areas):
        block = area.kind is Kind.BLOCK
        yield AreaGuide(
            area=area,
            words=words.areas[area.code],
            letter=letter_of(area, index, words.language) if block else "",
            hue=HUES[index % len(HUES)] if block else "",
            features=tuple(_feature(feature, words) for feature in area.features),
        )


def _feature(feature: Feature, words: Names) -> FeatureGuide:
    return FeatureGuide(
        feature=feature,
        words=words.features[feature.code],
        indicators=tuple(
            IndicatorGuide(
                indicator=indicator,
                name=words.indicators[indicator.code],
                units=tuple(words.units[unit] for unit in (indicator.unit, *indicator.unit_alternatives)),
            )
            for indicator in feature.indicators
        ),
    )
