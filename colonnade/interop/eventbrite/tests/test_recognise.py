"""Answers of the API are recognised, its code lists included."""

import json

import pytest

from colonnade.interop.eventbrite import EventbriteReader
from colonnade.interop.shared.tests.reading import head_of, real


@pytest.mark.parametrize(
    ("document", "confidence"),
    [
        ({"events": [{"resource_uri": "https://www.eventbriteapi.com/v3/events/1/"}]}, 0.95),
        ({"formats": [{"resource_uri": "https://www.eventbriteapi.com/v3/formats/1/"}]}, 0.95),
        ({"events": [{"vanity_url": "", "online_event": True, "inventory_type": "limited"}]}, 0.95),
        ({"events": [{"online_event": True, "organization_id": "1"}]}, 0.5),
        ({"events": [{"name": "x"}]}, 0.0),
    ],
)
def test_confidence(document, confidence):
    assert EventbriteReader().recognise(head_of(json.dumps(document))) == confidence


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["eventbrite_ardc", "formats"])
def test_real_files_are_recognised(name):
    assert EventbriteReader().recognise(head_of(real(f"eventbrite/{name}.json"))) == 0.95
