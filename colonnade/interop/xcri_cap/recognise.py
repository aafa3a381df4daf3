"""Is this a course feed in XCRI-CAP, or something that goes with one?"""

import re

from colonnade.city.catalogue.harvest import Head

_ROOT = re.compile(r"\s*<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)")
_SKIP = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)", re.DOTALL)
_XCRI = re.compile(r"xcri\.(?:org|co\.uk)", re.IGNORECASE)
_ROOTS = frozenset({"catalog", "provider", "course"})


def root_of(text: str) -> tuple[str, str]:
    """Return the local name of the root element and its attributes, both "" where there is none."""
    at = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    while match := _SKIP.match(text, at):
        at = match.end()
    found = _ROOT.match(text, at)
    return (found[1], found[2]) if found else ("", "")


def is_ours(text: str) -> bool:
    """Say whether a document begins like a course feed."""
    name, attributes = root_of(text)
    return name in _ROOTS and bool(_XCRI.search(attributes) or "purl.org/net/mlo" in attributes)


def recognise(head: Head) -> float:
    """Return how surely this is for us; the standard's own rule base and term lists are taken too, to be refused."""
    data = head.data.replace(b"\0", b"") if b"\0" in head.data[:64] else head.data
    text = data.decode("utf-8", "replace").lstrip("\ufeff\ufffd \t\r\n")
    if not text.startswith("<"):
        return 0.0
    name, attributes = root_of(text)
    if name in _ROOTS:
        return 1.0 if _XCRI.search(attributes) else 0.4 if "purl.org/net/mlo" in attributes else 0.0
    if name in ("vdex", "contentValidators"):
        return 0.6 if _XCRI.search(text[:4096]) else 0.0
    return 0.0
