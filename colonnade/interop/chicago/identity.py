"""What makes a programme the same programme: its name, its organisation and its address.

The catalogue numbers nothing and has one row for every category of a programme. Of all choices of columns
only these three tell apart what people would (description and ages vary between rows of one programme).
Two exports of the same catalogue differ in accents (one has lost them), in quotation marks (one has
escaped them wrongly) and in words for "none"; none of that may make two programmes of one.
"""

import re
from hashlib import blake2b

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_QUOTES = re.compile(r"''|[\"\\]")
_NO_ADDRESS = {"null", "#n/a", "online", "onlin"}


def identity(name: str, organisation: str, address: str) -> str:
    """Return 32 hexadecimal digits for a programme. Case counts, for it tells some programmes apart."""
    place = "" if address.strip().casefold() in _NO_ADDRESS else address
    text = "\x1f".join(map(_folded, (name, organisation, place)))
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _folded(text: str) -> str:
    """Leave out what may get lost, unless hardly anything else is left."""
    plain = _NOT_ASCII.sub("", text)
    if len(plain) * 2 < len(text):
        plain = text
    return " ".join(_QUOTES.sub("", _HYPHEN.sub(" ", plain)).split())
