"""Objects become drafts as rows of a table do."""

import json
from datetime import datetime

import pytest

from colonnade.interop.json_list import JsonListReader
from colonnade.interop.json_list.cells import flat
from colonnade.interop.shared.tests.reading import a_context, read_all


def draft(record, **context):
    (found,) = read_all(JsonListReader(), json.dumps([record]), a_context(**context)).drafts
    return found


@pytest.mark.parametrize(
    ("record", "cells"),
    [
        ({"a": 1, "b": 2.5, "c": True, "d": None, "e": ""}, {"a": "1", "b": "2.5", "c": "true"}),
        (
            {"venue": {"name": "Hall", "address": {"city": "Town"}}},
            {"venue.name": "Hall", "venue.address.city": "Town"},
        ),
        ({"tags": ["a", "b", None, 3]}, {"tags": "a; b; 3"}),
        (
            {"categories": [{"id": 1, "name": "Arts"}, {"id": 2, "title": {"en": "Music"}}]},
            {"categories": "Arts; Music"},
        ),
        ({"title": {"rendered": "<b>x</b>", "protected": False}}, {"title": "<b>x</b>"}),
        ({"name": {"text": "x", "html": "<p>x</p>"}}, {"name": "x"}),
        ({"point": {"lat": 1.5, "lon": 2.5}}, {"point.lat": "1.5", "point.lon": "2.5"}),
        ({"a": {"b": {"c": {"d": 1}}}}, {}),
        (
            {
                "type": "Feature",
                "id": 7,
                "properties": {"name": "x"},
                "geometry": {"type": "Point", "coordinates": [2.5, 48.5]},
            },
            {"longitude": "2.5", "latitude": "48.5", "id": "7", "name": "x"},
        ),
    ],
)
def test_objects_become_rows(record, cells):
    assert flat(record).cells == cells


def test_texts_in_several_languages_are_kept():
    row = flat({"name": {"fi": "Savi", "sv": "Lera", "en": None}}, "sv")
    assert row.cells == {"name": "Lera"}
    assert row.texts == {"name": {"fi": "Savi", "sv": "Lera"}}


def test_map_reads_nested_places_and_people():
    found = draft(
        {
            "title": "Pottery",
            "start": "2030-05-04T10:00:00+02:00",
            "venue": {"name": "Hall", "address": {"street": "Ring 1", "city": "Town", "zip": "12345"}},
            "geo": {"lat": 52.5, "lng": 13.4},
            "organizer": {"name": "Potters"},
            "tags": ["clay", "hands"],
        }
    )
    assert found.place.names == {"und": "Hall"}
    assert (found.place.street, found.place.locality, found.place.postal_code) == ("Ring 1", "Town", "12345")
    assert (found.place.latitude, found.place.longitude) == (52.5, 13.4)
    assert found.provider.names == {"und": "Potters"}
    assert found.keywords == ["clay", "hands"]


def test_map_keeps_all_languages_of_title_and_description():
    found = draft(
        {"title": {"fi": "Savi", "sv": "Lera"}, "description": {"fi": "Muovaa"}, "start": "2030-05-04"}
    )
    assert (found.title, found.description) == ({"fi": "Savi", "sv": "Lera"}, {"fi": "Muovaa"})


@pytest.mark.parametrize("moment", [1904112000, 1904112000000])
def test_map_reads_seconds_and_milliseconds(moment):
    (session,) = draft({"title": "Pottery", "start": moment, "description": "x"}).sessions
    assert session.start == datetime.fromisoformat("2030-05-04T10:00:00+02:00")


def test_map_keeps_unknown_unknown():
    found = draft({"title": "Pottery", "description": "Clay."})
    assert (found.is_free, found.prices, found.mode, found.place, found.provider) == (
        "UNKNOWN",
        [],
        "",
        None,
        None,
    )
    assert len(found.external_id) == 32


def test_map_takes_the_id_of_the_source():
    assert draft({"id": 4711, "title": "Pottery", "description": "x"}).external_id == "4711"
