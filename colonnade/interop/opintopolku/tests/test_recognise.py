"""Answers of Opintopolku are recognised in every shape."""

import json

import pytest

from colonnade.interop.opintopolku import OpintopolkuReader
from colonnade.interop.shared.tests.reading import head_of, real

OID = "1.2.246.562.13.1"


@pytest.mark.parametrize(
    ("document", "confidence"),
    [
        (
            {
                "total": 1,
                "hits": [{"oid": OID, "koulutukset": [], "kielivalinta": [], "koulutustyyppi": "yo"}],
            },
            0.95,
        ),
        ({"oid": OID, "tila": "julkaistu", "tarjoajat": [], "koulutukset": []}, 0.95),
        ({"hits": [{"koulutukset": [], "kielivalinta": [], "koulutustyyppi": "yo"}]}, 0.7),
        ({"hits": [{"oid": OID, "koulutukset": [], "tila": "x"}]}, 0.5),
        ({"hits": []}, 0.0),
    ],
)
def test_confidence(document, confidence):
    assert OpintopolkuReader().recognise(head_of(json.dumps(document))) == confidence


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["koulutus", "search_all", "toteutus"])
def test_real_files_are_recognised(name):
    assert OpintopolkuReader().recognise(head_of(real(f"programmes/finland_opintopolku_{name}.json"))) == 0.95
