"""A harvest: every record is accounted for, twice is once, and nothing is lost by a feed that breaks."""

import io

import pytest
from django.core import serializers
from django.db import connection

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.actions import harvesting, keeping
from colonnade.city.catalogue.actions.harvesting import AlreadyHarvesting
from colonnade.city.catalogue.events import HarvestEnded
from colonnade.city.catalogue.models import HarvestRun, Note, Opportunity, Session, SourceRecord
from colonnade.city.catalogue.queries import Wish, find
from colonnade.city.catalogue.tests.factories import (
    BY,
    LATER,
    NOON,
    books,
    harvested,
    make_source,
    record,
)
from colonnade.city.catalogue.vocabulary import Outcome, RunState
from colonnade.city.profile.models import Place
from colonnade.city.profile.tests.factories import make_city
from colonnade.people.models import Organisation
from colonnade.plumbing.audit.models import Entry
from colonnade.plumbing.permissions import NotAllowed
from colonnade.plumbing.search.models import Change

VENUE = {"names": {"en": "Old Mill"}, "street": "Mill Lane 1", "latitude": 52.52, "longitude": 13.42}


def titles(**conditions):
    """Titles of the offers on show, in alphabetical order."""
    rows = Opportunity.objects.filter(deleted_at__isnull=True, **conditions)
    return sorted(next(iter(title.values())) for title in rows.values_list("title", flat=True))


def notes(run):
    """What a run says of single records."""
    return list(run.notes.order_by("id").values_list("where", "code", "is_repair"))


# -- books ---------------------------------------------------------------------------------------------


def test_harvest_creates_what_is_new(source):
    run = harvested(source, record("a"), record("b", "Chess"))

    assert books(run) == {"read": 2, "created": 2}
    assert (run.state, run.complete, run.format) == (RunState.DONE, True, "fake")
    assert titles() == ["Chess", "Pottery for beginners"]


def test_every_record_ends_in_one_outcome(source, city):
    other = make_source(city, "Other")
    harvested(other, record("z", "Twin"))
    harvested(source, record("same"), record("changing", "Before"))

    run = harvested(
        source,
        record("same"),
        record("changing", "After"),
        record("new", "New"),
        record("new", "New", dates=["2026-12-02T18:00"]),
        record("twin", "Twin"),
        {"refused": "no_title"},
        {"broken": "no such month"},
        {"rejected": "cut_record"},
        at=LATER,
    )

    assert books(run) == {
        "read": 8, "created": 1, "updated": 1, "unchanged": 1, "merged": 2, "rejected": 3,
    }  # fmt: skip
    assert run.read == sum(getattr(run, outcome) for outcome in Outcome.values)


def test_harvest_twice_changes_nothing(source):
    feed_a = [record("a", by="Library", venue=VENUE), record("b", "Chess"), record("b", "Chess", dates=[])]
    harvested(source, *feed_a)
    before = dump()

    run = harvested(source, *feed_a, at=LATER)

    assert books(run) == {"read": 3, "unchanged": 3}
    assert dump() == before


def test_a_later_snapshot_gives_the_true_changes(source):
    harvested(source, record("stays"), record("changes", "Before"), record("goes", "Gone"))

    run = harvested(source, record("stays"), record("changes", "After"), record("comes", "New"), at=LATER)

    assert books(run) == {"read": 3, "created": 1, "updated": 1, "unchanged": 1, "withdrawn": 1}
    assert titles() == ["After", "New", "Pottery for beginners"]


def test_an_empty_feed_of_a_known_format_withdraws_everything(source):
    harvested(source, record("a"), record("b", "Chess"))

    run = harvested(source, at=LATER)

    assert books(run) == {"withdrawn": 2}
    assert run.state == RunState.DONE


def test_withdrawn_offers_are_tombstones(source):
    harvested(source, record("a"))
    harvested(source, at=LATER)

    offer = Opportunity.objects.get()

    assert (offer.status, offer.deleted_at, offer.modified_at) == ("WITHDRAWN", LATER, LATER)
    assert SourceRecord.objects.get().withdrawn_at == LATER


