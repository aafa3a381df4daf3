"""Setting what an indicator shall become, and taking that back."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from colonnade.city.monitoring.events.observing import TargetChanged
from colonnade.city.monitoring.models import Indicator, Target
from colonnade.city.monitoring.queries.plausibility import plain
from colonnade.city.monitoring.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable
from colonnade.plumbing.events import announce


class NotATarget(Exception):
    """Baseline, target and the steps between do not fit together. ``code`` is a key of ``books.REASONS``."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@transaction.atomic
def set_target(
    *,
    territory: Territory,
    indicator: Indicator,
    baseline: Decimal,
    baseline_year: int,
    value: Decimal,
    year: int,
    by: Any,
    at: datetime,
    steps: Sequence[tuple[int, Decimal]] = (),
    note: str = "",
) -> Target:
    """Set baseline and target of an indicator for a city, in place of those it had.

    ``steps`` are values for years between; without them the way is a straight line. Announces ``TargetChanged``.
    Refused to anybody who may not set the city's targets. :raises NotATarget: the numbers do not fit together.
    """
    permissions.require(by, Permission.TARGET_SET, territory)
    if year <= baseline_year:
        raise NotATarget("target_before_baseline")
    if value == baseline:
        raise NotATarget("target_is_baseline")
    ordered = sorted(steps)
    if len({when for when, _ in ordered}) != len(ordered):
        raise NotATarget("step_twice")
    for when, _ in ordered:
        if not baseline_year < when < year:
            raise NotATarget("step_outside", value=when)
    target, made = Target.objects.update_or_create(
        territory=territory,
        indicator=indicator,
        defaults={
            "baseline": baseline,
            "baseline_year": baseline_year,
            "value": value,
            "year": year,
            "steps": [[when, plain(step)] for when, step in ordered],
            "note": keepable(note),
            "set_at": at,
        },
    )
    audit.record(
        by=by, verb=Permission.TARGET_SET, thing=target, at=at, made=made, value=plain(value), year=year
    )
    announce(TargetChanged(territory_id=territory.pk, indicator_id=indicator.pk))
    return target


@transaction.atomic
def drop_target(*, target: Target, by: Any, at: datetime) -> None:
    """Take a target back; what it was is in the log. Announces ``TargetChanged``.

    Refused to anybody who may not set the city's targets.
    """
    permissions.require(by, Permission.TARGET_SET, target)
    audit.record(
        by=by,
        verb=Permission.TARGET_SET,
        thing=target,
        at=at,
        dropped=True,
        value=plain(target.value),
        year=target.year,
    )
    announce(TargetChanged(territory_id=target.territory_id, indicator_id=target.indicator_id))
    target.delete()
