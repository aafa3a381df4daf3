"""Which feeds are the calendar of Berlin's districts."""

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.shared.json_feed import json_start

_TABLES = ('"bezirke"', '"kategorien"', '"barrierefreiheit"', '"veranstalter"', '"veranstaltungsorte"')
_FIELDS = ('"event_titel_de"', '"event_veranstaltungsort_id"', '"termine"', '"event_bezirk_id"')


def confidence(head: Head) -> float:
    """Say how sure we are, by the code tables at the beginning or the fields of an event."""
    text = json_start(head)
    tables, fields = sum(name in text for name in _TABLES), sum(name in text for name in _FIELDS)
    if tables >= 3 or fields >= 3:
        return 0.95
    return 0.5 if tables + fields >= 2 else 0.0
