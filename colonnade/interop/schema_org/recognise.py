"""Is this JSON-LD with schema.org's words, or a page that carries some?"""

import re

from colonnade.city.catalogue.harvest import Head
from colonnade.interop.schema_org.terms import OFFERS

_TYPE = re.compile(
    r'"(?:@type|type)"\s*:\s*(?:\[[^\]]*?)?"(?:https?://schema\.org/|schema:|sdo:)?('
    + "|".join(sorted(OFFERS))
    + r')"'
)
_VOCABULARY = re.compile(r"https?://(?:www\.)?schema\.org", re.IGNORECASE)
_OTHERS = re.compile(
    r"activitystreams|openactive\.io|w3id\.org/openbadges|purl\.imsglobal\.org|www\.w3\.org/(?:ns|2018)/credentials"
    r"|europa\.eu/snb|LinkedEvent|datos\.madrid\.es",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"<script[^>]+ld\+json", re.IGNORECASE)
_PAGE = re.compile(r"<!doctype html|<html", re.IGNORECASE)
_SITEMAP = re.compile(r"<(?:urlset|sitemapindex)[\s>]", re.IGNORECASE)


def recognise(head: Head) -> float:
    """Return how surely this is for us. Pages and sitemaps count too: somebody must say what is missing there."""
    data = head.data.replace(b"\0", b"") if b"\0" in head.data[:64] else head.data
    text = data.decode("utf-8", "replace").lstrip("\ufeff\ufffd \t\r\n")
    if text.startswith("<"):
        if _PAGE.search(text[:4096]):
            return 0.8 if _BLOCK.search(text) else 0.4
        return 0.6 if _SITEMAP.search(text[:4096]) else 0.0
    if not text.startswith(("{", "[")) or _OTHERS.search(text[:20_000]):
        return 0.0
    has_type, has_vocabulary = bool(_TYPE.search(text)), bool(_VOCABULARY.search(text))
    if has_type and has_vocabulary:
        return 0.9
    if has_type or (has_vocabulary and '"@type"' in text):
        return 0.5
    return 0.3 if "ld+json" in head.content_type.lower() or head.name.endswith(".jsonld") else 0.0
