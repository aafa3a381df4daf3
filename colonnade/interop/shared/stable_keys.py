"""Identifiers for records whose source gives none: the same facts give the same key, for ever."""

from hashlib import blake2b


def stable_key(*facts: object) -> str:
    """Return 32 hexadecimal characters that stand for these facts; order counts, case and spacing do not."""
    folded = "\x1f".join(" ".join(str(fact or "").casefold().split()) for fact in facts)
    return blake2b(folded.encode("utf-8", "replace"), digest_size=16).hexdigest()
