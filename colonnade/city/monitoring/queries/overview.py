"""The figures of a city at a glance: by area of a framework, each indicator with its newest value, gaps as gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from colonnade.city.monitoring.models import Indicator, Target
from colonnade.city.monitoring.queries.indicators import Crosswalks
from colonnade.city.monitoring.queries.observations import indicators_with_newest, observations_by_key
from colonnade.city.monitoring.queries.showing import Shown, shown
from colonnade.city.monitoring.queries.trajectories import Judgement, judgement
from colonnade.city.profile.models import Territory
from colonnade.plumbing.languages import Text
from colonnade.temple.queries import Framework, default_framework, names


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator; ``newest`` is missing where nobody has measured, ``is_in_parts`` where only parts are known."""

    indicator: Indicator
    name: Text
    newest: Shown | None
    is_in_parts: bool
    judged: Judgement | None


@dataclass(frozen=True, slots=True)
class Group:
    """One area with its indicators; the last group, without a code, holds what belongs to no area."""

    code: str
    title: Text | None
    lines: list[Line]

    @property
    def known(self) -> list[Line]:
        """Those of which there is a figure, for the whole city or for parts."""
        return [line for line in self.lines if line.newest is not None or line.is_in_parts]

    @property
    def gaps(self) -> list[Line]:
        """Those that nobody has measured yet."""
        return [line for line in self.lines if line.newest is None and not line.is_in_parts]


def overview(territory: Territory, framework: Framework) -> list[Group]:
    """Every indicator of a framework, measured or not, by area; then other figures of the city.

    A value collected for another system stands here if it is exactly the same measure; ``newest.via`` says so. Other
    figures stand in the area they are likely to belong to, where the framework is the one that has these areas.
    """
    known = indicators_with_newest(territory)
    crosswalks = Crosswalks(known)
    values = observations_by_key(each.newest for each in known if each.newest)  # type: ignore[attr-defined]
    targets = {each.indicator_id: each for each in Target.objects.filter(territory=territory)}
    by_code = {each.code: each for each in known if each.scheme == framework.key and not each.is_retired}
    told: set[int] = set()

    def line(indicator: Indicator) -> Line:
        serving = [indicator, *crosswalks.equals(indicator)]
        told.update(each.pk for each in serving)
        found = [values[each.newest] for each in serving if each.newest in values]  # type: ignore[attr-defined]
        best = max(
            found, key=lambda each: (each.ends_on, each.indicator_id == indicator.pk, -each.pk), default=None
        )
        target = next((targets[each.pk] for each in serving if each.pk in targets), None)
        return Line(
            indicator=indicator,
            name=indicator.name,
            newest=shown(best, indicator) if best else None,
            is_in_parts=best is None and any(each.has_figures for each in serving),  # type: ignore[attr-defined]
            judged=judgement(target, best.value, best.ends_on.year) if target and best else None,
        )

    words = names(framework)
    groups = [
        Group(
            area.code,
            words.areas[area.code].name,
            [line(by_code[each.code]) for each in area.indicators if each.code in by_code],
        )
        for area in framework.areas
    ]
    by_area = {group.code: group for group in groups} if framework.key == default_framework().key else {}
    rest: list[Line] = []
    for other in _others(known, told):
        held = by_area.get(other.area)
        (held.lines if held else rest).append(line(other))
    return [group for group in [*groups, Group("", None, rest)] if group.lines]


def _others(known: Sequence[Indicator], told: set[int]) -> Iterable[Indicator]:
    """Indicators with figures that the framework does not have; one of several equals is enough."""
    for each in known:
        if each.has_figures and each.pk not in told:  # type: ignore[attr-defined]
            yield each
