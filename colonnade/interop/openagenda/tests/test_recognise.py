"""OpenAgenda's events are recognised in every shape."""

import json

import pytest

from colonnade.interop.openagenda import OpenAgendaReader
from colonnade.interop.shared.tests.reading import head_of, real

FIELDS = {
    "uid": "1",
    "title_fr": "Atelier",
    "timings": "[]",
    "originagenda_title": "x",
    "canonicalurl": "https://x.example",
}


@pytest.mark.parametrize(
    ("feed", "confidence"),
    [
        (json.dumps({"nhits": 1, "records": [{"recordid": "a", "fields": FIELDS}]}), 0.95),
        (json.dumps({"total_count": 1, "results": [FIELDS]}), 0.95),
        (json.dumps([FIELDS]), 0.95),
        (json.dumps([{"title_fr": "x", "timings": "[]", "location_uid": "1"}]), 0.5),
        (json.dumps([{"title": "x", "start": "2030-01-01"}]), 0.0),
        ("title_fr;timings;originagenda_title", 0.0),
    ],
)
def test_confidence(feed, confidence):
    assert OpenAgendaReader().recognise(head_of(feed)) == confidence


@pytest.mark.real_data
def test_the_real_file_is_recognised():
    assert OpenAgendaReader().recognise(head_of(real("city-agenda/paris_openagenda_2026-05-21.json"))) == 0.95
