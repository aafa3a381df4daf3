"""The district calendar is recognised by its tables or its fields."""

import json

import pytest

from colonnade.interop.berlin import BerlinReader
from colonnade.interop.shared.tests.reading import head_of, real


@pytest.mark.parametrize(
    ("document", "confidence"),
    [
        ({"bezirke": {}, "kategorien": {}, "veranstalter": {}, "events": {}}, 0.95),
        ({"events": {"1": {"event_titel_de": "x", "termine": {}, "event_bezirk_id": "1"}}}, 0.95),
        ({"bezirke": {}, "veranstalter": {}}, 0.5),
        ({"events": []}, 0.0),
    ],
)
def test_confidence(document, confidence):
    assert BerlinReader().recognise(head_of(json.dumps(document))) == confidence


@pytest.mark.real_data
def test_the_real_file_is_recognised():
    assert BerlinReader().recognise(head_of(real("city-agenda/berlin_bezirke_kalender.json"))) == 0.95
