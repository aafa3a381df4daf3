"""Offers, sources and a reader of an invented format, so that a harvest can be tested without any real one."""

import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.harvest import (
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    Raw,
    Reader,
    Refused,
    SessionDraft,
    Unusable,
)
from colonnade.city.catalogue.models import HarvestRun, Opportunity, Session, Source, SourceRecord
from colonnade.city.catalogue.vocabulary import Outcome
from colonnade.city.profile.models import Territory
from colonnade.people.tests.factories import make_organisation
from colonnade.plumbing.permissions import System
from colonnade.plumbing.search import outbox

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=1)
BY = System("test")


class FakeReader(Reader):
    """Reads a JSON list that starts with "fake". Each record is a draft in plain words, or a trap."""

    name = "fake"
    label = "Fake"

    def recognise(self, head):
        return 0.9 if head.data.startswith(b'["fake"') else 0.0

    def read(self, stream, context, report):
        for number, record in enumerate(json.loads(stream.read())[1:], 1):
            where = f"record {number}"
            match record:
                case {"unusable": code}:
                    raise Unusable(code)
                case {"stumbles": text}:
                    raise ValueError(text)
                case {"cut": True}:
                    report.cut = True
                case {"rejected": code}:
                    report.rejected(where, code, "an excerpt")
                case {"repaired": code}:
                    report.repaired(where, code)
                case _:
                    yield Raw(where, record)

    def map(self, raw, context):
        match raw.data:
            case {"refused": code}:
                raise Refused(code)
            case {"broken": text}:
                raise ValueError(text)
        return _draft(raw.data)


def record(external_id: str = "a", title: str = "Pottery for beginners", **facts: Any) -> dict[str, Any]:
    """One record of a fake feed. ``dates`` are local starts, ``by`` a provider, ``venue`` facts of a place."""
    return {"external_id": external_id, "title": title, "dates": ["2026-12-01T18:00"], **facts}


def feed(*records: dict[str, Any]) -> io.BytesIO:
    """A fake feed of these records."""
    return io.BytesIO(json.dumps(["fake", *records]).encode())


def harvested(source: Source, *records: dict[str, Any], at: datetime = NOON, **options: Any) -> HarvestRun:
    """Harvest these records; nothing is indexed unless asked for."""
    values: dict[str, Any] = {"by": BY, "index": False, **options}
    return actions.harvest(source=source, stream=feed(*records), at=at, **values)


def books(run: HarvestRun) -> dict[str, int]:
    """What a run came to, without the outcomes that are nought."""
    names = ("read", *Outcome.values, "withdrawn")
    return {name: getattr(run, name) for name in names if getattr(run, name)}


def make_source(city: Territory, name: str = "Library calendar", **fields: Any) -> Source:
    """A feed of the city."""
    return Source.objects.create(city=city, name=name, **{"created_at": NOON, **fields})


def make_offer(
    city: Territory, title: str | dict[str, str] = "Pottery", *, source: Source | None = None, **fields: Any
) -> Opportunity:
    """An offer as if harvested, without a date; ``source`` says where it is known from."""
    values: dict[str, Any] = {
        "title": {"en": title} if isinstance(title, str) else title,
        "default_language": "en",
        "created_at": NOON,
        "modified_at": NOON,
    }
    offer = Opportunity.objects.create(city=city, **{**values, **fields})
    if source is not None:
        SourceRecord.objects.create(
            source=source,
            external_id=str(offer.uuid),
            opportunity=offer,
            raw_hash="",
            fetched_at=NOON,
            seen_in_run=0,
        )
    return offer


def make_session(
    offer: Opportunity, start: datetime | None = None, hours: float = 2, **fields: Any
) -> Session:
    """A date of the offer: tomorrow, for two hours."""
    start = start or datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    end = start + timedelta(hours=hours)
    values: dict[str, Any] = {
        "start": start,
        "end": end,
        "ends_at": end,
        "end_known": True,
        "timezone": "Europe/Berlin",
    }
    return Session.objects.create(opportunity=offer, **{**values, **fields})


def make_provider(city: Territory, name: str = "Harbour Library"):
    """A provider of the city."""
    return make_organisation(name, home_id=city.uuid)


def indexed() -> None:
    """Build the index of everything there is."""
    outbox.rebuild()


def _draft(facts: dict[str, Any]) -> OfferDraft:
    values = dict(facts)
    if isinstance(values["title"], str):
        values["title"] = {"en": values["title"]}
    if isinstance(values.get("description"), str):
        values["description"] = {"en": values["description"]}
    place = PlaceDraft(**values.pop("venue")) if "venue" in values else None
    by = values.pop("by", "")
    numbers = values.pop("session_ids", [])
    sessions = [
        SessionDraft(start=datetime.fromisoformat(each), external_id=number)
        for each, number in zip(values.pop("dates"), [*numbers, *[""] * 99], strict=False)
    ]
    provider = OrganisationDraft({"en": by}) if by else None
    return OfferDraft(sessions=sessions, place=place, provider=provider, **values)
