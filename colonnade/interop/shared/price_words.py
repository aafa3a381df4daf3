"""What words say about a price, as far as they are certain: free, not free, one amount."""

import re
from typing import Any

from colonnade.city.catalogue.vocabulary import Tri
from colonnade.plumbing.languages import LanguageMap

_FREE = re.compile(
    r"(?:entr[ée]e (?:libre|gratuite)|(?:enti[èe]rement |totalement )?gratuit(?:e|es|s)?|acc[èe]s gratuit|sans frais"
    r"|(?:entrada|acceso|actividad|evento|inscripci[óo]n) (?:libre|gratuit[oa]|liberada)|gratis|gratuit[oa]s?|liberad[oa]"
    r"|sin costo|de balde|entrada franca|entrada gratuita"
    r"|free(?: of charge| entry| admission| event)?|(?:admission|entry) free|no (?:charge|cost|fee)"
    r"|(?:eintritt (?:ist )?frei|freier eintritt|der eintritt ist frei|kostenlos|kostenfrei|geb[üu]hrenfrei|unentgeltlich)"
    r"|ingresso (?:libero|gratuito)|entrata (?:libera|gratuita)|gratuito|maksuton|ilmainen|vapaa p[ää]{2}sy"
    r"|免費|免费|自由入場|自由入场|бесплатно|вход свободный|مجاني|مجانا)"
    r"(?!\w)",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"(?:(?:entr[ée]e|acc[èe]s) payante?|payant|entrada de pago|kostenpflichtig|paid entry)[\s.!]*",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    r"\b(?:pour (?:les|tous les moins)|moins de|adh[ée]rent|sauf|hors|r[ée]duit|tarif|payant|partir de|ou|libre participation|chapeau"
    r"|para|hasta|menores|salvo|excepto|aporte|reserva|o|paga|pago|pagan|se paga|consumo"
    r"|for|under|except|members|unless|or|donation|from|trial|up to"
    r"|f[üu]r|bis|unter|au[ßs]er|oder|spende|erm[äa](?:ß|ss)igt|ab|mitglieder)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?P<before>€|\$|£|EUR|CLP|USD|GBP|CHF|NT\$?)?\s*(?:"
    r"(?P<dotted>\d{1,3}(?:[.\u202f\u00a0 ]\d{3})+(?:,\d{1,2})?)|(?P<comma>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?)|(?P<simple>\d+(?:[.,]\d{1,2})?)"
    r")(?!\d)\s*(?P<after>€|\$|£|euros?\b|EUR\b|CLP\b|USD\b|GBP\b|CHF\b|元)?",
    re.IGNORECASE,
)
_NOT_DIGITS = re.compile(r"[.\u202f\u00a0 ]")
_AT_LEAST = re.compile(
    r"\b(?:desde|a partir de|[àa] partir|from|ab|starting|min(?:imum|imo)?)\b", re.IGNORECASE
)


def freedom(text: str) -> str:
    """Judge a short text about the price: YES, NO, or UNKNOWN wherever a condition or an amount is named.

    Only what the text begins with counts: "Free, registration needed" is free, "Free for members" is not
    certain, "Ask for our free catalogue" says nothing.
    """
    text = " ".join(text.split()).strip(" .!¡*-")
    if not text:
        return Tri.UNKNOWN.value
    if _PAID.fullmatch(text):
        return Tri.NO.value
    match = _FREE.match(text)
    if match is None:
        return Tri.UNKNOWN.value
    rest = text[match.end() :]
    if _DOUBT.search(rest) or amounts(rest):
        return Tri.UNKNOWN.value
    return Tri.YES.value


def amounts(text: str) -> list[str]:
    """Return the amounts of money a text names beside a currency, as decimal texts."""
    found = []
    for match in _AMOUNT.finditer(text):
        if match["before"] or match["after"]:
            if match["dotted"]:
                plain = _NOT_DIGITS.sub("", match["dotted"]).replace(",", ".")
            else:
                plain = (match["comma"] or "").replace(",", "") or match["simple"].replace(",", ".")
            found.append(f"{float(plain):.2f}")
    return found


def price_of(label: LanguageMap, currency: str) -> dict[str, Any]:
    """Make a price of a text; the amount is filled where the text names exactly one, and not as the least."""
    words = next(iter(label.values()), "")
    named = amounts(words)
    is_exact = len(named) == 1 and not _AT_LEAST.search(words)
    return {"amount": named[0] if is_exact else None, "currency": currency, "label": label}
