"""Where something is held: places, addresses, online locations, and which of them a list of mixed kinds means."""

import re
from typing import Any, NamedTuple

from colonnade.city.catalogue.harvest import Context, PlaceDraft
from colonnade.city.catalogue.vocabulary import Mode
from colonnade.city.profile.vocabulary import Access
from colonnade.interop.schema_org.terms import Node, types_of
from colonnade.interop.schema_org.values import address, many, named, objects, spoken, text, truth
from colonnade.interop.schema_org.words import ACCESS_NAMES
from colonnade.interop.shared.addresses import place_from_text
from colonnade.interop.shared.countries import country_code
from colonnade.interop.shared.links import is_meeting, web_address
from colonnade.interop.shared.loose import number
from colonnade.interop.shared.modes import mode_of_place

_MODES = {
    "OfflineEventAttendanceMode": Mode.ONSITE,
    "OnlineEventAttendanceMode": Mode.ONLINE,
    "MixedEventAttendanceMode": Mode.HYBRID,
}
_WORDS = {
    word: mode
    for mode, words in {
        Mode.ONSITE: "onsite|on-site|on site|in person|in-person|face-to-face|face to face|classroom|campus|offline|präsenz|presencial|présentiel|presential|physical",
        Mode.ONLINE: "online|on-line|mooc|distance|distance learning|e-learning|elearning|remote|virtual|webinar|en ligne|à distance|a distancia|en línea|fernkurs",
        Mode.HYBRID: "blended|hybrid|mixed|blended learning|hybride|semipresencial|mixte|mixto",
    }.items()
    for word in words.split("|")
}
_QUOTES = "\"'“”„‘’«» \t"
_ACCESS = (
    (re.compile(r"wheelchair|rollstuhl|silla de ruedas|fauteuil roulant", re.IGNORECASE), Access.WHEELCHAIR),
    (re.compile(r"step[- ]?free|stufenlos|sans marche", re.IGNORECASE), Access.STEP_FREE),
    (re.compile(r"(?:hearing|induction) loop|induktionsschleife", re.IGNORECASE), Access.HEARING_LOOP),
    (
        re.compile(r"sign ?language|gebärden|langue des signes|lengua de señas", re.IGNORECASE),
        Access.SIGN_LANGUAGE,
    ),
    (re.compile(r"captions|subtitles|untertitel", re.IGNORECASE), Access.CAPTIONS),
    (
        re.compile(r"accessible (?:toilet|restroom|wc)|behinderten-?wc", re.IGNORECASE),
        Access.ACCESSIBLE_TOILET,
    ),
    (re.compile(r"child ?care|crèche|kinderbetreuung", re.IGNORECASE), Access.CHILDCARE),
)


class Where(NamedTuple):
    """What a location says."""

    place: PlaceDraft | None = None
    online_url: str = ""
    mode: str = ""


def where(value: Any, language: str, context: Context) -> Where:
    """Read a location: the first place of it, the first address to meet at, and the mode they add up to.

    A place alone leaves the mode open: nobody says that one cannot also take part from home.
    """
    place: PlaceDraft | None = None
    online_url, is_online, is_hybrid = "", False, False
    for each in many(value):
        found = _one(each, language, context)
        place = place or found.place
        online_url = online_url or found.online_url
        is_online = is_online or found.mode == Mode.ONLINE
        is_hybrid = is_hybrid or found.mode == Mode.HYBRID
    if is_hybrid or (is_online and place is not None):
        return Where(place, online_url, Mode.HYBRID.value)
    return Where(place, online_url, Mode.ONLINE.value if is_online else "")


def _one(value: Any, language: str, context: Context) -> Where:
    if isinstance(value, str):
        return _from_text(value.strip(), language, context)
    if not isinstance(value, dict):
        return Where()
    types = types_of(value)
    if "VirtualLocation" in types:
        return Where(None, address(value.get("url")), Mode.ONLINE.value)
    if "PostalAddress" in types or ("address" not in value and "streetAddress" in value):
        value = {"address": value, "name": value.get("name")}
    name = text(value.get("name"))
    mode = mode_of_place(name) if name else ""
    if mode == Mode.ONLINE:
        return Where(None, address(value.get("url")), mode)
    return Where(place_of(value, language, context), "", mode)


def _from_text(words: str, language: str, context: Context) -> Where:
    if url := web_address(words):
        return Where(None, url, Mode.ONLINE.value) if is_meeting(url) else Where()
    mode = mode_of_place(words)
    if mode == Mode.ONLINE:
        return Where(None, "", mode)
    return Where(place_from_text(words, context.city_names, language), "", mode)


def place_of(node: Node, language: str, context: Context) -> PlaceDraft | None:
    """Return a Place; ``None`` if it says nothing."""
    place = PlaceDraft(names=spoken(node.get("name"), language))
    for each in many(node.get("address")):
        if isinstance(each, str):
            read = place_from_text(each, context.city_names, language)
            if read is not None:
                place.street, place.postal_code, place.locality = read.street, read.postal_code, read.locality
                place.country, place.district = read.country, read.district
                place.names = place.names or read.names
        elif isinstance(each, dict):
            _address(place, each)
        break
    for geo in objects(node.get("geo")):
        place.latitude, place.longitude = (
            number(text(geo.get("latitude"))),
            number(text(geo.get("longitude"))),
        )
    if place.latitude is None:
        place.latitude, place.longitude = (
            number(text(node.get("latitude"))),
            number(text(node.get("longitude"))),
        )
    place.url = address(node.get("url")) or address(node.get("sameAs")) or address(node.get("@id"))
    place.accessibility = accessibility(node.get("amenityFeature"))
    if not place.names and place.street:
        place.names = {language: place.street}
    has_spot = place.latitude is not None and place.longitude is not None
    return place if place.names or place.locality or place.country or has_spot else None


def _address(place: PlaceDraft, node: Node) -> None:
    place.street = text(node.get("streetAddress"))
    place.postal_code = text(node.get("postalCode"))
    place.locality = text(node.get("addressLocality")) or text(node.get("addressRegion"))
    place.country = country_code(text(node.get("addressCountry")))
    if not place.names and (name := text(node.get("name"))):
        place.names = {"und": name}


def accessibility(value: Any) -> list[str]:
    """Return what a list of features says about access; a feature whose value is no is left out."""
    found = []
    for each in many(value):
        words = text(each)
        if isinstance(each, dict) and truth(each.get("value")) is False:
            continue
        found += [code for code, name in ACCESS_NAMES.items() if name == words.casefold()]
        found += [access.value for pattern, access in _ACCESS if pattern.search(words)]
    return list(dict.fromkeys(found))


def attendance_mode(value: Any) -> str:
    """Return the mode that ``eventAttendanceMode`` states, "" where it does not."""
    found = _MODES.get(named(value))
    return found.value if found else ""


def course_mode(value: Any) -> tuple[str, list[str]]:
    """Return the mode that the free words of ``courseMode`` add up to, and the words about anything else."""
    modes, rest = set(), []
    for each in many(value):
        word = named(each).strip(_QUOTES)
        mode = _MODES.get(word) or _WORDS.get(word.casefold())
        if mode:
            modes.add(mode)
        elif word:
            rest.append(word)
    if Mode.HYBRID in modes or {Mode.ONSITE, Mode.ONLINE} <= modes:
        return Mode.HYBRID.value, rest
    return (modes.pop().value if modes else ""), rest
