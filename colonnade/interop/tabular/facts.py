"""What the cells of a row say about an offer besides its dates: each fact read alone, unknown where in doubt."""

import re
from functools import lru_cache
from typing import Any

from colonnade.city.catalogue.vocabulary import Mode, OfferKind, OfferStatus, SessionStatus, Tri
from colonnade.interop.shared.answers import yes_or_no
from colonnade.interop.shared.links import first_web_address, web_address
from colonnade.interop.shared.modes import mode_of_place
from colonnade.interop.shared.prices import FREE_WORDS, PAID_WORDS, Reading, read_price
from colonnade.interop.tabular.columns import folded
from colonnade.interop.tabular.words import (
    ACCESS,
    CANCELLED,
    COURSES,
    FULL,
    HYBRID,
    NOT_NEEDED,
    ON_SITE,
    ONLINE,
    POSTPONED,
    PROGRAMMES,
    REGISTRATION_NEEDED,
)
from colonnade.plumbing.languages import UNDETERMINED

_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_COMMAS = re.compile(r"\s*[;|\n,،、]\s*")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_PAIR = re.compile(r"(-?\d{1,3}\.\d+)\s*[,; ]\s*(-?\d{1,3}\.\d+)")
_WHOLE = re.compile(r"\d{1,9}")
_HOURS = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:h|hrs?|hours?|horas?|heures?|std\.?|stunden?|час(?:а|ов)?|ore|小时|小時|ساعات?|ساعة)\.?",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"(\d+)\s*(?:min|mins|minutes?|minutos?|minuten|minuti|минут|分钟|分鐘|دقيقة)\.?", re.IGNORECASE
)
_ISO_DURATION = re.compile(r"P(?=.)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?")


def parts(cell: str, *, at_commas: bool = False) -> list[str]:
    """Split a cell that holds several values at semicolons, bars and lines.

    Commas part values only where asked for, and only where nothing else does.
    """
    found = [part for part in _SEVERAL.split(cell) if part]
    if at_commas and len(found) == 1:
        found = [part for part in _COMMAS.split(cell) if part]
    return found


def whole_number(cell: str) -> int | None:
    """Return the only whole number of a cell ("max. 25 places", "25.0"); ``None`` for none or several."""
    found = _WHOLE.findall(cell.removesuffix(".0"))
    return int(found[0]) if len(found) == 1 and not cell.startswith("-") else None


def coordinate(cell: str) -> float | None:
    """Return degrees, with a full stop or a comma before the fraction."""
    if not _NUMBER.fullmatch(cell):
        return None
    return float(cell.replace(",", "."))


def coordinates(latitude: str, longitude: str, *others: str) -> tuple[float | None, float | None]:
    """Return the spot two cells give, or one cell that holds both: a pair, or a pair within an address."""
    found = coordinate(latitude), coordinate(longitude)
    if None not in found:
        return found
    for cell in (latitude, *others):
        if pair := _PAIR.search(cell):
            return float(pair[1]), float(pair[2])
    return None, None


def without_coordinates(cell: str) -> str:
    """Return an address cell without the pair of coordinates some cities append to it."""
    return re.sub(rf"\s*\(?{_PAIR.pattern}\)?\s*$", "", cell).strip(" \n,")


def price_of(price: str, currency: str, is_free: str, country: str, *, has_amounts: bool) -> Reading:
    """Read the price and the answer to "is it free"; where the two contradict each other, nobody knows."""
    reading = read_price(price, country, currency, zero_is_free=has_amounts) if price else Reading()
    answer = _free_answer(is_free)
    if answer is Tri.UNKNOWN or answer is reading.is_free:
        return reading
    if reading.is_free is Tri.UNKNOWN:
        return Reading(answer, reading.prices, reading.is_currency_inferred)
    return Reading(Tri.UNKNOWN, reading.prices, reading.is_currency_inferred)


def _free_answer(cell: str) -> Tri:
    word = " ".join(cell.casefold().split()).strip(" .!")
    if word in FREE_WORDS:
        return Tri.YES
    if word in PAID_WORDS:
        return Tri.NO
    return yes_or_no(cell)


