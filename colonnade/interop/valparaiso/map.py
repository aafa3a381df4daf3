"""From an entry of the agenda to a draft."""

import re
from typing import Any

from colonnade.city.catalogue.harvest import OfferDraft, OrganisationDraft, PlaceDraft, Refused
from colonnade.city.catalogue.vocabulary import Mode, OfferKind, OfferStatus, SessionStatus, Tri
from colonnade.interop.shared.audiences import audiences
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, number, sequence, spoken, text
from colonnade.interop.shared.price_words import freedom
from colonnade.interop.shared.stable_keys import stable_key
from colonnade.interop.valparaiso.times import LANGUAGE, sessions

_KINDS = {
    "course": OfferKind.COURSE.value,
    "flexible_offer": OfferKind.OPEN_OFFER.value,
    "program": OfferKind.PROGRAMME.value,
}
_MUST_REGISTER = re.compile(
    r"\b(?:inscripci[óo]n|reserva|cupos?)\b[^.;]{0,30}\b(?:requerida|obligatoria|necesaria)|\brequiere (?:inscripci[óo]n|reserva)",
    re.IGNORECASE,
)


def draft_of(entry: dict[str, Any]) -> OfferDraft:
    """Map one event, course, open offer or programme; null means that nobody knows.

    :raises Refused: it has no title, or a date that cannot be read.
    """
    title = text(entry.get("title"))
    if not title:
        raise Refused("no_title")
    links = mapping(entry.get("links"))
    state = mapping(entry.get("public_status"))
    organiser = text(entry.get("organizer"))
    is_free, prices = _prices(mapping(entry.get("price")))
    location = mapping(entry.get("location"))
    cancelled = state.get("cancelled") is True
    session_status = SessionStatus.FULL if state.get("sold_out") is True else SessionStatus.SCHEDULED
    source = web_address(text(entry.get("source_url"))) or web_address(text(links.get("source")))
    return OfferDraft(
        external_id=text(entry.get("id"))
        or stable_key(title, source, text(mapping(entry.get("schedule")).get("start"))),
        title={LANGUAGE: title},
        description=spoken(LANGUAGE, entry.get("description")),
        kind=_KINDS.get(text(entry.get("event_type")), OfferKind.EVENT.value),
        status=(OfferStatus.CANCELLED if cancelled else OfferStatus.PUBLISHED).value,
        url=web_address(text(links.get("official"))) or source,
        external_url=source,
        provider=OrganisationDraft(names={LANGUAGE: organiser}) if organiser else None,
        place=_place(location),
        sessions=sessions(
            mapping(entry.get("schedule")), (SessionStatus.CANCELLED if cancelled else session_status).value
        ),
        keywords=[word for tag in sequence(entry.get("tags")) if (word := text(tag))],
        source_categories=_categories(entry),
        audience=audiences(text(entry.get("audience")).split(",")),
        mode=Mode.ONLINE.value if location.get("online") is True else "",
        is_free=is_free,
        prices=prices,
        registration=_registration(entry, links),
        image=_image(mapping(entry.get("image"))),
        default_language=LANGUAGE,
    )


def _categories(entry: dict[str, Any]) -> list[dict[str, str]]:
    named = [mapping(each) for each in [entry.get("primary_category"), *sequence(entry.get("categories"))]]
    found = {text(each.get("id")): text(each.get("label")) for each in named if text(each.get("id"))}
    return [{"code": code, "label": label} for code, label in found.items()]


def _place(location: dict[str, Any]) -> PlaceDraft | None:
    """The venue; ``online: false`` stands on every record and says nothing about the mode."""
    name, street = text(location.get("venue")), text(location.get("address"))
    locality = text(location.get("commune")) or text(location.get("city"))
    if not name and not street:
        return None
    while locality and street.endswith(f", {locality}"):
        street = street.removesuffix(f", {locality}")
    return PlaceDraft(
        names={LANGUAGE: name or street},
        street=street,
        locality=locality,
        country="CL",
        latitude=number(location.get("latitude")),
        longitude=number(location.get("longitude")),
    )


def _prices(price: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Whether it is free, and the lowest and highest amount; the words stay with the lowest."""
    stated = price.get("is_free")
    is_free = Tri.UNKNOWN if not isinstance(stated, bool) else Tri.YES if stated else Tri.NO
    words = text(price.get("display_text"))
    currency = text(price.get("currency")) or "CLP"
    lowest, highest = number(price.get("min_amount")), number(price.get("max_amount"))
    if is_free == Tri.YES and freedom(words) == Tri.YES.value:
        return is_free.value, []
    amounts = [
        each
        for each in dict.fromkeys((lowest, highest))
        if each is not None and (each > 0 or is_free == Tri.NO)
    ]
    prices: list[dict[str, Any]] = [{"amount": f"{each:.2f}", "currency": currency} for each in amounts]
    if words:
        if not prices:
            prices = [{"amount": None, "currency": currency}]
        prices[0]["label"] = {LANGUAGE: words}
    return is_free.value, prices


def _registration(entry: dict[str, Any], links: dict[str, Any]) -> dict[str, Any]:
    note = text(entry.get("registration_requirements"))
    url = web_address(text(links.get("registration"))) or web_address(text(links.get("tickets")))
    if not note and not url:
        return {}
    needed = Tri.YES if _MUST_REGISTER.search(note) else Tri.UNKNOWN
    return {"needed": needed.value, "url": url, "note": {LANGUAGE: note} if note else {}}


def _image(image: dict[str, Any]) -> dict[str, Any]:
    url, alt = web_address(text(image.get("url"))), text(image.get("alt"))
    if not url:
        return {}
    return {"url": url, "alt": {LANGUAGE: alt}} if alt else {"url": url}
