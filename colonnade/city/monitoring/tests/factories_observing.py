"""Figures to test with: indicators put in place, sources, values, and files of rows."""

from datetime import UTC, datetime
from decimal import Decimal

from colonnade.city.monitoring.actions.indicators import define_indicators
from colonnade.city.monitoring.actions.loading import bring_file, keep_file
from colonnade.city.monitoring.models import DataSource, Indicator, Observation
from colonnade.city.monitoring.queries.checking import Choices
from colonnade.city.monitoring.queries.keys import key_of
from colonnade.city.monitoring.queries.periods import period
from colonnade.city.monitoring.vocabulary.observing import SourceKind, Status
from colonnade.plumbing.permissions import System

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SYSTEM = System("tests")
GNLC = "gnlc-key-features-2013"


def put_in_place():
    """Put the indicators of all frameworks in place."""
    return define_indicators(by=SYSTEM, at=NOON)


def make_indicator(code="KF4.2-a", scheme=GNLC, territory=None, **fields):
    """An indicator measured in percent, of a framework unless told otherwise."""
    values = {
        "names": {"en": code},
        "unit": "percent",
        "minimum": 0,
        "maximum": 100,
        "direction": "up",
        "area": "B4",
    }
    found, _ = Indicator.objects.get_or_create(
        scheme=scheme, code=code, territory=territory, defaults={**values, **fields}
    )
    return found


def make_source(city, name="City statistics office", **fields):
    """Official figures of the city."""
    values = {"kind": SourceKind.OFFICIAL, **fields}
    found, _ = DataSource.objects.get_or_create(territory=city, name=name, defaults=values)
    return found


def make_observation(city, indicator, value="50", when="2025", **fields):
    """One present value, for the whole city unless told otherwise."""
    time = period(when)
    dimensions, series, area = (fields.get(name, "") for name in ("dimensions", "series", "area_code"))
    key = key_of(series, area, dimensions or {})
    values = {
        "source": fields.pop("source", None) or make_source(city),
        "period": when, "starts_on": time.starts_on, "ends_on": time.ends_on,
        "value": None if value is None else Decimal(value), "unit": indicator.unit,
        "status": Status.MEASURED if value is not None else Status.NOT_AVAILABLE,
        "key": key, "is_headline": not key, "made_at": NOON,
    }  # fmt: skip
    return Observation.objects.create(territory=city, indicator=indicator, **{**values, **fields})


def csv_of(*rows):
    """A table of text as bytes; each row is a text with commas."""
    return "\n".join(rows).encode() + b"\n"


def brought(city, name, data, *, by, description=None, **choices):
    """A file brought, looked at and not kept yet."""
    return bring_file(
        territory=city,
        name=name,
        data=data,
        choices=Choices(**choices),
        by=by,
        at=NOON,
        description=description,
    )


def kept(city, name, data, *, by, description=None, **choices):
    """A file brought and kept."""
    batch = brought(city, name, data, by=by, description=description, **choices)
    return keep_file(batch=batch, by=by, at=NOON) if batch.state == "PREVIEW" else batch


def codes_in(batch, kind=None):
    """What was said about a file."""
    return [note["code"] for note in batch.notes if kind in (None, note["kind"])]