def test_a_withdrawn_offer_revives_under_its_old_address(source):
    harvested(source, record("a"))
    uuid = Opportunity.objects.get().uuid
    harvested(source, at=LATER)

    run = harvested(source, record("a"), at=LATER)
    offer = Opportunity.objects.get()

    assert books(run) == {"read": 1, "updated": 1}
    assert (offer.uuid, offer.status, offer.deleted_at) == (uuid, "PUBLISHED", None)


def test_a_record_that_its_source_marks_as_deleted_is_withdrawn(source):
    harvested(source, record("a"), record("b", "Chess"))

    run = harvested(source, record("a"), record("b", "Chess", is_deleted=True), at=LATER)

    assert books(run) == {"read": 2, "unchanged": 2, "withdrawn": 1}
    assert titles() == ["Pottery for beginners"]


def test_a_record_deleted_before_it_was_known_makes_no_offer(source):
    run = harvested(source, record("a", is_deleted=True))

    assert books(run) == {"read": 1, "unchanged": 1}
    assert titles() == []


# -- feeds that break ----------------------------------------------------------------------------------


@pytest.mark.parametrize("end", [{"cut": True}, {"unusable": "not_json"}])
def test_a_feed_that_breaks_off_withdraws_nothing(source, end):
    harvested(source, record("a"), record("b", "Chess"))

    run = harvested(source, record("a"), record("c", "New"), end, at=LATER)

    assert books(run) == {"read": 2, "created": 1, "unchanged": 1}
    assert (run.state, run.complete) == (RunState.DONE, False)
    assert titles() == ["Chess", "New", "Pottery for beginners"]


def test_a_feed_whose_bytes_were_cut_withdraws_nothing(source):
    harvested(source, record("a"), record("b", "Chess"))

    run = harvested(source, record("a"), at=LATER, complete=False)

    assert books(run) == {"read": 1, "unchanged": 1}
    assert run.complete is False
    assert titles() == ["Chess", "Pottery for beginners"]


def test_a_reader_that_stumbles_in_the_middle_keeps_what_came_before(source):
    harvested(source, record("a"), record("b", "Chess"))

    run = harvested(source, record("a", "Pottery for all"), {"stumbles": "odd bytes"}, at=LATER)

    assert books(run) == {"read": 1, "updated": 1}
    assert (run.state, run.complete) == (RunState.DONE, False)
    assert run.notes.get().code == "feed_broke"
    assert titles() == ["Chess", "Pottery for all"]


def test_a_reader_that_stumbles_at_once_refuses_the_feed(source):
    run = harvested(source, {"stumbles": "odd bytes"})

    assert (run.state, run.reason) == (RunState.REFUSED, "feed_broke")


def test_what_the_source_says_is_gone_is_withdrawn_even_from_an_incomplete_feed(source):
    harvested(source, record("a"), record("b", "Chess"))

    run = harvested(source, record("b", "Chess", is_deleted=True), at=LATER, complete=False)

    assert books(run) == {"read": 1, "unchanged": 1, "withdrawn": 1}
    assert titles() == ["Pottery for beginners"]


def test_a_feed_that_is_unusable_from_the_start_is_refused(source):
    harvested(source, record("a"))

    run = harvested(source, {"unusable": "not_json"}, at=LATER)

    assert (run.state, run.reason, run.complete) == (RunState.REFUSED, "not_json", False)
    assert books(run) == {}
    assert titles() == ["Pottery for beginners"]


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe\x00\x00"])
def test_an_empty_file_is_refused_with_its_reason(source, data):
    run = actions.harvest(source=source, stream=io.BytesIO(data), by=BY, at=NOON, index=False)

    assert (run.state, run.reason) == (RunState.REFUSED, "empty")
    assert notes(run) == [("", "empty", False)]


def test_an_unknown_format_is_refused_with_its_reason(source):
    run = actions.harvest(
        source=source, stream=io.BytesIO(b"\x89PNG\r\n\x1a\n\x00\x01"), by=BY, at=NOON, index=False
    )

    assert (run.state, run.reason) == (RunState.REFUSED, "unknown_format")


