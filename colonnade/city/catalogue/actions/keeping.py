"""Matching checked records with what is there, and writing them, batch by batch."""

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Min, QuerySet

from colonnade.city.catalogue.harvest.checking import fold
from colonnade.city.catalogue.harvest.merging import merged
from colonnade.city.catalogue.harvest.spool import Group
from colonnade.city.catalogue.models import HarvestRun, Opportunity, Session, Source, SourceRecord
from colonnade.city.catalogue.vocabulary import OfferStatus
from colonnade.city.profile.actions import keep_places
from colonnade.people.actions import keep_organisations
from colonnade.people.vocabulary import OrganisationFacts
from colonnade.plumbing import bulk
from colonnade.plumbing.search import outbox

METHOD = b"1"  # part of every digest: a new way of checking makes every record count as changed once
OFFER_FIELDS = (
    "kind", "status", "title", "description", "default_language", "url", "other_organisations", "keywords",
    "source_categories", "building_blocks", "placing", "audience", "age_min", "age_max", "languages", "mode",
    "is_free", "prices", "accessibility", "facts",
)  # fmt: skip
SESSION_FIELDS = (
    "external_id", "start", "end", "timezone", "precision", "end_known", "ends_at", "rule", "schedule_note",
    "place_id", "online_url", "capacity_max", "capacity_min", "places_left", "status", "previous_start", "overrides",
)  # fmt: skip
MOMENTS = ("start", "end", "ends_at", "previous_start")

Kept = dict[str, Any]


