"""Figures, scores and evidence, as short as a test wants to say them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from colonnade.city.monitoring.models import (
    Agreement,
    Assessment,
    DataSource,
    Evidence,
    Indicator,
    Observation,
    Target,
)
from colonnade.city.monitoring.vocabulary.assessing import AssessmentState
from colonnade.city.profile.models import Territory
from colonnade.temple.queries import default_framework

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def make_indicator(code: str = "KF4.2-a", scheme: str = "", **fields) -> Indicator:
    """An indicator of the default framework, or of another scheme."""
    scheme = scheme or default_framework().key
    return Indicator.objects.get_or_create(scheme=scheme, code=code, territory=None, defaults=fields)[0]


def make_figure(
    city: Territory, value: str, code: str = "KF4.2-a", year: int = 2025, **fields
) -> Observation:
    """A measured value for the whole city."""
    scheme, source = fields.pop("scheme", ""), fields.pop("source", "Statistics office")
    values = {
        "period": str(year),
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "is_headline": True,
        "unit": "percent",
        "sure": "HIGH",
        "made_at": NOON,
    }
    return Observation.objects.create(
        territory=city,
        indicator=make_indicator(code, scheme),
        source=DataSource.objects.get_or_create(territory=city, name=source, defaults={"kind": "OFFICIAL"})[
            0
        ],
        value=Decimal(value),
        **{**values, **fields},
    )


def make_target(city: Territory, baseline: str, value: str, code: str = "KF4.2-a") -> Target:
    """A target from 2020 to 2030."""
    return Target.objects.create(
        territory=city,
        indicator=make_indicator(code),
        baseline=Decimal(baseline),
        baseline_year=2020,
        value=Decimal(value),
        year=2030,
        set_at=NOON,
    )


def make_agreement(city: Territory, feature: str, level: int | None, year: int = 2025, **fields) -> Agreement:
    """What a finished round agreed about one feature."""
    assessment = Assessment.objects.get_or_create(
        territory=city,
        year=year,
        framework=default_framework().key,
        defaults={
            "title": f"Round {year}",
            "state": AssessmentState.AGREED,
            "opened_at": NOON,
            "agreed_at": NOON,
        },
    )[0]
    return Agreement.objects.create(
        assessment=assessment,
        feature=feature,
        level=level,
        **{"reason": "We talked.", "agreed_at": NOON, **fields},
    )


def make_evidence(city: Territory, feature: str = "KF4.3", **fields) -> Evidence:
    """A public document that is fresh."""
    values = {
        "titles": {"en": "Annual report"},
        "kind": "DOCUMENT",
        "dated_on": date(2025, 1, 1),
        "stale_on": date(2028, 1, 1),
        "features": [feature],
        "is_public": True,
        "made_at": NOON,
    }
    return Evidence.objects.create(territory=city, **{**values, **fields})
