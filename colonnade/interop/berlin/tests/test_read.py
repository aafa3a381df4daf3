"""Events find their code tables, wherever these stand."""

import json

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.berlin import BerlinReader
from colonnade.interop.shared.tests.reading import read_all, real

EVENT = {
    "event_id": "7",
    "event_titel_de": "Lesung",
    "kategorie_ids": {"4": "4"},
    "event_veranstalter_id": "9",
}
TABLES = {"kategorien": {"4": {"DE": "Lesungen, Vorträge"}}, "veranstalter": {"9": {"name": "Bücherei"}}}


@pytest.mark.parametrize(
    "document",
    [
        {**TABLES, "events": {"7": EVENT}},
        {"events": {"7": EVENT}, **TABLES},
        {"kategorien": TABLES["kategorien"], "events": {"7": EVENT}, "veranstalter": TABLES["veranstalter"]},
        {**TABLES, "events": [EVENT]},
    ],
)
def test_tables_are_found(document):
    (draft,) = read_all(BerlinReader(), json.dumps(document)).drafts
    assert draft.source_categories == [{"code": "4", "label": "Lesungen, Vorträge"}]
    assert draft.provider.names == {"de": "Bücherei"}


def test_an_event_is_named_by_its_number():
    document = {"events": {"7": {"event_id": "7"}}}
    assert read_all(BerlinReader(), json.dumps(document)).rejected == [("event 7", "no_title")]


def test_a_cut_file_keeps_its_tables():
    text = json.dumps({**TABLES, "events": {"7": EVENT, "8": {**EVENT, "event_id": "8"}}})
    reading = read_all(BerlinReader(), text[:-30])
    assert [draft.external_id for draft in reading.drafts] == ["7"]
    assert reading.drafts[0].provider.names == {"de": "Bücherei"}
    assert [code for _, code in reading.rejected] == ["cut_record"]
    assert [code for _, code in reading.repaired] == ["cut_file"]


def test_tables_alone_are_no_offers():
    with pytest.raises(Unusable) as caught:
        read_all(BerlinReader(), json.dumps(TABLES))
    assert caught.value.code == "not_offers"


@pytest.mark.real_data
def test_the_real_file():
    reading = read_all(BerlinReader(), real("city-agenda/berlin_bezirke_kalender.json"))
    plain = json.loads(real("city-agenda/berlin_bezirke_kalender.json").read_bytes())["events"]
    assert len(reading.drafts) == len(plain) == 84
    assert (reading.rejected, reading.repaired, reading.cut) == ([], [], False)
    dates = [len(event["termine"]) for event in plain.values()]
    assert [len(draft.sessions) for draft in reading.drafts] == dates
    assert (sum(dates), max(dates), sum(each > 1 for each in dates)) == (1063, 205, 24)
