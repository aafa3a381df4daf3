"""What the interface tells of; the city and its offers are those of the calendars."""

from itertools import count

from colonnade.city.catalogue.models import HarvestRun, Opportunity, Source, SourceRecord
from colonnade.city.catalogue.vocabulary import RunState
from colonnade.city.profile.models import Territory
from colonnade.interop.ical.tests.factories import (
    NOW,
    make_city,
    make_offer,
    make_place,
    make_provider,
    make_session,
)

_numbers = count(1)


def make_source(city: Territory, **fields) -> Source:
    """A feed of the city."""
    return Source.objects.create(
        city=city, **{"name": f"Agenda {next(_numbers)}", "created_at": NOW, **fields}
    )


def make_record(offer: Opportunity, source: Source | None = None, **fields) -> SourceRecord:
    """Where an offer is known from."""
    values = {"external_id": f"r{next(_numbers)}", "raw_hash": "0", "fetched_at": NOW, "seen_in_run": 1}
    return SourceRecord.objects.create(
        opportunity=offer, source=source or make_source(offer.city), **{**values, **fields}
    )


def make_run(source: Source, **fields) -> HarvestRun:
    """A harvest that is going on."""
    return HarvestRun.objects.create(
        source=source, **{"state": RunState.RUNNING, "started_at": NOW, **fields}
    )


def make_world(number: int) -> Territory:
    """So many of everything, all in one city but for the other cities."""
    city = make_city()
    for each in range(number):
        if each:
            make_city(f"part-{each}", parent=city)
        offer = make_offer(city, provider=make_provider(city))
        make_record(offer)
        for days in range(number):
            make_session(offer, days=days + 1, place=make_place(city))
    return city


__all__ = [
    "NOW",
    "make_city",
    "make_offer",
    "make_place",
    "make_provider",
    "make_record",
    "make_run",
    "make_session",
    "make_source",
    "make_world",
]
