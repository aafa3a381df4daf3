"""The neighbourhood calendar is recognised by its fields."""

import json

import pytest

from colonnade.interop.coerde import CoerdeReader
from colonnade.interop.shared.tests.reading import head_of, real

EVENT = dict.fromkeys(
    ["event_id", "title", "start_date", "start_time", "short_description", "location_name", "source_id"], "x"
)


@pytest.mark.parametrize(
    ("feed", "confidence"),
    [
        (json.dumps({"dataset": "coerde-events", "events": [EVENT]}), 0.95),
        (json.dumps([EVENT]), 0.95),
        (json.dumps({"dataset": "coerde-events", "events": []}), 0.9),
        (json.dumps([dict.fromkeys(["event_id", "start_date", "start_time", "location_name"], "x")]), 0.5),
        (json.dumps([{"title": "x", "start_date": "2030-01-01"}]), 0.0),
        ("event_id,title,start_date", 0.0),
    ],
)
def test_confidence(feed, confidence):
    assert CoerdeReader().recognise(head_of(feed)) == confidence


@pytest.mark.real_data
@pytest.mark.parametrize("day", ["2026-06-20", "2026-07-08"])
def test_real_files_are_recognised(day):
    assert CoerdeReader().recognise(head_of(real(f"city-agenda/muenster_coerde_{day}.json"))) == 0.95
