"""Which field of an object is which of ours: as in tables, and deeper where a place is described."""

from collections.abc import Sequence

from colonnade.interop.tabular.columns import suggest
from colonnade.interop.tabular.read import columns_of

_OF_A_PLACE = ("street", "postal_code", "locality", "district", "country", "latitude", "longitude")
_PLACES = {
    "location",
    "venue",
    "place",
    "address",
    "geo",
    "point",
    "coordinates",
    "lugar",
    "ubicacion",
    "direccion",
    "lieu",
    "adresse",
    "ort",
    "local",
}


def fields_of(mapping: dict[str, str], names: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the fields by ours, and those that a saved mapping names and the list lacks.

    ``location.address.city`` is the town although its whole name says little: what stands within a place is
    known by its last word.
    """
    columns, missing = columns_of(mapping, names)
    if mapping:
        return columns, missing
    taken = set(columns.values())
    for name in names:
        *parents, last = name.split(".")
        if name in taken or not _PLACES.intersection(parent.casefold() for parent in parents):
            continue
        for field in suggest([last]):
            if field in _OF_A_PLACE:
                columns.setdefault(field, name)
    return columns, missing
