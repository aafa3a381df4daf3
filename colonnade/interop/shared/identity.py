"""The source's own identifier of a record, in a form that can be kept whole."""

from colonnade.interop.shared.stable_keys import stable_key

LONGEST = 200  # characters of an external id that are kept


def own_id(stated: str) -> str:
    """Return the id as stated; one too long to be kept is represented by its key, so that no two fall together."""
    stated = stated.strip()
    return stated if len(stated) <= LONGEST else stable_key(stated)
