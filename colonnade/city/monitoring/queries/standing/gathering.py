"""Gathering what may count for the temple: for one city, or for all of them with as many questions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Min, Q

from colonnade.city.monitoring.models import Agreement, Evidence, Indicator, Observation, Target
from colonnade.city.monitoring.queries.standing.facts import Agreed, Facts, Figure
from colonnade.city.monitoring.vocabulary.assessing import AssessmentState
from colonnade.city.monitoring.vocabulary.observing import CITY, PLATFORM, SDG, Direction
from colonnade.city.monitoring.vocabulary.standing import REACH, REACH_CODE
from colonnade.city.profile.models import Territory
from colonnade.temple.queries import Framework
from colonnade.temple.queries.parts import Indicator as FrameworkIndicator
from colonnade.temple.vocabulary import Match, Scheme

# code, area, member, direction, minimum, maximum
_Meaning = tuple[str, str, str, str, Decimal | None, Decimal | None]


def facts_of(territories: Sequence[Territory], framework: Framework) -> dict[int, Facts]:
    """Facts of each city by primary key; the number of questions does not grow with the cities."""
    names = {territory.pk: territory.slug for territory in territories}
    figures = _figures(names, framework)
    agreed = _agreed(names, framework)
    return {
        pk: Facts(slug, framework.key, tuple(figures.get(pk, ())), tuple(agreed.get(pk, ())))
        for pk, slug in names.items()
    }


def years_known(territory: Territory, today: date) -> list[int]:
    """The years for which there may be something to see, oldest first; the present one is always there."""
    span = Observation.objects.filter(territory=territory, is_current=True, is_headline=True).aggregate(
        first=Min("ends_on"), last=Max("ends_on")
    )
    scored = Agreement.objects.filter(
        assessment__territory=territory, assessment__state=AssessmentState.AGREED
    ).aggregate(first=Min("assessment__year"))
    starts = [each for each in (span["first"].year if span["first"] else None, scored["first"]) if each]
    first = max(min(starts, default=today.year), today.year - 15)
    return list(range(min(first, today.year), today.year + 1))


def meanings(framework: Framework) -> dict[int, _Meaning]:
    """Which indicators count for the framework, and as what: its own, exact equals of other schemes, and reach."""
    own = {indicator.code: indicator for indicator in framework.indicators}
    bounds = {unit.code: (_exact(unit.minimum), _exact(unit.maximum)) for unit in framework.units}
    equals = {
        _sdg(cross.code): code for code, each in own.items() for cross in each.crosswalk if _same(cross)
    }
    wanted = (
        Q(scheme=framework.key)
        | Q(scheme=SDG, code__in=list(equals))
        | Q(scheme=PLATFORM, code__startswith=REACH_CODE)
        | Q(scheme=CITY, crosswalk__icontains=f'"{Match.EXACT.value}"')
    )
    found: dict[int, _Meaning] = {}
    blocks = {area.code for area in framework.blocks}
    for pk, scheme, code, crosswalk in Indicator.objects.filter(wanted).values_list(
        "pk", "scheme", "code", "crosswalk"
    ):
        if scheme == CITY:
            part = _confirmed(crosswalk, own, equals)
            if part is not None:
                found[pk] = _meaning(part, framework, bounds)
            continue
        if scheme == PLATFORM:
            area = code.removeprefix(REACH_CODE)
            if area in blocks:
                found[pk] = (code, area, REACH, Direction.UP.value, Decimal(0), Decimal(100))
            continue
        part = own.get(equals.get(code, code) if scheme == SDG else code)
        if part is not None:
            found[pk] = _meaning(part, framework, bounds)
    return found


def _meaning(
    part: FrameworkIndicator,
    framework: Framework,
    bounds: Mapping[str, tuple[Decimal | None, Decimal | None]],
) -> _Meaning:
    return (
        part.code,
        framework.area_of(part.code).code,
        part.feature,
        part.direction.value,
        *bounds.get(part.unit, (None, None)),
    )


def _confirmed(
    crosswalk: Sequence[Mapping[str, str]], own: Mapping[str, FrameworkIndicator], equals: Mapping[str, str]
) -> FrameworkIndicator | None:
    """The framework's indicator that somebody said a city's own one measures exactly."""
    for each in crosswalk:
        if each.get("match") == Match.EXACT:
            code = each.get("code", "")
            part = own.get(code) or own.get(equals.get(_sdg(code), ""))
            if part is not None:
                return part
    return None


def _figures(names: Mapping[int, str], framework: Framework) -> dict[int, list[Figure]]:
    known = meanings(framework)
    targets = {
        (territory, indicator): (baseline, value)
        for territory, indicator, baseline, value in Target.objects.filter(
            indicator__in=list(known), **_of(names)
        ).values_list("territory_id", "indicator_id", "baseline", "value")
    }
    rows = (
        Observation.objects.filter(
            indicator__in=list(known), is_current=True, is_headline=True, value__isnull=False, **_of(names)
        )
        .order_by("territory_id", "ends_on", "pk")
        .values_list(
            "territory_id", "indicator_id", "value", "unit", "period", "starts_on", "ends_on", "status", "sure",
            "source__name", "uuid",
        )
    )  # fmt: skip
    found: dict[int, list[Figure]] = defaultdict(list)
    for territory, indicator, value, unit, period, starts_on, ends_on, status, sure, source, uuid in rows:
        assert value is not None  # the question left them out
        code, area, member, direction, minimum, maximum = known[indicator]
        baseline, target = targets.get((territory, indicator), (None, None))
        found[territory].append(
            Figure(
                code, area, member, value, unit, period, starts_on, ends_on, status, sure, direction, minimum,
                maximum, baseline, target, source, str(uuid),
            )
        )  # fmt: skip
    return found


def _agreed(names: Mapping[int, str], framework: Framework) -> dict[int, list[Agreed]]:
    rows = list(
        Agreement.objects.filter(
            assessment__state=AssessmentState.AGREED,
            assessment__framework=framework.key,
            **_of(names, "assessment__territory__in"),
        )
        .order_by("assessment__territory_id", "assessment__year", "assessment_id", "feature")
        .values_list(
            "pk",
            "assessment__territory_id",
            "feature",
            "assessment__year",
            "level",
            "reviewed_level",
            "assessment__uuid",
            "assessment__agreed_at",
        )
    )
    if not rows:
        return {}
    by_feature, by_agreement = _backing(names)
    found: dict[int, list[Agreed]] = defaultdict(list)
    for pk, territory, feature, year, level, reviewed, uuid, agreed_at in rows:
        spans = {**by_feature.get((territory, feature), {}), **by_agreement.get(pk, {})}
        backed = tuple(sorted(spans.values()))
        found[territory].append(
            Agreed(feature, year, level, reviewed, backed, f"{agreed_at:%Y%m%dT%H%M%S}-{uuid}")
        )
    return found


_Spans = dict[int, tuple[date, date]]


def _backing(names: Mapping[int, str]) -> tuple[dict[tuple[int, str], _Spans], dict[int, _Spans]]:
    """From when to when each item of evidence counts, by feature of a city and by agreement."""
    by_feature: dict[tuple[int, str], _Spans] = defaultdict(dict)
    by_agreement: dict[int, _Spans] = defaultdict(dict)
    held = Evidence.objects.filter(withdrawn_at__isnull=True, **_of(names))
    spans: _Spans = {}
    rows: Iterable[Any] = held.values_list("pk", "territory_id", "features", "dated_on", "stale_on")
    for pk, territory, features, dated_on, stale_on in rows:
        spans[pk] = (dated_on, stale_on)
        for feature in features:
            by_feature[territory, feature][pk] = spans[pk]
    for pk, agreement in held.filter(agreements__isnull=False).values_list("pk", "agreements"):
        by_agreement[agreement][pk] = spans[pk]
    return by_feature, by_agreement


def _of(names: Mapping[int, str], field: str = "territory__in") -> dict[str, Any]:
    """Restrict to these cities; for very many it is cheaper to read all."""
    return {field: list(names)} if len(names) <= 200 else {}


def _exact(bound: float | None) -> Decimal | None:
    return None if bound is None else Decimal(str(bound))


def _same(cross: Any) -> bool:
    return cross.match is Match.EXACT and cross.scheme is Scheme.SDG_INDICATOR


def _sdg(code: str) -> str:
    """``8.6.1`` as Open SDG writes it: ``8-6-1``."""
    return code.replace(".", "-")