def test_a_format_that_is_named_is_not_guessed(city):
    source = make_source(city, format="fake")

    run = actions.harvest(source=source, stream=io.BytesIO(b'[ "x"]'), by=BY, at=NOON, index=False)

    assert (run.state, run.format) == (RunState.DONE, "fake")


def test_one_broken_record_does_not_cost_the_others(source):
    run = harvested(
        source, record("a"), {"broken": "month 13"}, {"refused": "bad_date"}, record("b", "Chess")
    )

    assert books(run) == {"read": 4, "created": 2, "rejected": 2}
    assert notes(run) == [("record 2", "broken_record", False), ("record 3", "bad_date", False)]
    assert run.notes.first().details == {"detail": "ValueError: month 13"}


@pytest.mark.parametrize(("facts", "code"), [({"title": " "}, "no_title"), ({"external_id": ""}, "no_id")])
def test_a_record_without_title_or_identifier_is_refused(source, facts, code):
    run = harvested(source, {**record("a"), **facts})

    assert books(run) == {"read": 1, "rejected": 1}
    assert notes(run) == [("record 1", code, False)]


def test_repairs_are_noted_with_their_place(source):
    run = harvested(source, {"repaired": "text_mended"}, record("a"))

    assert notes(run) == [("record 1", "text_mended", True)]
    assert books(run) == {"read": 1, "created": 1}


def test_a_feed_of_refusals_alone_is_done_and_accounted_for(source):
    run = harvested(source, *[{"rejected": "no_title"}] * 1201)

    assert books(run) == {"read": 1201, "rejected": 1201}
    assert Note.objects.filter(run=run).count() == 1201


# -- records of one offer ------------------------------------------------------------------------------


def test_records_of_one_id_become_one_offer(source):
    run = harvested(
        source,
        record(
            "a", keywords=["clay"], source_categories=[{"code": "1", "label": "Art"}], audience=["adults"]
        ),
        record(
            "a",
            dates=["2026-12-08T18:00"],
            keywords=["kiln"],
            source_categories=[{"code": "2", "label": "Craft"}],
        ),
    )
    offer = Opportunity.objects.get()

    assert books(run) == {"read": 2, "created": 1, "merged": 1}
    assert [each.start.isoformat() for each in offer.sessions.order_by("start")] == [
        "2026-12-01T17:00:00+00:00", "2026-12-08T17:00:00+00:00",
    ]  # fmt: skip
    assert offer.keywords == ["clay", "kiln"]
    assert [each["label"] for each in offer.source_categories] == ["Art", "Craft"]
    assert offer.audience == ["adults"]


def test_a_date_that_names_another_takes_its_place(source):
    harvested(
        source,
        record("a", session_ids=["s1"]),
        record("a", dates=["2026-12-01T19:00"], session_ids=["s1"]),
    )

    assert [each.start.isoformat() for each in Session.objects.all()] == ["2026-12-01T18:00:00+00:00"]


def test_a_part_hangs_under_its_whole(source):
    harvested(source, record("whole", "Festival"), record("part", "Workshop", part_of="whole"))

    assert Opportunity.objects.get(title={"en": "Workshop"}).part_of == Opportunity.objects.get(
        title={"en": "Festival"}
    )


def test_a_part_finds_its_whole_in_a_later_batch(source, monkeypatch):
    monkeypatch.setattr(harvesting, "BATCH", 1)
    harvested(source, record("part", "Workshop", part_of="whole"), record("whole", "Festival"))

    assert Opportunity.objects.get(title={"en": "Workshop"}).part_of == Opportunity.objects.get(
        title={"en": "Festival"}
    )


def test_session_addresses_stay_across_updates(source):
    harvested(source, record("a", dates=["2026-12-01T18:00", "2026-12-08T18:00"], venue=VENUE))
    before = list(Session.objects.order_by("start").values_list("uuid", flat=True))

    moved = {**VENUE, "names": {"en": "New Mill"}}
    harvested(
        source,
        record("a", "Pottery II", dates=["2026-12-01T18:00", "2026-12-09T18:00"], venue=moved),
        at=LATER,
    )
    after = list(Session.objects.order_by("start").values_list("uuid", flat=True))

    assert (after[0] == before[0], after[1] == before[1]) == (True, False)


