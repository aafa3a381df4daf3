"""Prices written as tickets: ``全票+90;優待票+45``."""

import re
from typing import Any

from colonnade.city.catalogue.vocabulary import Tri
from colonnade.interop.shared.loose import text
from colonnade.interop.taiwan.shows import LANGUAGE
from colonnade.plumbing.languages import LanguageMap

CURRENCY = "TWD"
_TICKET = re.compile(r"(?P<label>[^+;]*)\+\s*(?P<amount>\d+(?:\.\d+)?)\s*")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FREE = re.compile(r"(?:免費|免票|免費入場|免費入館|免費參觀|免費自由參觀|自由參觀|免費參加)")
_NOTHING = ("", "--", "-", "無", "/")
_EDGE = " \t\r\n()（）。.!！"


def prices_of(shows: list[dict[str, Any]], discount: str) -> tuple[str, list[dict[str, Any]]]:
    """Return whether it is free, and the tickets of all showings; discounts are the condition of each.

    Free only where the words say just that. A price of 0 and a missing price say nothing.
    """
    written = list(dict.fromkeys(text(show.get("price")) for show in shows))
    prices = [price for each in written for price in _tickets(each)]
    words = discount.strip(_EDGE)
    if any(_FREE.fullmatch(each.strip(_EDGE)) for each in (*written, discount)):
        return Tri.YES.value, prices
    if words not in _NOTHING:
        if not prices:
            prices = [_price(None, {LANGUAGE: discount})]
        else:
            for price in prices:
                price["condition"] = {LANGUAGE: discount}
    amounts = [float(price["amount"]) for price in prices if price["amount"] is not None]
    costs = bool(amounts) and min(amounts) > 0 and len(amounts) == len(prices)
    return (Tri.NO if costs else Tri.UNKNOWN).value, prices


def _tickets(written: str) -> list[dict[str, Any]]:
    if written.strip(_EDGE) in _NOTHING or written == "0" or _FREE.fullmatch(written.strip(_EDGE)):
        return []
    if _NUMBER.fullmatch(written):
        return [_price(written, {})]
    parts = [_TICKET.fullmatch(part.strip()) for part in written.split(";") if part.strip()]
    if parts and all(parts):
        return [_price(part["amount"], _label(part["label"])) for part in parts if part]
    return [_price(None, {LANGUAGE: written})]


def _label(written: str) -> LanguageMap:
    found = written.strip()
    return {LANGUAGE: found} if found.strip(_EDGE) not in _NOTHING else {}


def _price(amount: str | None, label: LanguageMap) -> dict[str, Any]:
    price: dict[str, Any] = {
        "amount": f"{float(amount):.2f}" if amount is not None else None,
        "currency": CURRENCY,
    }
    if label:
        price["label"] = label
    return price
