"""Preparing a site to be measured; every function here runs in a process whose home is its own."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from colonnade.city.catalogue.actions import harvest, keep_source
from colonnade.city.catalogue.models import HarvestRun, Source
from colonnade.city.profile.actions import found_territory
from colonnade.city.profile.models import Territory
from colonnade.plumbing.permissions import System
from tools.bench import corpus

BY = System("bench")


def make_tables() -> dict[str, Any]:
    """Create empty tables."""
    call_command("migrate", interactive=False, verbosity=0)
    return {}


def city(name: str, country: str) -> Territory:
    """Found a city of which the gazetteer knows the rest."""
    return found_territory(name=name, country=country, by=BY, at=timezone.now())


def invented(city: corpus.City) -> Territory:
    """Found a city of the corpus."""
    known = Territory.objects.filter(slug=city.slug).first()
    return known or found_territory(
        name=city.name,
        country=city.country,
        by=BY,
        at=timezone.now(),
        slug=city.slug,
        names={city.language: city.name},
        languages=[city.language],
        default_language=city.language,
        timezone=city.timezone,
        latitude=city.latitude,
        longitude=city.longitude,
    )


def source_for(territory: Territory, name: str) -> Source:
    """A feed of that city."""
    return keep_source(city=territory, name=name, by=BY, at=timezone.now())


def bring(source: Source, path: Path, index: bool = True) -> HarvestRun:
    """Harvest a file. :raises RuntimeError: nothing came of it, so there is nothing to measure."""
    with path.open("rb") as stream:
        run = harvest(source=source, stream=stream, name=path.name, by=BY, at=timezone.now(), index=index)
    if run.state != "DONE" or not run.created:
        raise RuntimeError(f"{path.name}: {run.state} {run.reason}, {run.read} read, {run.rejected} rejected")
    return run
