"""The right list is found, and what is none is refused."""

import json

import pytest

from colonnade.city.catalogue.harvest import Unusable
from colonnade.interop.json_list import JsonListReader
from colonnade.interop.shared.tests.reading import a_context, read_all, real

OFFER = {"title": "Pottery", "start": "2030-05-04 10:00", "description": "Clay."}


def titles(document, **context) -> list[str]:
    text = document if isinstance(document, str) else json.dumps(document)
    return [
        next(iter(draft.title.values()))
        for draft in read_all(JsonListReader(), text, a_context(**context)).drafts
    ]


def refusal(document, **context) -> tuple[str, dict]:
    with pytest.raises(Unusable) as caught:
        titles(document, **context)
    return caught.value.code, caught.value.details


@pytest.mark.parametrize(
    "document",
    [
        [OFFER],
        {"items": [OFFER]},
        {"meta": {"total": 1}, "data": {"events": [OFFER]}, "tags": [{"id": 1, "label": "x"}]},
        {"small": [{"title": "x"}], "events": [OFFER]},
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": OFFER, "geometry": None}],
        },
        {"data": [{"type": "event", "id": "1", "attributes": OFFER}]},
        {"hits": {"hits": [{"_id": "1", "_source": OFFER}]}},
        [{**OFFER, "title": {"rendered": "Pottery", "protected": False}}],
    ],
)
def test_the_list_is_found(document):
    assert titles(document) == ["Pottery"]


def test_json_lines_are_read():
    assert titles(json.dumps(OFFER) + "\n" + json.dumps({**OFFER, "title": "Weaving"})) == [
        "Pottery",
        "Weaving",
    ]


@pytest.mark.parametrize("name", ["title", "name", "titulo", "nombre", "titre", "titel", "title_x"])
def test_well_known_names_of_titles_are_known(name):
    offer = {"start": "2030-05-04", "description": "Clay.", name: "Pottery"}
    if name == "title_x":
        assert refusal([offer]) == ("needs_mapping", {"columns": "start, description, title_x"})
    else:
        assert titles([offer]) == ["Pottery"]


def test_a_saved_mapping_decides():
    offers = [{"bezeichner": "Pottery", "title": "wrong", "anfang": "2030-05-04"}]
    assert titles(offers, mapping={"title": "bezeichner", "start": "anfang"}) == ["Pottery"]


def test_a_field_the_mapping_names_and_the_list_lacks_is_told():
    reading = read_all(
        JsonListReader(), json.dumps([OFFER]), a_context(mapping={"title": "title", "start": "when"})
    )
    assert [code for _, code in reading.repaired] == ["column_missing"]


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ({"title": "x", "start": "2030-01-01"}, "a JSON document without a list of objects"),
        ({"numbers": [1, 2]}, "a JSON document without a list of objects"),
        ([{"id": 1, "title": "Music"}], "a list of names without dates, places or descriptions"),
    ],
)
def test_what_is_no_list_of_offers_is_said(document, what):
    assert refusal(document) == ("not_offers", {"what": what})


def test_a_code_list_can_be_read_where_somebody_has_said_so():
    assert titles([{"id": 1, "title": "Music"}], mapping={"title": "title"}) == ["Music"]


def test_an_empty_list_is_no_fault():
    assert titles([]) == []


@pytest.mark.parametrize(("feed", "code"), [("", "empty"), ("{x", "not_json"), ("[", None)])
def test_files_that_are_of_no_use(feed, code):
    if code:
        assert refusal(feed)[0] == code
    else:
        assert read_all(JsonListReader(), feed).cut


def test_damage_costs_one_record():
    feed = (
        '{"list": ['
        + json.dumps(OFFER)
        + ', {"title": }, '
        + json.dumps({**OFFER, "title": "Weaving"})
        + "]}"
    )
    reading = read_all(JsonListReader(), feed)
    assert [next(iter(draft.title.values())) for draft in reading.drafts] == ["Pottery", "Weaving"]
    assert reading.rejected == [("record 2, line 1", "broken_record")]


def test_a_record_without_title_is_refused_and_the_others_read():
    reading = read_all(JsonListReader(), json.dumps([OFFER, {"start": "2030-05-04"}]))
    assert (len(reading.drafts), reading.rejected) == (1, [("record 2", "no_title")])


def test_a_cut_file_keeps_what_is_complete():
    reading = read_all(JsonListReader(), json.dumps({"events": [OFFER, OFFER]})[:-20])
    assert (len(reading.drafts), [code for _, code in reading.rejected], reading.cut) == (
        1,
        ["cut_record"],
        True,
    )


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("city-agenda/madrid_agenda_2018-05-02.json", 990),
        ("city-agenda/madrid_agenda_2018-05-03_invalid_escape.json", 1000),
        ("city-agenda/madrid_agenda_2018-05-03_truncated.json", 923),
        ("city-agenda/muenster_coerde_2026-07-08.json", 70),
        ("city-agenda/valparaiso_agenda_2026-08.json", 205),
        ("schemaorg/nbis_course_instances.json", 32),
    ],
)
def test_real_feeds_are_read_even_without_their_own_reader(path, count):
    assert read_all(JsonListReader(), real(path)).count == count


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("eventbrite/formats.json", "needs_mapping"),
        ("city-agenda/valparaiso_fuentes_publicas.json", "not_offers"),
        ("city-agenda/berlin_bezirke_kalender.json", "not_offers"),
        ("badges/ob_1_0_basic_badgeclass.json", "not_offers"),
        ("vocabularies/esco_knowledge_by_isced_f_en.json", "needs_mapping"),
    ],
)
def test_real_documents_that_are_no_offers(path, code):
    with pytest.raises(Unusable) as caught:
        read_all(JsonListReader(), real(path))
    assert caught.value.code == code
