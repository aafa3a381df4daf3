"""Which feeds come from Opintopolku."""

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.shared.json_feed import json_start

_FIELDS = (
    '"koulutukset"',
    '"tarjoajat"',
    '"toteutustenTarjoajat"',
    '"opintojenLaajuus"',
    '"kielivalinta"',
    '"koulutustyyppi"',
    '"tila"',
)


def confidence(head: Head) -> float:
    """Say how sure we are, by Finnish field names and the country's object identifiers."""
    text = json_start(head)
    found = sum(field in text for field in _FIELDS)
    if found >= 3:
        return 0.95 if '"1.2.246.562.' in text else 0.7
    return 0.5 if found == 2 and '"1.2.246.562.' in text else 0.0