class Keeper:
    """Writes the records of one run of one source."""

    def __init__(self, source: Source, run: HarvestRun, at: datetime) -> None:
        self.source, self.run, self.at = source, run, at
        self.city = source.city

    @transaction.atomic
    def keep(self, batch: list[Group]) -> Counter[str]:
        """Write one batch and return how many records came to which outcome.

        The first record of a group gives the outcome, the others were merged into it; a group that did not
        change counts wholly as unchanged.
        """
        outcomes: Counter[str] = Counter()
        known = self._known([key for key, _ in batch])
        fresh: list[Kept] = []
        changed: list[tuple[SourceRecord, Kept]] = []
        same: list[int] = []
        gone: list[int] = []
        for key, records in batch:
            record = merged(records)
            record["digest"] = hashlib.blake2b(
                METHOD + orjson.dumps(record, option=orjson.OPT_SORT_KEYS), digest_size=16
            ).hexdigest()
            record["count"] = len(records)
            held = known.get(key)
            if record["is_deleted"]:
                outcomes["unchanged"] += len(records)
                if held is not None and held.withdrawn_at is None:
                    gone.append(held.pk)
            elif held is None:
                fresh.append(record)
            elif held.raw_hash == record["digest"] and held.withdrawn_at is None:
                outcomes["unchanged"] += len(records)
                same.append(held.pk)
            else:
                changed.append((held, record))
        SourceRecord.objects.filter(pk__in=same).update(seen_in_run=self.run.pk)
        outcomes["withdrawn"] += self._withdraw(SourceRecord.objects.filter(pk__in=gone))
        self._resolve([*fresh, *(record for _, record in changed)])
        touched = self._create(fresh, outcomes) + self._update(changed, outcomes)
        outbox.changed("offers", touched)
        return outcomes

    @transaction.atomic
    def withdraw_unseen(self) -> int:
        """Withdraw what this run did not see; offers that another source still carries stay. Returns how many."""
        live = SourceRecord.objects.filter(source=self.source, withdrawn_at__isnull=True)
        return self._withdraw(live.exclude(seen_in_run=self.run.pk))

    def _withdraw(self, gone: QuerySet[SourceRecord]) -> int:
        """Withdraw what these records stand for, whether the source left it out or itself says it is gone."""
        touched = list(gone.values_list("opportunity_id", flat=True))
        if not touched:
            return 0
        gone.update(withdrawn_at=self.at)
        withdrawn = 0
        for start in range(0, len(touched), 500):
            some = set(touched[start : start + 500])
            live = set(
                SourceRecord.objects.filter(opportunity_id__in=some, withdrawn_at__isnull=True).values_list(
                    "opportunity_id", flat=True
                )
            )
            lost = some - live
            self._hand_over(some & live)
            Opportunity.objects.filter(pk__in=lost).update(
                status=OfferStatus.WITHDRAWN, deleted_at=self.at, modified_at=self.at
            )
            outbox.changed("offers", some)
            withdrawn += len(lost)
        return withdrawn

    def _hand_over(self, offers: set[int]) -> None:
        """Let the next source speak for offers whose first one fell silent, from its next harvest on."""
        records = SourceRecord.objects.filter(opportunity_id__in=offers)
        records.filter(source=self.source, withdrawn_at=self.at).update(is_lead=False)
        led = set(records.filter(is_lead=True).values_list("opportunity_id", flat=True))
        rest = records.filter(opportunity_id__in=offers - led, withdrawn_at__isnull=True)
        heirs = rest.values("opportunity_id").annotate(first=Min("id")).values_list("first", flat=True)
        SourceRecord.objects.filter(pk__in=list(heirs)).update(is_lead=True, raw_hash="")

    @transaction.atomic
    def join_parts(self, pairs: list[tuple[str, str]]) -> None:
        """Hang offers under the offer they are part of, where that one is known."""
        named = {key for pair in pairs for key in pair}
        records = SourceRecord.objects.filter(source=self.source, external_id__in=named)
        offers = dict(records.values_list("external_id", "opportunity_id"))
        wholes = {offers[part]: offers[whole] for part, whole in pairs if part in offers and whole in offers}
        apart = [
            offer
            for offer in Opportunity.objects.filter(pk__in=wholes).only("part_of")
            if wholes[offer.pk] not in (offer.pk, offer.part_of_id)
        ]
        for offer in apart:
            offer.part_of_id = wholes[offer.pk]
        Opportunity.objects.bulk_update(apart, ["part_of"])

    # -- matching -------------------------------------------------------------------------------------

    def _known(self, keys: list[str]) -> dict[str, SourceRecord]:
        found = SourceRecord.objects.filter(source=self.source, external_id__in=keys)
        return {
            record.external_id: record
            for record in found.only("external_id", "raw_hash", "withdrawn_at", "opportunity_id", "is_lead")
        }

    def _resolve(self, records: list[Kept]) -> None:
        """Put primary keys of providers and places in the place of their facts."""
        providers = {
            record["provider"]["match_key"]: record["provider"] for record in records if record["provider"]
        }
        places = {key: facts for record in records for key, facts in record["places"].items()}
        provider_ids = (
            keep_organisations(
                drafts=[OrganisationFacts(**facts) for facts in providers.values()],
                home_id=self.city.uuid,
                is_demo=self.source.is_demo,
            )
            if providers
            else {}
        )
        place_ids = keep_places(territory=self.city, places=places) if places else {}
        for record in records:
            record["provider_id"] = (
                provider_ids.get(record["provider"]["match_key"]) if record["provider"] else None
            )
            for session in record["sessions"]:
                session["place_id"] = place_ids.get(session["place"])
            if not record["sessions"] and record["place"]:
                record["sessions"] = [_undated(record["place"], place_ids.get(record["place"]))]
            record["match_key"] = _match_key(record)

    def _elsewhere(self, records: list[Kept]) -> dict[str, int]:
        """Offers of the city that came from another source and look the same: ``{match key: offer}``."""
        if not self._has_neighbours:
            return {}
        keys = [record["match_key"] for record in records]
        found = (
            SourceRecord.objects.filter(
                opportunity__city=self.city,
                opportunity__match_key__in=keys,
                is_lead=True,
                withdrawn_at__isnull=True,
            )
            .exclude(source=self.source)
            .values_list("opportunity__match_key", "opportunity_id")
        )
        return dict(found)

    @cached_property
    def _has_neighbours(self) -> bool:
        """Does any other source of the city have records? Where one feed says the same a thousand times, looking is dear."""
        others = SourceRecord.objects.filter(source__city=self.city).exclude(source=self.source)
        return others.exists()

    # -- writing --------------------------------------------------------------------------------------

    def _create(self, records: list[Kept], outcomes: Counter[str]) -> list[int]:
        if not records:
            return []
        twins = self._elsewhere(records)
        joined = [record for record in records if record["match_key"] in twins]
        new = [record for record in records if record["match_key"] not in twins]
        rows = [self._offer(record) for record in new]
        offers = bulk.insert(Opportunity, rows)
        pairs = [*((record, offer_id, True) for record, offer_id in zip(new, offers, strict=True))]
        pairs += [(record, twins[record["match_key"]], False) for record in joined]
        kept = bulk.insert(SourceRecord, [self._record(*pair) for pair in pairs])
        self._write_sessions(
            [
                (record, offer_id, row["uuid"], record_id)
                for record, offer_id, row, record_id in zip(new, offers, rows, kept, strict=False)
            ]
        )
        for record in new:
            outcomes["created"] += 1
            outcomes["merged"] += record["count"] - 1
        outcomes["merged"] += sum(record["count"] for record in joined)
        return offers + [twins[record["match_key"]] for record in joined]

    def _update(self, changed: list[tuple[SourceRecord, Kept]], outcomes: Counter[str]) -> list[int]:
        if not changed:
            return []
        held_offers = Opportunity.objects.in_bulk([held.opportunity_id for held, _ in changed])
        offers: dict[int, Opportunity] = {}
        sessions = []
        for held, record in changed:
            offer = held_offers[held.opportunity_id]
            held.raw_hash, held.seen_in_run, held.withdrawn_at = record["digest"], self.run.pk, None
            held.inferred, held.fetched_at, held.external_url = (
                record["inferred"],
                self.at,
                record["external_url"],
            )
            held.source_modified = _moment(record["source_modified"])
            outcomes["updated"] += 1
            outcomes["merged"] += record["count"] - 1
            if offer.pk in offers or (not held.is_lead and offer.deleted_at is None):
                held.is_lead = held.is_lead and offer.pk not in offers
                continue
            held.is_lead = True  # where the offer was gone, nobody else speaks for it any more
            self._overwrite(offer, record)
            offers[offer.pk] = offer
            sessions.append((record, offer.pk, offer.uuid, held.pk))
        names = [*OFFER_FIELDS, "provider_id", "match_key", "modified_at", "deleted_at"]
        SourceRecord.objects.filter(opportunity_id__in=offers, is_lead=True).update(is_lead=False)
        Opportunity.objects.bulk_create(
            list(offers.values()),
            update_conflicts=True,
            unique_fields=["uuid"],
            update_fields=[name.removesuffix("_id") for name in names],
        )
        SourceRecord.objects.bulk_update(
            [held for held, _ in changed],
            [
                "raw_hash",
                "seen_in_run",
                "withdrawn_at",
                "inferred",
                "fetched_at",
                "external_url",
                "source_modified",
                "is_lead",
            ],
        )
        self._write_sessions(sessions, replace=True)
        return list(offers)

    def _overwrite(self, offer: Opportunity, record: Kept) -> None:
        """Give an offer the source's present word, but for what a person has corrected."""
        for name in OFFER_FIELDS:
            setattr(offer, name, offer.by_hand.get(name, record["offer"][name]))
        offer.provider_id = record["provider_id"]
        offer.match_key = record["match_key"]
        offer.modified_at = self.at
        offer.deleted_at = None

    def _offer(self, record: Kept) -> Kept:
        """The row of a new offer."""
        return {
            "uuid": uuid.uuid5(self.source.uuid, record["external_id"]),
            "city_id": self.city.pk,
            "provider_id": record["provider_id"],
            "match_key": record["match_key"],
            "is_demo": self.source.is_demo,
            "created_at": self.at,
            "modified_at": self.at,
            **record["offer"],
        }

    def _record(self, record: Kept, offer_id: int, is_lead: bool) -> Kept:
        """The row of a record that was not known."""
        return {
            "source_id": self.source.pk,
            "external_id": record["external_id"],
            "opportunity_id": offer_id,
            "is_lead": is_lead,
            "external_url": record["external_url"],
            "raw_hash": record["digest"],
            "source_modified": _moment(record["source_modified"]),
            "fetched_at": self.at,
            "seen_in_run": self.run.pk,
            "licence": record["licence"],
            "inferred": record["inferred"],
        }

    def _write_sessions(self, written: list[tuple[Kept, int, uuid.UUID, int]], replace: bool = False) -> None:
        rows, kept = [], []
        for record, offer_id, offer_uuid, record_id in written:
            for session, mark in _marked(record["sessions"]):
                values = {
                    name: _moment(session[name]) if name in MOMENTS else session[name]
                    for name in SESSION_FIELDS
                }
                key = uuid.uuid5(offer_uuid, mark)
                kept.append(key)
                rows.append(
                    {"uuid": key, "opportunity_id": offer_id, "source_record_id": record_id, **values}
                )
        if replace:
            offers = [offer_id for _, offer_id, _, _ in written]
            Session.objects.filter(opportunity_id__in=offers).exclude(uuid__in=kept).delete()
            fields = ["source_record", *("place" if name == "place_id" else name for name in SESSION_FIELDS)]
            Session.objects.bulk_create(
                [Session(**row) for row in rows],
                update_conflicts=True,
                unique_fields=["uuid"],
                update_fields=fields,
            )
        else:
            bulk.insert(Session, rows)