def test_a_moved_date_with_an_id_of_its_own_keeps_its_address(source):
    harvested(source, record("a", session_ids=["s1"]))
    uuid = Session.objects.get().uuid

    harvested(source, record("a", dates=["2026-12-03T10:00"], session_ids=["s1"]), at=LATER)
    session = Session.objects.get()

    assert (session.uuid, session.start.isoformat()) == (uuid, "2026-12-03T09:00:00+00:00")


# -- the same offer from elsewhere ---------------------------------------------------------------------


@pytest.fixture
def other(city):
    """A second feed that carries the same offer."""
    return make_source(city, "City agenda")


def test_the_same_offer_from_a_second_source_merges(source, other):
    harvested(source, record("a"))

    run = harvested(other, record("77", "POTTERY  for beginners"))

    assert books(run) == {"read": 1, "merged": 1}
    assert titles() == ["Pottery for beginners"]
    assert sorted(Opportunity.objects.get().source_records.values_list("source__name", "is_lead")) == [
        ("City agenda", False), ("Library calendar", True),
    ]  # fmt: skip


def test_an_offer_with_another_date_is_another_offer(source, other):
    harvested(source, record("a"))

    run = harvested(other, record("77", dates=["2026-12-02T18:00"]))

    assert books(run) == {"read": 1, "created": 1}


def test_a_merged_offer_survives_withdrawal_by_its_first_source(source, other):
    harvested(source, record("a"))
    harvested(other, record("77"))

    run = harvested(source, at=LATER)

    assert books(run) == {}
    assert titles() == ["Pottery for beginners"]


def test_the_second_source_speaks_when_the_first_has_fallen_silent(source, other):
    harvested(source, record("a", dates=["2026-12-01T18:00", "2026-12-08T18:00"]))
    harvested(other, record("77", description="From the agenda"))
    harvested(source, at=LATER)

    run = harvested(other, record("77", description="From the agenda"), at=LATER)
    offer = Opportunity.objects.get()

    assert books(run) == {"read": 1, "updated": 1}
    assert offer.description == {"en": "<p>From the agenda</p>"}
    assert [each.source_record.source for each in offer.sessions.all()] == [other]


def test_an_offer_that_both_sources_withdrew_comes_back_with_either(source, other):
    harvested(source, record("a"))
    harvested(other, record("77"))
    harvested(other, at=LATER)
    harvested(source, at=LATER)
    assert titles() == []

    harvested(other, record("77", description="Back"), at=LATER)

    assert titles() == ["Pottery for beginners"]
    assert Opportunity.objects.get().description == {"en": "<p>Back</p>"}


def test_sources_of_other_cities_are_left_alone(source, elsewhere):
    abroad = make_source(elsewhere, "Abroad")
    harvested(source, record("a"))

    assert books(harvested(abroad, record("a"))) == {"read": 1, "created": 1}
    assert books(harvested(abroad, at=LATER)) == {"withdrawn": 1}
    assert titles() == ["Pottery for beginners"]


@pytest.fixture
def elsewhere():
    """A second city."""
    return make_city("rihana")


# -- killed --------------------------------------------------------------------------------------------

DIFFERENT = ("seen_in_run", "created_at", "modified_at", "fetched_at")
NUMBERS = {"opportunity", "source_record", "provider", "place", "source", "city", "territory", "part_of"}


def dump():
    """Every row that a harvest writes, less what tells one run from another."""
    rows = []
    for model in (Opportunity, Session, SourceRecord, Place, Organisation):
        for row in model.objects.order_by("pk"):
            values = serializers.serialize("python", [row])[0]["fields"]
            rows.append((model, {name: value for name, value in values.items() if name not in DIFFERENT}))
    return rows


def without_numbers(rows):
    """A dump in which nothing depends on the order in which rows were numbered; parts name their whole by uuid."""
    uuids = dict(Opportunity.objects.values_list("pk", "uuid"))
    kept = []
    for model, values in rows:
        whole = uuids.get(values.get("part_of"))
        random = set() if model in (Opportunity, Session) else {"uuid"}
        facts = sorted((name, str(value)) for name, value in values.items() if name not in NUMBERS | random)
        kept.append(f"{model.__name__} {facts} {whole}")
    return sorted(kept)


