"""Pages of the German course search are recognised by their fields."""

import json

import pytest

from colonnade.interop.shared.tests.reading import head_of, real
from colonnade.interop.weiterbildungssuche import WeiterbildungssucheReader

DATE = {
    "unterrichtsform": {},
    "unterrichtszeit": {},
    "angebot": {"bildungsanbieter": {}, "abschlussart": None},
}


@pytest.mark.parametrize(
    ("document", "confidence"),
    [
        ({"_embedded": {"termine": [DATE]}}, 0.95),
        ({"termine": [{"angebot": {"bildungsanbieter": {}}}]}, 0.6),
        ({"termine": []}, 0.0),
        ([], 0.0),
    ],
)
def test_confidence(document, confidence):
    assert WeiterbildungssucheReader().recognise(head_of(json.dumps(document))) == confidence


@pytest.mark.real_data
def test_the_real_page_is_recognised():
    assert (
        WeiterbildungssucheReader().recognise(
            head_of(real("programmes/germany_weiterbildungssuche_api.json"))
        )
        == 0.95
    )
