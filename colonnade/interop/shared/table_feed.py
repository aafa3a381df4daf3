"""A table read for the harvest: what makes it unreadable is told in the harvest's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from colonnade.city.catalogue.harvest import Unusable
from colonnade.plumbing.tables import Unreadable


@contextmanager
def usable_or_not() -> Iterator[None]:
    """Turn :class:`Unreadable` into :class:`Unusable`, when the table is opened as well as on the way through it."""
    try:
        yield
    except Unreadable as fault:
        raise Unusable(fault.code, **fault.details) from fault
