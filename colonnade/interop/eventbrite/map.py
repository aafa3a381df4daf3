"""From an event of the API to a draft."""

import re
from datetime import date, datetime
from typing import Any

from colonnade.city.catalogue.harvest import (
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    Refused,
    SessionDraft,
)
from colonnade.city.catalogue.vocabulary import Mode, OfferKind, OfferStatus, SessionStatus, Tri
from colonnade.interop.shared.iso_times import instant, moment
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, number, text, whole
from colonnade.plumbing.languages import UNDETERMINED, LanguageMap, tag

_CATEGORIES = {
    "101": "Business & Professional", "102": "Science & Technology", "103": "Music", "104": "Film, Media & Entertainment",
    "105": "Performing & Visual Arts", "106": "Fashion & Beauty", "107": "Health & Wellness", "108": "Sports & Fitness",
    "109": "Travel & Outdoor", "110": "Food & Drink", "111": "Charity & Causes", "112": "Government & Politics",
    "113": "Community & Culture", "114": "Religion & Spirituality", "115": "Family & Education", "116": "Seasonal & Holiday",
    "117": "Home & Lifestyle", "118": "Auto, Boat & Air", "119": "Hobbies & Special Interest", "120": "School Activities",
    "199": "Other",
}  # fmt: skip
_FORMATS = {
    "1": "Conference", "2": "Seminar", "3": "Expo", "4": "Convention", "5": "Festival", "6": "Performance", "7": "Screening",
    "8": "Gala", "9": "Class", "10": "Networking", "11": "Party", "12": "Rally", "13": "Tournament", "14": "Game", "15": "Race",
    "16": "Tour", "17": "Attraction", "18": "Retreat", "19": "Appearance", "100": "Other",
}  # fmt: skip
_CLASS = "9"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CANCELLED = ("canceled", "cancelled", "deleted")


def draft_of(event: dict[str, Any]) -> OfferDraft:
    """Map one event. One that is not listed or only for the invited stays a draft: its organiser hides it.

    :raises Refused: it has no name, or a start that cannot be read.
    """
    status = text(event.get("status")).casefold()
    language = _language(event)
    title = _text(event.get("name"), language, "text")
    if not title:
        raise Refused("no_title")
    hidden = status == "draft" or event.get("listed") is False or event.get("invite_only") is True
    offer_status = (
        OfferStatus.CANCELLED
        if status in _CANCELLED
        else OfferStatus.DRAFT
        if hidden
        else OfferStatus.PUBLISHED
    )
    url = web_address(text(event.get("url")))
    is_online = event.get("online_event")
    place = _place(mapping(event.get("venue")), language)
    return OfferDraft(
        external_id=text(event.get("id")) or url,
        title=title,
        description=_text(event.get("description"), language, "html")
        or _text(event.get("summary"), language, "html"),
        kind=(OfferKind.COURSE if text(event.get("format_id")) == _CLASS else OfferKind.EVENT).value,
        status=offer_status.value,
        url=url,
        external_url=web_address(text(event.get("resource_uri"))) or url,
        provider=_provider(mapping(event.get("organizer")), language),
        place=place,
        sessions=_sessions(event, cancelled=status in _CANCELLED),
        source_categories=_categories(event),
        mode=_mode(is_online, has_place=place is not None or bool(event.get("venue_id"))),
        is_free=_is_free(event),
        prices=_prices(event),
        registration={"needed": Tri.UNKNOWN.value, "url": url} if url else {},
        image=_image(mapping(event.get("logo"))),
        part_of=text(event.get("series_id")),
        default_language=language if language != UNDETERMINED else "",
        modified=instant(text(event.get("changed"))),
    )


def _language(event: dict[str, Any]) -> str:
    """``en_AU`` -> ``en``: the language of the page, whichever the country."""
    return tag(text(event.get("locale"))).partition("-")[0]


def _text(value: Any, language: str, best: str) -> LanguageMap:
    """``{"text": …, "html": …}`` or a plain text."""
    if isinstance(value, dict):
        value = value.get(best) or value.get("text") or value.get("html")
    found = text(value)
    if "<!--" in found:
        found = _COMMENT.sub("", found).strip()  # word processors leave more of it than there is text
    return {language: found} if found else {}


