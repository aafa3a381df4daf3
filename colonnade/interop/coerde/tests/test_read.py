"""Identifiers that outlive a corrected title, and never make one event of two."""

import json

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.coerde import CoerdeReader
from colonnade.interop.shared.tests.reading import a_context, read_all, real

EVENT = {
    "event_id": "2030-05-04_1500_backkurs_haus",
    "title": "Backkurs",
    "start_date": "2030-05-04",
    "start_time": "15:00",
    "location_name": "Haus (Saal 1)",
    "source_url": "https://haus.example/termine",
}


def calendar(*events: dict, **more) -> str:
    return json.dumps(
        {
            "dataset": "x",
            "license": "CC-BY-4.0",
            "generated_at": "2030-01-01T00:00:00Z",
            **more,
            "events": events,
        }
    )


def identifiers(*events: dict) -> list[str]:
    return [draft.external_id for draft in read_all(CoerdeReader(), calendar(*events)).drafts]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Backkurs für alle", "event_id": "2030-05-04_1500_backkurs_fuer_alle_haus"},
        {"location_name": "Haus, Saal 1"},
        {"event_id": "2030-05-04_1500_backkurs_unknown_source"},
        {"short_description": "Neu"},
    ],
)
def test_a_correction_does_not_change_who_it_is(change):
    assert identifiers({**EVENT, **change}) == identifiers(EVENT)


@pytest.mark.parametrize(
    "change",
    [
        {"start_date": "2030-05-11"},
        {"start_time": "16:00"},
        {"location_name": "Park"},
        {"source_url": "https://b.example"},
    ],
)
def test_another_date_or_place_is_another_event(change):
    assert len(set(identifiers(EVENT, {**EVENT, **change, "event_id": "other"}))) == 2


def test_two_events_of_one_hour_and_place_stay_two():
    other = {**EVENT, "event_id": "2030-05-04_1500_tanz_haus", "title": "Tanz"}
    assert identifiers(EVENT, other) == [EVENT["event_id"], "2030-05-04_1500_tanz_haus"]


def test_without_a_page_the_source_decides():
    assert identifiers({**EVENT, "source_url": ""}) == [EVENT["event_id"]]


def test_without_anything_a_key_is_built():
    (found,) = identifiers({**EVENT, "source_url": "", "event_id": None})
    assert len(found) == 32


def test_the_file_says_its_licence():
    assert read_all(CoerdeReader(), calendar(EVENT)).drafts[0].licence == "CC-BY-4.0"


def test_when_the_file_was_made_is_no_change():
    made = {**EVENT, "last_updated": "2030-01-01T00:00:00Z"}
    changed = {**EVENT, "start_time": "16:00", "last_updated": "2029-12-31T10:00:00Z"}
    first, second = read_all(CoerdeReader(), calendar(made, changed)).drafts
    assert first.modified is None
    assert second.modified.isoformat() == "2029-12-31T10:00:00+00:00"


def test_a_bare_list_is_read_too():
    assert read_all(CoerdeReader(), json.dumps([EVENT])).count == 1


def test_a_cut_file_is_told_once():
    reading = read_all(CoerdeReader(), calendar(EVENT, {**EVENT, "start_time": "16:00"})[:-40])
    assert (len(reading.drafts), [code for _, code in reading.rejected]) == (1, ["cut_record"])
    assert [code for _, code in reading.repaired] == ["cut_file"]


def test_another_document_is_no_offers():
    with pytest.raises(Unusable) as caught:
        read_all(CoerdeReader(), '{"dataset": "coerde-events", "sources": []}')
    assert caught.value.code == "not_offers"


@pytest.mark.real_data
@pytest.mark.parametrize(("day", "count"), [("2026-06-20", 61), ("2026-07-08", 70)])
def test_real_files(day, count):
    reading = read_all(CoerdeReader(), real(f"city-agenda/muenster_coerde_{day}.json"))
    plain = json.loads(real(f"city-agenda/muenster_coerde_{day}.json").read_bytes())["events"]
    assert len(reading.drafts) == len({draft.external_id for draft in reading.drafts}) == len(plain) == count
    assert (reading.rejected, reading.repaired, reading.cut) == ([], [], False)


@pytest.mark.real_data
def test_four_corrected_events_are_recognised_between_the_real_files():
    before, after = (
        read_all(CoerdeReader(), real(f"city-agenda/muenster_coerde_{day}.json"), a_context()).drafts
        for day in ("2026-06-20", "2026-07-08")
    )
    old = {draft.external_id: draft for draft in before}
    both = [(old[draft.external_id], draft) for draft in after if draft.external_id in old]
    assert len(both) == 23
    retitled = [(first, second) for first, second in both if first.title != second.title]
    assert len(retitled) == 3
    assert all(first.sessions[0].start == second.sessions[0].start for first, second in both)
