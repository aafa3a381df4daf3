"""One event of a calendar as an offer."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote

from django.utils.translation import gettext_noop as _

from colonnade.city.catalogue.harvest import (
    Context,
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    Raw,
    Refused,
    SessionDraft,
)
from colonnade.city.catalogue.vocabulary import Mode, OfferKind, OfferStatus, SessionStatus
from colonnade.interop.ical.lines import Property, listed
from colonnade.interop.ical.read import Event
from colonnade.interop.ical.times import Properties
from colonnade.interop.shared.addresses import place_from_text
from colonnade.interop.shared.identity import own_id
from colonnade.interop.shared.links import first_web_address, is_map, is_meeting, web_address
from colonnade.interop.shared.modes import mode_of_place
from colonnade.interop.shared.stable_keys import stable_key
from colonnade.plumbing.languages import UNDETERMINED, tag

_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z?")
_GEO = re.compile(r"\s*([+-]?\d{1,2}(?:\.\d+)?)\s*;\s*([+-]?\d{1,3}(?:\.\d+)?)\s*")
_APPLE = re.compile(r"geo:([+-]?\d{1,2}(?:\.\d+)?),([+-]?\d{1,3}(?:\.\d+)?)", re.IGNORECASE)
_MAILBOX = re.compile(r"[^@\s:;,]+@[^@\s:;,]+\.[a-zA-Z]{2,}")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_PROVIDER_LINE = re.compile(
    r"^[ \t]*(?:Veranstalter(?:in)?|Organi[sz]er|Organi[sz]ed by|Hosted by|Organisateur|Organisé par|Organizador(?:a)?"
    r"|Organiza|Organizzatore|Organisator|Arrangör|Arrangør|Järjestäjä|Organizator|Организатор|主办方?|主辦單位|المنظم)"
    r"[ \t]*[:：][ \t]*(\S[^\n]{1,118}?)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_EMPTY_NAMES = frozenset({"", "-", "tba", "tbd", "n/a", "unknown", "none", "null", "noname"})


def offer_of(raw: Raw, context: Context) -> OfferDraft:
    """Turn an event into a draft. An event that stands for one date of a series has that series' id.

    :raises Refused: ``no_title``, or ``not_an_offer`` for an entry marked as private.
    """
    event: Event = raw.data["event"]
    properties = event.properties
    if _value(properties, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"):
        raise Refused("not_an_offer", what=_("a calendar entry marked as private"))
    title = _value(properties, "SUMMARY").strip()
    if not title:
        raise Refused("no_title")
    draft = OfferDraft(
        external_id=own_id(_value(properties, "UID"))
        or stable_key(title, _raw(properties, "DTSTART"), _raw(properties, "LOCATION")),
        title={_language(properties, "SUMMARY"): title},
        kind=OfferKind.EVENT.value,
        url=web_address(_value(properties, "URL")),
        keywords=_keywords(properties),
        modified=_stamp(_raw(properties, "LAST-MODIFIED")),
        image=_image(properties),
        part_of=_parent(properties),
    )
    draft.source_categories = [{"code": word, "label": word} for word in draft.keywords]
    _describe(draft, properties)
    _price(draft, properties)
    _provide(draft, properties)
    _place(draft, properties, event.session, context)
    _date(draft, properties, event.session)
    return draft


def _first(properties: Properties, name: str) -> Property | None:
    found = properties.get(name)
    return found[0] if found else None


def _value(properties: Properties, name: str) -> str:
    found = properties.get(name)
    return found[0].text if found else ""


def _raw(properties: Properties, name: str) -> str:
    found = properties.get(name)
    return found[0].value.strip() if found else ""


def _language(properties: Properties, name: str) -> str:
    stated = properties[name][0].parameters.get("LANGUAGE", "")
    return tag(stated) if stated else UNDETERMINED


def _describe(draft: OfferDraft, properties: Properties) -> None:
    """Take the description; the HTML beside it only where the plain one is empty."""
    for name in ("DESCRIPTION", "X-ALT-DESC"):
        if text := _value(properties, name).strip():
            draft.description = {_language(properties, name): text}
            return


def _keywords(properties: Properties) -> list[str]:
    words = (word for prop in properties.get("CATEGORIES", ()) for word in listed(prop.value))
    return list(dict.fromkeys(words))


def _stamp(text: str) -> datetime | None:
    match = _STAMP.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def _parent(properties: Properties) -> str:
    prop = _first(properties, "RELATED-TO")
    if prop is None or prop.parameters.get("RELTYPE", "PARENT").upper() != "PARENT":
        return ""
    return own_id(prop.text)


def _image(properties: Properties) -> dict[str, str]:
    """Return the picture: IMAGE (RFC 7986), else an attached one, else the one WordPress calendars name."""
    for prop in properties.get("IMAGE", ()):
        if url := web_address(prop.value):
            return {"url": url}
    for prop in properties.get("ATTACH", ()):
        if prop.parameters.get("FMTTYPE", "").lower().startswith("image/") and (
            url := web_address(prop.value)
        ):
            return {"url": url}
    by_size = {}
    for entry in _value(properties, "X-WP-IMAGES-URL").split(","):
        size, _, rest = entry.strip().partition(";")
        by_size[size] = web_address(rest.partition(";")[0])
    url = next((by_size[size] for size in ("full", "large", "medium", "thumbnail") if by_size.get(size)), "")
    return {"url": url} if url else {}


def _price(draft: OfferDraft, properties: Properties) -> None:
    """Keep a price as worded. The flag beside it ("free") is set by default and says nothing."""
    if text := _value(properties, "X-COST").strip():
        draft.prices = [{"amount": None, "label": {UNDETERMINED: text}}]


def _provide(draft: OfferDraft, properties: Properties) -> None:
    """Name the provider: the organiser's name, else what a line "Organiser: …" of the description says."""
    prop = _first(properties, "ORGANIZER")
    if prop is not None:
        name = prop.parameters.get("CN", "").strip().strip("'\"")
        if _PERCENT.search(name):
            name = unquote(name)
        scheme, _, address = prop.value.rpartition(":")
        if not name and not scheme:
            name = prop.text.strip()
        if name.casefold() not in _EMPTY_NAMES and not _MAILBOX.search(name):
            email = unquote(address.strip()) if scheme.lower() == "mailto" else ""
            is_group = email.endswith("calendar.google.com")
            draft.provider = OrganisationDraft({UNDETERMINED: name}, email="" if is_group else email)
            return
    for text in draft.description.values():
        if match := _PROVIDER_LINE.search(text):
            draft.provider = OrganisationDraft({UNDETERMINED: match[1].strip()})
            draft.inferred.append("provider")
            return