def _provider(organiser: dict[str, Any], language: str) -> OrganisationDraft | None:
    """The organiser, where the API was asked to expand it; a number alone names nobody."""
    name = text(organiser.get("name"))
    if not name:
        return None
    url = web_address(text(organiser.get("website"))) or web_address(text(organiser.get("url")))
    identifiers = (
        [{"scheme": "eventbrite", "value": text(organiser.get("id"))}] if organiser.get("id") else []
    )
    return OrganisationDraft(names={language: name}, url=url, identifiers=identifiers)


def _place(venue: dict[str, Any], language: str) -> PlaceDraft | None:
    address = mapping(venue.get("address"))
    street = " ".join(filter(None, (text(address.get("address_1")), text(address.get("address_2")))))
    name = text(venue.get("name")) or street
    if not name:
        return None
    return PlaceDraft(
        names={language: name},
        street=street,
        postal_code=text(address.get("postal_code")),
        locality=text(address.get("city")),
        country=text(address.get("country")),
        latitude=number(address.get("latitude") or venue.get("latitude")),
        longitude=number(address.get("longitude") or venue.get("longitude")),
    )


def _sessions(event: dict[str, Any], *, cancelled: bool) -> list[SessionDraft]:
    begins, ends = mapping(event.get("start")), mapping(event.get("end"))
    start = _moment(begins, strict=True)
    if start is None or event.get("hide_start_date") is True:
        return []
    end = _moment(ends, strict=False) if event.get("hide_end_date") is not True else None
    known = isinstance(end, datetime) and isinstance(start, datetime) and end > start
    sold_out = mapping(event.get("ticket_availability")).get("is_sold_out") is True
    status = (
        SessionStatus.CANCELLED if cancelled else SessionStatus.FULL if sold_out else SessionStatus.SCHEDULED
    )
    capacity = whole(event.get("capacity"))
    return [
        SessionDraft(
            start=start,
            end=end if known else None,
            end_known=known,
            timezone=text(begins.get("timezone")),
            capacity_max=capacity or None,
            status=status.value,
        )
    ]


def _moment(stated: dict[str, Any], *, strict: bool) -> datetime | date | None:
    """The local time beside its zone; the UTC time only where there is no zone."""
    written = text(stated.get("local")) if stated.get("timezone") else ""
    written = written or text(stated.get("utc")) or text(stated.get("local"))
    try:
        return moment(written)
    except ValueError:
        if strict:
            raise Refused("bad_date", value=written[:60]) from None
        return None


def _categories(event: dict[str, Any]) -> list[dict[str, str]]:
    """Category and format, by their expanded names where there are any."""
    found = []
    for kind, names in (("category", _CATEGORIES), ("format", _FORMATS)):
        expanded = mapping(event.get(kind))
        code = text(event.get(f"{kind}_id")) or text(expanded.get("id"))
        if code:
            found.append(
                {"code": f"{kind}:{code}", "label": text(expanded.get("name")) or names.get(code, "")}
            )
    return found


def _mode(is_online: Any, *, has_place: bool) -> str:
    if is_online is True:
        return Mode.ONLINE.value
    return Mode.ONSITE.value if is_online is False and has_place else ""


def _is_free(event: dict[str, Any]) -> str:
    stated = event.get("is_free")
    return (Tri.UNKNOWN if not isinstance(stated, bool) else Tri.YES if stated else Tri.NO).value


def _prices(event: dict[str, Any]) -> list[dict[str, Any]]:
    """The cheapest and the dearest ticket, where the API was asked for them."""
    tickets = mapping(event.get("ticket_availability"))
    prices: list[dict[str, Any]] = []
    for end in ("minimum_ticket_price", "maximum_ticket_price"):
        stated = mapping(tickets.get(end))
        amount = number(stated.get("major_value"))
        price = {"amount": f"{amount:.2f}" if amount else None, "currency": text(stated.get("currency"))}
        if price["amount"] and price not in prices:
            prices.append(price)
    return prices


def _image(logo: dict[str, Any]) -> dict[str, Any]:
    url = web_address(text(mapping(logo.get("original")).get("url")) or text(logo.get("url")))
    return {"url": url} if url else {}
