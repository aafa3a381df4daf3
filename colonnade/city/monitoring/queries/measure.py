"""Everything the page of one indicator shows: the picture, the figures behind it, the target, and what is missing."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from colonnade.city.monitoring.models import Indicator, Observation, Target
from colonnade.city.monitoring.queries.charts import Chart, Spot, chart
from colonnade.city.monitoring.queries.indicators import Crosswalks, indicators_for
from colonnade.city.monitoring.queries.observations import (
    Disagreement,
    disagreements,
    headline,
    replaced,
    widest_series,
)
from colonnade.city.monitoring.queries.showing import Shown, groups_of, number, shown, unit_words
from colonnade.city.monitoring.queries.trajectories import Judgement, judgement, way_of
from colonnade.city.monitoring.queries.units import family
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import direction
from colonnade.temple.vocabulary import Match

_MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure as it was, and as it is since."""

    before: Shown
    after: Shown
    reason: str
    made_at: object


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What two or more sources say of the same."""

    period: str
    groups: tuple[str, ...]
    figures: list[Shown]


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One indicator of one city. ``serving`` holds it and its exact equals, ``near`` is for people to look at."""

    indicator: Indicator
    serving: list[Indicator]
    near: list[tuple[Indicator, str]]
    newest: Shown | None
    chart: Chart | None
    figures: list[Shown]
    missing: list[Shown]
    disagreements: list[SideBySide]
    corrections: list[Correction]
    target: Target | None
    way: list[tuple[int, str]]
    judged: Judgement | None
    expected: str


def measure_page(territory: Territory, indicator: Indicator) -> MeasurePage:
    """Gather the page; figures of parts and groups are asked for page by page, by ``broken_down``."""
    known = list(indicators_for(territory))
    crosswalks = Crosswalks(known)
    serving = [indicator, *crosswalks.equals(indicator)]
    whole = headline(territory, serving)
    valued = [each for each in whole if each.value is not None]
    newest = valued[0] if valued else None
    target = (
        Target.objects.filter(territory=territory, indicator__in=[each.pk for each in serving])
        .order_by("pk")
        .first()
    )
    judged = judgement(target, newest.value, newest.ends_on.year) if target and newest else None
    language = get_language() or "en"
    return MeasurePage(
        indicator=indicator,
        serving=serving,
        near=[(other, str(Match(match).label)) for other, match in crosswalks.near(indicator)],
        newest=shown(newest, indicator) if newest else None,
        chart=_chart(territory, serving, valued, target, language),
        figures=[shown(each, indicator) for each in valued],
        missing=[shown(each, indicator) for each in whole if each.value is None],
        disagreements=[_side_by_side(each) for each in disagreements(territory, serving)],
        corrections=[_correction(each) for each in replaced(territory, serving)],
        target=target,
        way=[(year, number(value, language)) for year, value in way_of(target)] if target else [],
        judged=judged,
        expected=number(judged.expected, language) if judged and judged.expected is not None else "",
    )


def _chart(
    territory: Territory,
    serving: Sequence[Indicator],
    whole: Sequence[Observation],
    target: Target | None,
    language: str,
) -> Chart | None:
    """One line for each source of the whole city; where nothing speaks for the whole, the widest groups."""

    def written(value: Decimal) -> str:
        return number(value, language)

    series: list[tuple[str, list[Spot]]]
    if whole:
        lines: dict[str, list[Observation]] = defaultdict(list)
        unit = family(whole[0].unit)
        for each in whole:
            if family(each.unit) == unit:
                lines[each.source.name].append(each)
        names = {name: name if len(lines) > 1 else "" for name in lines}
        series = [(names[name], _spots(found, language)) for name, found in list(lines.items())[:_MOST_LINES]]
    else:
        parts = widest_series(territory, serving)
        units = {family(each[0].unit) for each in parts}
        series = [
            (" · ".join(groups_of(found[0])), _spots(found, language))
            for found in (parts if len(units) == 1 else parts[:1])
        ]
    return chart(
        series,
        way=way_of(target) if target and whole else (),
        way_name=_("Target"),
        is_mirrored=direction(language) == "rtl",
        written=written,
    )


def _spots(observations: Sequence[Observation], language: str) -> list[Spot]:
    return [
        Spot(
            each.ends_on,
            each.value,
            each.period,
            f"{number(each.value, language)} {unit_words(each.unit, each.multiplier, language)}"
            if each.value is not None
            else "",
        )
        for each in observations
    ]


def _side_by_side(found: Disagreement) -> SideBySide:
    return SideBySide(
        found.period, groups_of(found.observations[0]), [shown(each) for each in found.observations]
    )


def _correction(old: Observation) -> Correction:
    new = old.replaced_by.all()[0]
    new.source, new.district, new.indicator = old.source, old.district, old.indicator
    return Correction(shown(old), shown(new), new.reason, new.made_at)
