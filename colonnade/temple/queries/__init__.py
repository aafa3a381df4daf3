"""The framework and its picture, for everybody above: ``framework``, ``names``, ``Measure``, ``draw``."""

from colonnade.temple.queries.drawing import Drawing, NoColumns, draw
from colonnade.temple.queries.guide import AreaGuide, FeatureGuide, IndicatorGuide, KindGuide, guide
from colonnade.temple.queries.measures import Measure
from colonnade.temple.queries.naming import Names, Words, names
from colonnade.temple.queries.paper import as_svg
from colonnade.temple.queries.parts import Area, Crosswalk, Feature, Framework, Indicator, Unit, UnknownPart
from colonnade.temple.queries.reading import FrameworkIsBroken
from colonnade.temple.queries.shelf import UnknownFramework, default_framework, framework, frameworks

__all__ = [
    "Area",
    "AreaGuide",
    "Crosswalk",
    "Drawing",
    "Feature",
    "FeatureGuide",
    "Framework",
    "FrameworkIsBroken",
    "Indicator",
    "IndicatorGuide",
    "KindGuide",
    "Measure",
    "Names",
    "NoColumns",
    "UnknownFramework",
    "UnknownPart",
    "Unit",
    "Words",
    "as_svg",
    "default_framework",
    "draw",
    "framework",
    "guide",
    "frameworks",
    "names",
]
