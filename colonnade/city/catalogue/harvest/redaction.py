"""Masking what feeds publish of private persons: e-mails with a person's name, mobile numbers.

Addresses of offices (info@, library@) stay, people need them. The mask says that something was left out.
"""

import re

MASK = "[…]"
_OFFICES = (
    "info", "contact", "kontakt", "office", "mail", "post", "service", "bibliothek", "library", "biblioteca",
    "biblio", "museum", "museo", "kultur", "cultura", "culture", "events", "event", "kurse", "courses", "cursos",
    "anmeldung", "booking", "bookings", "reservas", "reservation", "reservations", "inscripciones", "admin",
    "team", "hello", "hallo", "hola", "bonjour", "secretaria", "sekretariat", "secretariat", "training",
    "education", "educacion", "enquiries", "support", "presse", "redaktion", "buero", "accueil", "vhs", "center",
)  # fmt: skip
_LONG_NUMBER = re.compile(r"\d[\d\s()/.-]{6,}\d")  # every telephone number has one
_EMAIL = re.compile(r"(?:mailto:)?\b([A-Za-z0-9._%+-]{1,64})@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")
_MOBILE = re.compile(
    r"((?:handy|mobil(?:e|telefon)?|cell(?:ular)?|m[oó]vil|portable|whats\s?app|моб\w*|جوال|手机)\s*\.?\s*[:：]?\s*)(\+?[\d][\d\s()/.-]{6,}\d)",
    re.IGNORECASE,
)
_GERMAN_MOBILE = re.compile(
    r"(?<!\d)(?:\+49\s?(?:\(0\)\s?)?|0049\s?|0)1(?:5\d|6\d|7\d)[\s/-]?\d[\d\s-]{5,9}\d"
)


def masked(text: str) -> str:
    """Return the text with personal e-mails and mobile numbers masked."""
    if "@" in text:
        text = _EMAIL.sub(_office_or_mask, text)
    if not _LONG_NUMBER.search(text):
        return text
    text = _MOBILE.sub(lambda found: found.group(1) + MASK, text)
    return _GERMAN_MOBILE.sub(MASK, text)


def _office_or_mask(found: re.Match[str]) -> str:
    local = found.group(1).lower()
    if local.startswith(_OFFICES) or local in found.group(2).lower():
        return found.group(0)
    return MASK
