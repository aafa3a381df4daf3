"""Venues: a provider inside a venue, or a location on its own."""

import re

from colonnade.city.catalogue.harvest import PlaceDraft
from colonnade.interop.shared.countries import country_code
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import number
from colonnade.interop.xcri_cap.elements import Element, all_spoken, child, children, kind_of, value, words
from colonnade.plumbing.languages import LanguageMap

_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4,6}", re.IGNORECASE)


def venue_of(presentation: Element) -> PlaceDraft | None:
    """Return the venue of a presentation, ``None`` if it names none."""
    for venue in children(presentation, "venue"):
        home = child(venue, "provider")
        home = home if home is not None else venue
        location = child(home, "location")
        place = place_of_location(all_spoken(home, "title"), location if location is not None else home)
        if place is not None:
            place.url = place.url or web_address(value(home, "url"))
            return place
    return None


def place_of_location(names: LanguageMap, location: Element) -> PlaceDraft | None:
    """Return a place out of a name and a location; ``None`` where neither says anything.

    Lines of an address that are not told apart by element become the street, but for the postal code.
    """
    place = PlaceDraft(
        names=dict(names),
        street=value(location, "street"),
        postal_code=value(location, "postcode"),
        locality=value(location, "town"),
        country=country_code(value(location, "country")),
        url=web_address(value(location, "url")),
    )
    lines = []
    for each in children(location, "address"):
        kind, text = kind_of(each), words(each)
        if kind in ("lat", "latitude"):
            place.latitude = number(text)
        elif kind in ("long", "lon", "longitude"):
            place.longitude = number(text)
        elif text and text != place.postal_code and not _POSTCODE.fullmatch(text):
            lines.append(text)
    place.street = place.street or ", ".join(lines)
    if not place.names and not place.street:
        return None
    return place