def _match_key(record: Kept) -> str:
    """Digest of what an offer has in common with itself in another feed: title, and when or else by whom and where."""
    title = fold(next(iter(record["offer"]["title"].values())))
    starts = [session["start"] for session in record["sessions"] if session["start"]]
    telling = starts[0] if starts else f"{record['provider_id']}|{record['place']}"
    return hashlib.blake2b(f"{title}|{telling}".encode(), digest_size=16).hexdigest()


def _marked(sessions: list[Kept]) -> Iterator[tuple[Kept, str]]:
    """Each date with what it is known by: its own id, else its start, so that a moved place or end is the same date."""
    counts = Counter(session[name] for session in sessions for name in ("external_id", "start"))
    for session in sessions:
        names = (session["external_id"], session["start"])
        alone = next((name for name in names if name and counts[name] == 1), None)
        yield session, alone or "|".join(map(str, (*names, session["place"])))


def _undated(place: str, place_id: int | None) -> Kept:
    """A date without a time: it says where an offer is held whose times nobody gave."""
    empty = dict.fromkeys(SESSION_FIELDS)
    empty |= {
        "external_id": "",
        "timezone": "",
        "precision": "NONE",
        "end_known": False,
        "rule": "",
        "schedule_note": {},
    }
    return empty | {
        "place": place,
        "place_id": place_id,
        "online_url": "",
        "status": "SCHEDULED",
        "overrides": {},
    }


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
