"""The agenda and the list of its sources are both recognised."""

import json

import pytest

from colonnade.interop.shared.tests.reading import head_of, real
from colonnade.interop.valparaiso import ValparaisoReader

EVENT = {
    "event_type": "event",
    "primary_category": {},
    "schedule": {"display_text": "x", "occurrences": []},
    "public_status": {},
}
SOURCE = {"website_url": "https://x.example", "source_type": "x", "canonical_source_id": "x"}


@pytest.mark.parametrize(
    ("document", "confidence"),
    [
        ({"schema_version": "1.2.0", "events": [EVENT]}, 0.95),
        ({"sources": [SOURCE]}, 0.9),
        ({"events": [{"event_type": "x", "primary_category": {}, "public_status": {}}]}, 0.5),
        ({"events": [{"event_type": "x"}]}, 0.0),
    ],
)
def test_confidence(document, confidence):
    assert ValparaisoReader().recognise(head_of(json.dumps(document))) == confidence


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "confidence"), [("valparaiso_agenda_2026-08", 0.95), ("valparaiso_fuentes_publicas", 0.9)]
)
def test_real_files_are_recognised(name, confidence):
    assert ValparaisoReader().recognise(head_of(real(f"city-agenda/{name}.json"))) == confidence
