"""Putting the indicators of the frameworks in place, and adding those of a city's own."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from colonnade.city.monitoring.models import Indicator
from colonnade.city.monitoring.queries.formats import About
from colonnade.city.monitoring.queries.indicators import (
    folded_code,
    indicators_for,
    known_for_file,
    likely_area,
    reference,
)
from colonnade.city.monitoring.queries.units import unit_bounds, unit_code
from colonnade.city.monitoring.rules import Permission
from colonnade.city.monitoring.vocabulary.observing import CITY, SDG, Direction
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.languages import LanguageMap, tag
from colonnade.temple import queries as temple
from colonnade.temple.queries.parts import Area, Framework
from colonnade.temple.queries.parts import Indicator as Measure
from colonnade.temple.vocabulary import Match


class CodeIsTaken(Exception):
    """The city has another indicator of that code."""


class HasFigures(Exception):
    """There are figures of this indicator; it can be retired, not given another unit."""


@transaction.atomic
def define_indicators(*, by: permissions.System, at: datetime) -> int:
    """Bring the indicators up to what the frameworks say; return how many were new or different.

    Can be run any number of times. An indicator that a framework has dropped is retired and keeps its figures.
    Asks no permission: it is part of setting up, and the frameworks are part of the program.
    """
    changed: list[Indicator] = []
    for framework in temple.frameworks():
        known = {
            each.code: each for each in Indicator.objects.filter(scheme=framework.key, territory__isnull=True)
        }
        for code, facts in _facts_of(framework).items():
            held = known.pop(code, None) or Indicator(scheme=framework.key, code=code)
            if _brought_up(held, facts):
                changed.append(held)
        changed += [gone for gone in known.values() if _brought_up(gone, {"is_retired": True})]
    if changed:
        audit.record(by=by, verb=Permission.INDICATOR_DEFINE, thing=changed[0], at=at, changed=len(changed))
    return len(changed)


def _brought_up(indicator: Indicator, facts: dict[str, Any]) -> bool:
    """Save an indicator that is new or differs from its facts; say whether that was so."""
    if indicator.pk and all(getattr(indicator, name) == value for name, value in facts.items()):
        return False
    for name, value in facts.items():
        setattr(indicator, name, value)
    indicator.save()
    return True


def _facts_of(framework: Framework) -> dict[str, dict[str, Any]]:
    names = _names_in_every_language(framework)
    return {
        each.code: _facts(framework, area, each, names.get(each.code, {}))
        for area in framework.areas
        for each in area.indicators
    }


def _facts(framework: Framework, area: Area, each: Measure, names: LanguageMap) -> dict[str, Any]:
    unit = framework.unit(each.unit)
    crosswalk = [
        dict(
            zip(("scheme", "code"), reference(cross.scheme.value, cross.code), strict=True),
            match=cross.match.value,
        )
        for cross in each.crosswalk
    ]
    is_default = framework.code == temple.default_framework().code
    return {
        "names": names,
        "area": area.code if is_default else likely_area(crosswalk),
        "feature": each.feature,
        "unit": each.unit,
        "minimum": unit.minimum,
        "maximum": unit.maximum,
        "direction": each.direction.value,
        "crosswalk": crosswalk,
        "metadata": {
            "unit_alternatives": list(each.unit_alternatives),
            "source_kind": each.source_kind.value,
        },
        "is_retired": False,
    }


def _names_in_every_language(framework: Framework) -> dict[str, LanguageMap]:
    found: dict[str, LanguageMap] = {}
    for code, _name in settings.LANGUAGES:
        for indicator, name in temple.names(framework, code).indicators.items():
            if not name.is_other:
                found.setdefault(indicator, {})[tag(code)] = str(name)
    return found


@transaction.atomic
def add_indicator(
    *,
    territory: Territory,
    code: str,
    names: LanguageMap,
    unit: str,
    by: Any,
    at: datetime,
    direction: str = Direction.NONE,
    definitions: LanguageMap | None = None,
    area: str = "",
    same_as: list[dict[str, str]] | None = None,
    metadata: dict[str, Any] | None = None,
) -> Indicator:
    """Add an indicator of the city's own.

    ``same_as`` lists measures of other systems with how near they are; an exact one makes every value count there.
    Refused to anybody who may not define the city's indicators. :raises CodeIsTaken: the city has one of that code.
    """
    permissions.require(by, Permission.INDICATOR_DEFINE, territory)
    code = keepable(" ".join(code.split()))[:80]
    if Indicator.objects.filter(territory=territory, scheme=CITY, code__iexact=code).exists():
        raise CodeIsTaken(code)
    crosswalk = same_as or []
    unit = unit_code(keepable(unit))
    minimum, maximum = unit_bounds(unit)
    indicator = Indicator.objects.create(
        territory=territory,
        scheme=CITY,
        code=code,
        names=keepable(names),
        definitions=keepable(definitions or {}),
        area=area or likely_area(crosswalk),
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        direction=direction,
        crosswalk=crosswalk,
        metadata=keepable(metadata or {}),
    )
    audit.record(by=by, verb=Permission.INDICATOR_DEFINE, thing=indicator, at=at, code=code)
    return indicator


def indicator_of_file(
    *, territory: Territory, about: About, is_exact: bool, by: Any, at: datetime
) -> Indicator:
    """The indicator that a file is about, made where it is new; what the description says is kept with a city's own.

    ``is_exact``: somebody says that it is the Goals' own indicator of that code. Part of keeping a file, which was
    permitted; to bring a new measure along is no more than to give figures of it.
    """
    held = known_for_file(indicators_for(territory), about.code, is_exact=is_exact)
    if held is not None:
        if not is_exact and about.facts and held.metadata != about.facts:
            held.metadata = about.facts
            held.save(update_fields=["metadata"])
        return held
    unit = unit_code(about.unit)
    minimum, maximum = unit_bounds(unit)
    shared = {"unit": unit, "minimum": minimum, "maximum": maximum}
    same = [{"scheme": SDG, "code": folded_code(about.code), "match": Match.RELATED.value}]
    if is_exact:
        values = {**_names_of_goal(about.code), "area": likely_area(same)}
        return Indicator.objects.create(scheme=SDG, code=folded_code(about.code), **values)
    looks_like_goal = about.code[:1].isdigit()
    made = Indicator.objects.create(
        territory=territory,
        scheme=CITY,
        code=about.code[:80],
        names={about.language or "und": about.title} if about.title else {},
        definitions={about.language or "und": about.definition} if about.definition else {},
        area=likely_area(same) if looks_like_goal else "",
        crosswalk=same if looks_like_goal else [],
        metadata=about.facts,
        **shared,
    )
    audit.record(by=by, verb=Permission.OBSERVATION_GIVE, thing=made, at=at, code=made.code, from_file=True)
    return made


def _names_of_goal(code: str) -> dict[str, Any]:
    """Names, unit and direction of an indicator of the Goals, from a framework that has exactly it."""
    wanted = (SDG, folded_code(code))
    for framework in temple.frameworks():
        for each in framework.indicators:
            same = {
                reference(cross.scheme.value, cross.code)
                for cross in each.crosswalk
                if cross.match is Match.EXACT
            }
            if wanted in same:
                unit = framework.unit(each.unit)
                return {
                    "names": _names_in_every_language(framework).get(each.code, {}),
                    "unit": each.unit,
                    "minimum": unit.minimum,
                    "maximum": unit.maximum,
                    "direction": each.direction.value,
                }
    return {"names": {}}


@transaction.atomic
def describe_indicator(
    *,
    indicator: Indicator,
    by: Any,
    at: datetime,
    language: str,
    name: str,
    definition: str = "",
    area: str = "",
    unit: str = "",
    direction: str = Direction.NONE,
    same_as: list[dict[str, str]] | None = None,
    is_retired: bool = False,
) -> Indicator:
    """Say anew what a city's own indicator is, in one language; other languages stay as they are.

    Refused to anybody who may not define the city's indicators, and for indicators that are not a city's own.
    :raises HasFigures: the unit would change under figures that are there.
    """
    if indicator.territory is None:
        raise permissions.NotAllowed(Permission.INDICATOR_DEFINE)
    permissions.require(by, Permission.INDICATOR_DEFINE, indicator)
    unit = unit_code(keepable(unit)) or indicator.unit
    if indicator.unit not in {"", unit} and indicator.observations.filter(is_current=True).exists():
        raise HasFigures(indicator.pk)
    indicator.names = {**indicator.names, tag(language): keepable(name)}
    if definition:
        indicator.definitions = {**indicator.definitions, tag(language): keepable(definition)}
    indicator.crosswalk = indicator.crosswalk if same_as is None else same_as
    indicator.area, indicator.unit, indicator.direction = area, unit, direction
    indicator.minimum, indicator.maximum = unit_bounds(unit)
    indicator.is_retired = is_retired
    indicator.save()
    exact = sum(1 for each in indicator.crosswalk if each["match"] == Match.EXACT)
    audit.record(
        by=by, verb=Permission.INDICATOR_DEFINE, thing=indicator, at=at, language=language, exact=exact
    )
    return indicator