@lru_cache(maxsize=2048)
def mode_of(cell: str) -> str:
    """Return how people take part. "Yes" and "no" answer the question whether it is online."""
    answer = yes_or_no(cell)
    if answer is not Tri.UNKNOWN:
        return Mode.ONLINE.value if answer is Tri.YES else Mode.ONSITE.value
    words = folded(cell)
    is_online, is_here = words in ONLINE, words in ON_SITE
    if words in HYBRID:
        return Mode.HYBRID.value
    if is_online or is_here:
        return Mode.ONLINE.value if is_online else Mode.ONSITE.value
    several = {folded(part) for part in re.split(r"[;|/,+&]|\band\b|\bund\b|\by\b|\bet\b", cell)} - {""}
    if len(several) > 1 and several & ONLINE and several & ON_SITE and several <= ONLINE | ON_SITE | HYBRID:
        return Mode.HYBRID.value
    return mode_of_place(cell)


@lru_cache(maxsize=2048)
def kind_of(categories: tuple[str, ...]) -> str:
    """Return the kind that a category names in so many words, "" otherwise."""
    words = {folded(category) for category in categories}
    if words & COURSES:
        return OfferKind.COURSE.value
    return OfferKind.PROGRAMME.value if words & PROGRAMMES else ""


def access_of(cell: str) -> list[str]:
    """Return the kinds of access that a cell names in words we know; the cell itself is kept as a note."""
    words = folded(cell)
    return [code for code, names in ACCESS.items() if any(name in words for name in names)]


@lru_cache(maxsize=512)
def status_of(cell: str) -> tuple[str, str]:
    """Return the status of the offer and of its dates; what is not understood changes nothing."""
    words = folded(cell)
    if words in CANCELLED or yes_or_no(cell) is Tri.YES:
        return OfferStatus.CANCELLED.value, SessionStatus.CANCELLED.value
    if words in POSTPONED:
        return OfferStatus.POSTPONED.value, SessionStatus.POSTPONED.value
    status = SessionStatus.FULL if words in FULL else SessionStatus.SCHEDULED
    return OfferStatus.PUBLISHED.value, status.value


def registration_of(needed: str, url: str, closes: str, contact: str) -> dict[str, Any]:
    """Gather what is said about signing up; only what is said."""
    told: dict[str, Any] = {}
    notes: list[str] = []
    if needed:
        answer = _needed(needed)
        told["needed"] = answer.value
        link = first_web_address(needed)
        if link and not url:
            url = link
        elif answer is Tri.UNKNOWN and not link:
            notes.append(needed)
    if address := address_of(url)[0]:
        told["url"] = address
        if told.get("needed", Tri.UNKNOWN) == Tri.UNKNOWN:
            told.pop("needed", None)
    elif url:
        notes.append(url)
    if closes:
        told["closes"] = closes
    if contact:
        told["contact"] = contact
    if notes:
        told["note"] = {UNDETERMINED: "\n".join(notes)}
    return told


def _needed(cell: str) -> Tri:
    answer = yes_or_no(cell)
    if answer is not Tri.UNKNOWN:
        return answer
    words = folded(cell)
    if words in NOT_NEEDED:
        return Tri.NO
    return Tri.YES if words in REGISTRATION_NEEDED else Tri.UNKNOWN


def address_of(cell: str) -> tuple[str, bool]:
    """Return a web address, and whether its beginning had to be added ("www.example.org")."""
    address = web_address(cell) or first_web_address(cell)
    if address:
        return address, False
    if cell.lower().startswith("www."):
        return web_address(f"https://{cell}"), True
    return "", False


def duration_of(cell: str) -> dict[str, Any]:
    """Return a duration; the words are kept, the ISO 8601 form only where they are exact."""
    if not cell:
        return {}
    if _ISO_DURATION.fullmatch(cell):
        return {"iso": cell}
    told: dict[str, Any] = {"note": {UNDETERMINED: cell[:300]}}
    if found := _HOURS.fullmatch(cell):
        minutes = round(float(found[1].replace(",", ".")) * 60)
    elif found := _MINUTES.fullmatch(cell):
        minutes = int(found[1])
    else:
        return told
    hours, minutes = divmod(minutes, 60)
    told["iso"] = "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")
    return told
