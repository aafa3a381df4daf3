"""Reading the shapes in which the fields come."""

import json

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.openagenda import OpenAgendaReader
from colonnade.interop.shared.tests.reading import read_all, real

FIELDS = {"uid": "1", "title_fr": "Atelier", "timings": '[{"begin": "2030-05-04T10:00:00+02:00"}]'}


@pytest.mark.parametrize(
    "document",
    [
        {"nhits": 1, "parameters": {"rows": 1}, "records": [{"recordid": "a", "fields": FIELDS}]},
        {"total_count": 1, "results": [FIELDS]},
        [FIELDS],
        [{"datasetid": "x", "recordid": "a", "fields": FIELDS}],
    ],
)
def test_every_shape_gives_the_same(document):
    reading = read_all(OpenAgendaReader(), json.dumps(document))
    assert [draft.external_id for draft in reading.drafts] == ["1"]


def test_the_record_id_stands_in_for_a_missing_uid():
    document = [{"recordid": "abc", "fields": {"title_fr": "Atelier"}}]
    assert read_all(OpenAgendaReader(), json.dumps(document)).drafts[0].external_id == "abc"


def test_another_document_is_no_offers():
    with pytest.raises(Unusable) as caught:
        read_all(OpenAgendaReader(), '{"events": []}')
    assert caught.value.code == "not_offers"


def test_one_page_of_a_longer_answer_withdraws_nothing():
    reading = read_all(OpenAgendaReader(), json.dumps({"nhits": 2, "records": [{"fields": FIELDS}]}))
    assert (reading.repaired, reading.cut) == ([("file", "page_only")], True)
    assert reading.sentences == [
        "This is one page of a longer answer: 1 of 2 records. Nothing was withdrawn."
    ]


@pytest.mark.real_data
def test_the_real_file():
    reading = read_all(OpenAgendaReader(), real("city-agenda/paris_openagenda_2026-05-21.json"))
    plain = json.loads(real("city-agenda/paris_openagenda_2026-05-21.json").read_bytes())["records"]
    assert len(reading.drafts) == 99 == sum("title_fr" in record["fields"] for record in plain)
    assert [code for _, code in reading.rejected] == ["no_title"]
    assert (reading.repaired, reading.cut) == ([("file", "page_only")], True)
    timings = [
        len(json.loads(record["fields"]["timings"])) for record in plain if "title_fr" in record["fields"]
    ]
    assert [len(draft.sessions) for draft in reading.drafts] == timings
    assert (sum(timings), max(timings)) == (614, 176)
