"""The cell of a price column: an amount with its currency, a word that means free, or prose.

Free is said only where it is certain: the words stand alone, or an amount of nothing has a currency.
Running text about prices is judged by ``price_words``.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from babel.numbers import get_territory_currencies, list_currencies

from colonnade.city.catalogue.vocabulary import Tri
from colonnade.interop.shared.price_words import freedom
from colonnade.plumbing.languages import UNDETERMINED

_FREE = frozenset(
    """
    free|free of charge|no charge|no cost|free admission|free entry|free entrance|free event|admission free|complimentary|at no cost
    gratis|gratuito|gratuita|gratuitos|gratuitas|entrada gratuita|entrada libre|acceso gratuito|sin costo|sin coste|evento gratuito|libre y gratuito
    gratuit|gratuite|entrée libre|entrée gratuite|accès libre et gratuit|libre et gratuit|gratuitement|sans frais
    kostenlos|kostenfrei|gebührenfrei|unentgeltlich|umsonst|eintritt frei|freier eintritt|keine kosten|kostenlose veranstaltung|entgeltfrei
    бесплатно|бесплатный|бесплатная|бесплатное|вход свободный|свободный вход|вход бесплатный|бесплатный вход
    مجاني|مجانا|مجانًا|مجاناً|مجانية|بدون رسوم|الدخول مجاني|دخول مجاني|بالمجان
    免费|免費|免票|免费入场|免費入場|免费参加|免費參加|免费活动|自由入場|免费开放|免費參觀
    grátis|entrada franca|gratuitamente|sem custos|sem custo|entrada livre|ingresso libero|ingresso gratuito|entrata libera|gratuïta|gratuït|de graça
    kostnadsfritt|fri entré|ilmainen|maksuton|vapaa pääsy|bezpłatny|bezpłatne|bezpłatnie|darmowy|wstęp wolny|ücretsiz|zdarma|gratis toegang
    """.strip()
    .replace("\n", "|")
    .split("|")
)
FREE_WORDS = frozenset(word.strip() for word in _FREE)
PAID_WORDS = frozenset(
    word.strip()
    for word in """
    paid|charge|charged|fee|with costs|de pago|pago|payant|payante|kostenpflichtig|gebührenpflichtig|entgeltpflichtig|платно|платный|платная
    مدفوع|مدفوعة|برسوم|收费|收費|付费|付費|售票|a pagamento|maksullinen|płatny|betalend|ücretli
    """.strip()
    .replace("\n", "|")
    .split("|")
)
_NOTHING_SAID = frozenset(
    {"", "-", "--", "?", "n/a", "na", "none", "null", "tba", "tbc", "tbd", "k.a.", "nan", "."}
)
_SIGNS = {
    "€": "EUR", "£": "GBP", "₽": "RUB", "руб": "RUB", "руб.": "RUB", "р.": "RUB", "₹": "INR", "₩": "KRW", "₺": "TRY", "₪": "ILS",
    "zł": "PLN", "fr.": "CHF", "sfr": "CHF", "sfr.": "CHF", "kč": "CZK", "ft": "HUF", "₴": "UAH", "₦": "NGN", "₱": "PHP", "฿": "THB", "₫": "VND",
    "r$": "BRL", "us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "nt$": "TWD", "hk$": "HKD", "s/": "PEN", "s/.": "PEN",
    "euro": "EUR", "euros": "EUR", "fcfa": "XOF",
}  # fmt: skip
_SHARED_SIGNS = {
    "$": {"USD", "CAD", "AUD", "NZD", "MXN", "CLP", "COP", "ARS", "UYU", "SGD", "HKD", "TWD", "DOP", "JMD", "BBD", "TTD", "BZD", "BMD", "FJD", "CUP"},
    "¥": {"JPY", "CNY"}, "￥": {"JPY", "CNY"}, "元": {"CNY", "TWD", "HKD"}, "圓": {"TWD", "HKD"}, "円": {"JPY"},
    "kr": {"SEK", "NOK", "DKK", "ISK"}, "kr.": {"SEK", "NOK", "DKK", "ISK"}, "rs": {"INR", "PKR", "LKR", "NPR", "MUR"}, "rs.": {"INR", "PKR", "LKR", "NPR", "MUR"},
    "درهم": {"MAD", "AED"}, "ريال": {"SAR", "QAR", "OMR", "YER", "IRR"}, "دينار": {"DZD", "TND", "JOD", "KWD", "BHD", "IQD", "LYD"}, "جنيه": {"EGP", "SDG"},
}  # fmt: skip
_SIGN = "|".join(re.escape(sign) for sign in sorted({**_SIGNS, **_SHARED_SIGNS}, key=len, reverse=True))
_CODE = "|".join(sorted(list_currencies()))
_AMOUNT = re.compile(
    rf"(?:(?<![^\W\d_])({_SIGN}|(?-i:{_CODE}))\s?)?(?<![\d.,])(\d+(?:[.,'’\s]\d{{3}})*(?:[.,]\d{{1,2}})?)(?!\d)"
    rf"(?:[.,]\s?[-–—]+)?\s?(?:({_SIGN}|(?-i:{_CODE}))(?![^\W\d_]))?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]")
_PUNCTUATION = " \t\n.,;:!¡()[]*\"'"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９٫٬", "0123456789" * 3 + ".,")
_LONGEST_LABEL = 300


@dataclass(slots=True, frozen=True)
class Reading:
    """What a cell says about the price."""

    is_free: Tri = Tri.UNKNOWN
    prices: list[dict[str, Any]] = field(default_factory=list)
    is_currency_inferred: bool = False


@lru_cache(maxsize=8192)
def read_price(text: str, country: str = "", currency: str = "", *, zero_is_free: bool = False) -> Reading:
    """Read a price. ``currency`` is stated beside it; else its sign counts, else the country's money is inferred.

    Prose stays prose: its words become the label of a price without an amount. A bare "0" means free only
    where the caller knows that the column holds amounts and not flags.
    """
    text = text.translate(_DIGITS).strip()
    word = " ".join(text.strip(_PUNCTUATION).casefold().split())
    if word in _NOTHING_SAID:
        return Reading()
    if word in FREE_WORDS or freedom(text) == Tri.YES:
        return Reading(Tri.YES)
    if word in PAID_WORDS:
        return Reading(Tri.NO)
    found = list(_AMOUNT.finditer(text))
    if len(found) != 1:
        return _prose(text, found)
    return _single(text, found[0], country, currency, zero_is_free)


def _single(text: str, found: re.Match[str], country: str, currency: str, zero_is_free: bool) -> Reading:
    amount = read_amount(found[2])
    if amount is None:
        return _prose(text, [])
    sign = found[1] or found[3] or ""
    rest = text[: found.start()] + text[found.end() :]
    has_words = bool(_LETTERS.search(rest))
    if has_words and not sign:
        return _prose(text, [found])  # "3 sessions" is no price
    if amount == 0:
        is_certain = not has_words and (bool(sign) or zero_is_free or not found[2].isdigit())
        return Reading(Tri.YES) if is_certain else _prose(text, []) if has_words else Reading()
    code = _code(sign, country) or currency_code(currency)
    is_inferred = not code and not sign and bool(currency_of(country))
    price: dict[str, Any] = {
        "amount": f"{amount:.2f}",
        "currency": currency_of(country) if is_inferred else code,
    }
    if has_words:
        price["label"] = {UNDETERMINED: text[:_LONGEST_LABEL]}
        is_free = Tri.UNKNOWN if _mentions_free(text) else Tri.NO
        return Reading(is_free, [price], is_inferred)
    return Reading(Tri.NO, [price], is_inferred)


def _prose(text: str, found: list[re.Match[str]]) -> Reading:
    """Keep the words. They cost something only if every amount in them is money and none is nothing."""
    amounts = [read_amount(match[2]) for match in found if match[1] or match[3]]
    costs = len(amounts) > 0 and all(amounts) and not _mentions_free(text)
    label = {"amount": None, "label": {UNDETERMINED: text[:_LONGEST_LABEL]}}
    return Reading(Tri.NO if costs else Tri.UNKNOWN, [label])


def _mentions_free(text: str) -> bool:
    folded = text.casefold()
    return any(word in folded for word in FREE_WORDS if len(word) > 2)


def read_amount(text: str) -> Decimal | None:
    """Read a number with either decimal sign: "1.234,50", "1,234.50", "12,5", "1 200". Three digits after
    a single sign are thousands.
    """
    digits = re.sub(r"[\s'’]", "", text)
    last = max(digits.rfind(","), digits.rfind("."))
    if last >= 0 and len(digits) - last - 1 != 3:
        digits = re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    else:
        digits = re.sub(r"[.,]", "", digits)
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


@lru_cache(maxsize=512)
def currency_code(text: str) -> str:
    """Return the ISO 4217 code of a currency given by code or by a sign that only it has; "" otherwise."""
    text = text.strip()
    if text.upper() in list_currencies():
        return text.upper()
    return _SIGNS.get(text.casefold(), "")


@lru_cache(maxsize=512)
def currency_of(country: str) -> str:
    """Return the money people pay with in a country today, "" if nobody knows."""
    try:
        codes = get_territory_currencies(country) if country else []
    except (KeyError, ValueError):
        return ""
    return codes[0] if codes else ""


def _code(sign: str, country: str) -> str:
    """``$`` and ``kr`` mean the country's own money, if that is written so; abroad they mean nothing certain."""
    if not sign:
        return ""
    if shared := _SHARED_SIGNS.get(sign.casefold()):
        own = currency_of(country)
        return own if own in shared else next(iter(shared)) if len(shared) == 1 else ""
    return currency_code(sign)
