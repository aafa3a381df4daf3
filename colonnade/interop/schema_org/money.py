"""What it costs and how to get in: Offer, AggregateOffer, and the flag for free access."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from colonnade.city.catalogue.vocabulary import Tri
from colonnade.interop.schema_org.terms import Node
from colonnade.interop.schema_org.values import address, many, named, objects, spoken, text, truth
from colonnade.interop.shared.prices import currency_code, read_amount, read_price
from colonnade.interop.shared.spans import When, when

_FULL = frozenset({"SoldOut", "OutOfStock"})


@dataclass(slots=True)
class Terms:
    """The conditions of an offer."""

    is_free: str = Tri.UNKNOWN.value
    prices: list[dict[str, Any]] = field(default_factory=list)
    registration: dict[str, Any] = field(default_factory=dict)
    is_full: bool = False
    is_currency_inferred: bool = False


def terms_of(node: Node, language: str, country: str) -> Terms:
    """Read the conditions of an offer. Prices of nothing mean free only if every price is nothing.

    Where the flag and the prices contradict each other, whether it is free stays open.
    """
    terms = Terms()
    costs: list[bool] = []
    offers = many(node.get("offers"))
    for each in offers:
        if isinstance(each, dict):
            _offer(each, terms, costs, language, country)
        else:
            _price(text(each), "", {}, terms, costs, country)
    flag = truth(node.get("isAccessibleForFree"))
    if flag is None:
        terms.is_free = _freedom(costs)
    elif flag is False:
        terms.is_free = Tri.NO.value
    else:
        terms.is_free = Tri.UNKNOWN.value if any(costs) else Tri.YES.value
    sold = [named(each.get("availability")) in _FULL for each in objects(node.get("offers"))]
    terms.is_full = bool(sold) and all(sold)
    return terms


def _freedom(costs: list[bool]) -> str:
    if not costs or len(set(costs)) > 1:
        return Tri.UNKNOWN.value
    return Tri.NO.value if costs[0] else Tri.YES.value


def _offer(offer: Node, terms: Terms, costs: list[bool], language: str, country: str) -> None:
    label = spoken(offer.get("name"), language) or spoken(offer.get("description"), language)
    currency = text(offer.get("priceCurrency"))
    stated = many(offer.get("price")) or many(offer.get("lowPrice"))
    extra: dict[str, Any] = {"label": label} if label else {}
    high = text(offer.get("highPrice"))
    if high and text(offer.get("lowPrice")) and high != text(offer.get("lowPrice")):
        extra = {"label": label or {language: f"{text(offer.get('lowPrice'))}–{high} {currency}".strip()}}
        costs.append(_is_something(high))
    if condition := spoken(offer.get("eligibleCustomerType"), language):
        extra["condition"] = condition
    for each in stated:
        _price(text(each), currency, extra, terms, costs, country)
    if not stated:
        for part in objects(offer.get("priceSpecification")):
            worth = text(part.get("price")) or text(part.get("minPrice"))
            words = spoken(part.get("description"), language) or spoken(part.get("name"), language)
            if not worth and words:
                terms.prices.append({"amount": None, "label": words, **extra})
            _price(worth, text(part.get("priceCurrency")) or currency, extra, terms, costs, country)
        if not costs and text(offer.get("category")).casefold() in ("free", "paid"):
            costs.append(text(offer.get("category")).casefold() == "paid")
    _registration(offer, terms)


def _price(
    words: str, currency: str, extra: dict[str, Any], terms: Terms, costs: list[bool], country: str
) -> None:
    if not words:
        return
    amount = read_amount(words) if words.replace(".", "").replace(",", "").strip().isdigit() else None
    if amount is not None:
        amount = (
            Decimal(words) if words.count(".") == 1 and "," not in words else amount
        )  # JSON numbers: a point is decimal
        costs.append(amount > 0)
        if amount > 0 or extra:
            terms.prices.append(
                {"amount": f"{amount:.2f}", "currency": currency_code(currency) or currency.upper(), **extra}
            )
        return
    reading = read_price(words, country, currency)
    terms.prices += [{**price, **extra} if extra.get("condition") else price for price in reading.prices]
    terms.is_currency_inferred = terms.is_currency_inferred or reading.is_currency_inferred
    if reading.is_free != Tri.UNKNOWN:
        costs.append(reading.is_free == Tri.NO)


def _is_something(words: str) -> bool:
    try:
        return Decimal(words.replace(",", ".")) > 0
    except ArithmeticError:
        return True


def _registration(offer: Node, terms: Terms) -> None:
    """Take from the first offer that says it where to sign up and from when to when."""
    if url := address(offer.get("url")):
        terms.registration.setdefault("url", url)
    for name, keys in (
        ("opens", ("validFrom", "availabilityStarts")),
        ("closes", ("validThrough", "availabilityEnds")),
    ):
        for key in keys:
            found = when(text(offer.get(key)))
            if found and not _is_filler(found):
                terms.registration.setdefault(name, as_text(found))


def as_text(found: When) -> str:
    """Return a point in time as ISO 8601 text."""
    return found.value.isoformat()


def _is_filler(found: When) -> bool:
    """Shops need a date where nobody has one: the beginning of the epoch, the last day of an era."""
    return not 1990 <= found.day.year <= 2090
