"""Is this the catalogue? Its columns say so, in a table as in an old workbook."""

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.chicago.read import is_header
from colonnade.plumbing.tables import glance

_START = b"name,org_name,description,address,city,state,zipcode,"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRINGS = (b"org_name", b"zipcode", b"min_age", b"category_id", b"category_description")


def certainty(head: Head) -> float:
    """Return 0.95 for its columns, else 0. A newer workbook (.xlsx) is packed and goes to the reader of tables."""
    if head.data.startswith(_OLD_OFFICE):
        return 0.95 if all(name in head.data for name in _STRINGS) else 0.0
    if head.data[:200].lstrip().lower().startswith(_START) and is_header(glance(head.data, is_header)[0]):
        return 0.95
    return 0.0