def test_a_killed_harvest_run_again_ends_as_one_clean_run(source, city, monkeypatch):
    monkeypatch.setattr(harvesting, "BATCH", 2)
    old = [record("a", "A"), record("b", "B"), record("c", "C"), record("goes", "Gone")]
    new = [
        record("a", "A2", by="Library", venue=VENUE), record("b", "B"), record("d", "D", part_of="e"), record("c", "C2"),
        record("e", "E"), record("b", "B", dates=["2026-12-03T18:00"]),
    ]  # fmt: skip
    harvested(source, *old)
    keep, calls = keeping.Keeper.keep, []

    def dies(self, batch):
        calls.append(batch)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return keep(self, batch)

    monkeypatch.setattr(keeping.Keeper, "keep", dies)
    with pytest.raises(RuntimeError):
        harvested(source, *new, at=LATER)
    monkeypatch.setattr(keeping.Keeper, "keep", keep)
    assert list(source.runs.order_by("id").values_list("state", flat=True)) == ["DONE", "INTERRUPTED"]
    run = harvested(source, *new, at=LATER)
    killed = without_numbers(dump())

    Opportunity.objects.all().delete()
    Place.objects.all().delete()
    Organisation.objects.all().delete()
    harvested(source, *old)
    clean_run = harvested(source, *new, at=LATER)

    assert killed == without_numbers(dump())
    assert run.read == clean_run.read == 6
    assert (run.withdrawn, clean_run.withdrawn) == (1, 1)


def test_a_run_left_running_is_marked_as_interrupted_by_the_next(source):
    left = HarvestRun.objects.create(source=source, state=RunState.RUNNING, started_at=NOON)

    harvested(source, record("a"), at=LATER)
    left.refresh_from_db()

    assert (left.state, left.ended_at) == (RunState.INTERRUPTED, LATER)


def test_two_harvests_of_one_source_at_once_are_refused(source):
    with harvesting._alone(source), pytest.raises(AlreadyHarvesting):
        harvested(source, record("a"))

    assert titles() == []


# -- who, and who hears of it --------------------------------------------------------------------------


def test_harvest_refuses_strangers(source, charlie):
    with pytest.raises(NotAllowed):
        harvested(source, record("a"), by=charlie)

    assert (HarvestRun.objects.count(), Entry.objects.count()) == (0, 0)


def test_the_team_harvests_and_it_is_on_record(source, bruno):
    before = Entry.objects.count()

    run = harvested(source, record("a"), by=bruno)
    entry = Entry.objects.latest("id")

    assert Entry.objects.count() == before + 1
    assert (entry.person_id, entry.verb, entry.thing_type, entry.at) == (
        bruno.pk, "catalogue:source:manage", "catalogue.source", NOON,
    )  # fmt: skip
    assert entry.details == {"run": run.pk}


def test_the_end_of_a_harvest_is_announced_after_commit(source, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        run = harvested(source, record("a"))
    assert heard == []

    for callback in waiting:
        callback()

    assert heard == [HarvestEnded(run.pk, source.pk, source.city.uuid, "DONE")]


def test_changes_wait_for_the_indexer_in_the_same_transaction(source):
    harvested(source, record("a"))

    assert [change.kind for change in Change.objects.all()] == ["offers"]
    assert Change.objects.get().ids == [Opportunity.objects.get().pk]


def test_a_harvest_makes_its_offers_findable(source):
    harvested(source, record("a"), index=True)

    assert [card.title.text for card in find(Wish(text="pottery"), "en", NOON).cards] == [
        "Pottery for beginners"
    ]


def test_writing_takes_few_queries_however_many_records_there_are(source):
    def queries_for(number):
        with_counting = []
        with connection.execute_wrapper(
            lambda execute, sql, *rest: with_counting.append(sql) or execute(sql, *rest)
        ):
            harvested(
                source, *[record(f"{number}-{index}", f"Title {number} {index}") for index in range(number)]
            )
        return len(with_counting)

    few, many = queries_for(10), queries_for(200)

    assert many - few < 190 / 10
