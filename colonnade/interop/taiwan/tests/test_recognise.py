"""Lists of Taiwan's Ministry of Culture are recognised by their fields."""

import json

import pytest

from colonnade.interop.shared.tests.reading import head_of, real
from colonnade.interop.taiwan import TaiwanReader

FIELDS = ["UID", "title", "showInfo", "showUnit", "masterUnit", "descriptionFilterHtml"]


@pytest.mark.parametrize(
    ("document", "confidence"),
    [
        ([dict.fromkeys(FIELDS, "x")], 0.95),
        ([{"UID": "1", "showInfo": []}], 0.5),
        ([{"UID": "1", "title": "x"}], 0.0),
        ({"events": []}, 0.0),
    ],
)
def test_confidence(document, confidence):
    assert TaiwanReader().recognise(head_of(json.dumps(document))) == confidence


@pytest.mark.real_data
def test_the_real_file_is_recognised():
    assert (
        TaiwanReader().recognise(head_of(real("city-agenda/taiwan_culture_showinfo_category6.json"))) == 0.95
    )