def _place(draft: OfferDraft, properties: Properties, session: SessionDraft | None, context: Context) -> None:
    """Say where it is held, and online only where the calendar says nothing else."""
    text = " ".join(_value(properties, "LOCATION").split(" ")).strip()
    draft.mode = mode_of_place(text) if text else ""
    online = _meeting(properties)
    if web_address(text):
        if is_meeting(text):
            draft.mode, online = Mode.ONLINE.value, text
        text = ""
    elif link := first_web_address(text):
        online = online or (link if is_meeting(link) else "")
        text = text.replace(link, "").strip(" ()-–,;\n")
        if online and (not text or mode_of_place(text) == Mode.ONLINE):
            draft.mode, text = Mode.ONLINE.value, ""
    if not text and properties.get("CONFERENCE") and online:
        draft.mode = Mode.ONLINE.value
    if draft.mode != Mode.ONLINE:
        draft.place = _spot(text, properties, context)
    if session is not None:
        session.online_url = online


def _meeting(properties: Properties) -> str:
    for name in ("CONFERENCE", "X-GOOGLE-CONFERENCE"):
        for prop in properties.get(name, ()):
            if (url := web_address(prop.value)) and not is_map(url):
                return url
    return ""


def _spot(text: str, properties: Properties, context: Context) -> PlaceDraft | None:
    place = place_from_text(text, context.city_names)
    match = _GEO.fullmatch(_raw(properties, "GEO")) or _APPLE.match(
        _raw(properties, "X-APPLE-STRUCTURED-LOCATION")
    )
    if match is None:
        return place
    latitude, longitude = float(match[1]), float(match[2])
    if not latitude and not longitude:
        return place
    if place is None:
        name = properties.get("X-APPLE-STRUCTURED-LOCATION", [Property({}, "")])[0].parameters.get(
            "X-TITLE", ""
        )
        return PlaceDraft({UNDETERMINED: name} if name else {}, latitude=latitude, longitude=longitude)
    return replace(place, latitude=latitude, longitude=longitude)


def _date(draft: OfferDraft, properties: Properties, session: SessionDraft | None) -> None:
    """Attach the date, and what became of it. A single date of a series does not cancel the series."""
    is_cancelled = _raw(properties, "STATUS").upper() in ("CANCELLED", "CANCELED")
    if session is not None:
        if is_cancelled:
            session.status = SessionStatus.CANCELLED.value
        draft.sessions = [session]
    if is_cancelled and "RECURRENCE-ID" not in properties:
        draft.status = OfferStatus.CANCELLED.value
