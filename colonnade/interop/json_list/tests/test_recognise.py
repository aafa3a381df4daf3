"""Any JSON may be a list, less surely than what other formats know; badges are not."""

import json

import pytest

from colonnade.interop.json_list import JsonListReader
from colonnade.interop.shared.tests.reading import head_of


@pytest.mark.parametrize(
    ("feed", "confidence"),
    [
        ('[{"title": "x"}]', 0.3),
        ("[]", 0.3),
        (' {"items": []}', 0.25),
        ('{"title": "x"}\n{"title": "y"}', 0.25),
        ("[1, 2]", 0.0),
        ("[Section]", 0.0),
        ("{template}", 0.0),
        ("title,start", 0.0),
        (json.dumps({"type": ["VerifiableCredential"]}), 0.0),
        ('{"type": "BadgeClass"}', 0.0),
    ],
)
def test_confidence(feed, confidence):
    assert JsonListReader().recognise(head_of(feed)) == confidence
