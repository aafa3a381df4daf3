"""The invented offers as feeds: CSV, iCalendar, XCRI-CAP and JSON-LD, written one by one."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from tools.bench.corpus import Offer

_COLUMNS = (
    "Identifier", "Title", "Description", "Start date", "Start time", "End date", "End time", "Venue", "Street and number",
    "Postal code", "Town", "District", "Latitude", "Longitude", "Provider", "Web page", "Price", "Currency", "Age from",
    "Category", "Keywords", "On site or online", "Languages",
)  # fmt: skip
_XCRI = (
    '<?xml version="1.0" encoding="utf-8"?>\n<catalog xmlns="http://xcri.org/profiles/1.2/catalog" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:mlo="http://purl.org/net/mlo" generated="2026-11-22T00:00:00Z">\n'
)


def write(offers: Iterable[Offer], form: str, path: Path) -> Path:
    """Write the offers as ``csv``, ``ics``, ``xml`` or ``json``."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for piece in FORMS[form](offers):
            file.write(piece)
    return path


def _csv(offers: Iterable[Offer]) -> Iterator[str]:
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(_COLUMNS)
    for offer in offers:
        venue = offer.venue
        writer.writerow(
            (
                offer.id, offer.title, offer.description, f"{offer.start:%Y-%m-%d}", f"{offer.start:%H:%M}",
                f"{offer.end:%Y-%m-%d}", f"{offer.end:%H:%M}", venue.name, venue.street, venue.postal_code, offer.city.name,
                venue.district, venue.latitude, venue.longitude, offer.provider, offer.url, offer.price,
                offer.city.currency, offer.age_min or "", offer.category, "; ".join(offer.keywords), offer.mode,
                offer.city.language,
            )
        )  # fmt: skip
        yield held.getvalue()
        held.seek(0)
        held.truncate()


def _ics(offers: Iterable[Offer]) -> Iterator[str]:
    yield "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Colonnade//bench//EN\r\nX-WR-CALNAME:Bench\r\n"
    for offer in offers:
        zone = offer.city.timezone
        lines = (
            "BEGIN:VEVENT",
            f"UID:{offer.id}",
            "DTSTAMP:20261122T000000Z",
            f"DTSTART;TZID={zone}:{offer.start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID={zone}:{offer.end:%Y%m%dT%H%M%S}",
            f"SUMMARY:{offer.title}",
            f"DESCRIPTION:{offer.description}",
            f"LOCATION:{offer.venue.name}\\, {offer.venue.street}\\, {offer.venue.postal_code} {offer.city.name}",
            f"GEO:{offer.venue.latitude};{offer.venue.longitude}",
            f"CATEGORIES:{','.join((offer.category, *offer.keywords))}",
            f'ORGANIZER;CN="{offer.provider}":mailto:info@example.org',
            f"URL:{offer.url}",
            "END:VEVENT",
        )
        yield "".join(_folded(line) for line in lines)
    yield "END:VCALENDAR\r\n"


def _folded(line: str) -> str:
    pieces = [line[:60], *(line[at : at + 60] for at in range(60, len(line), 60))]
    return "\r\n ".join(pieces) + "\r\n"


def _xml(offers: Iterable[Offer]) -> Iterator[str]:
    yield _XCRI
    for offer in offers:
        told = {
            "id": offer.id, "title": offer.title, "text": offer.description, "subject": offer.category,
            "provider": offer.provider, "venue": offer.venue.name, "street": offer.venue.street,
            "town": offer.city.name, "postcode": offer.venue.postal_code, "cost": offer.price, "url": offer.url,
        }  # fmt: skip
        fields = {name: escape(value) for name, value in told.items()}
        yield _COURSE.format(**fields, start=offer.start.isoformat(), end=offer.end.isoformat())
    yield "</catalog>\n"


_COURSE = """<provider><dc:identifier>{provider}</dc:identifier><dc:title>{provider}</dc:title><course><dc:identifier>{id}</dc:identifier>
<dc:title>{title}</dc:title><dc:description>{text}</dc:description><dc:subject>{subject}</dc:subject><mlo:url>{url}</mlo:url>
<presentation><dc:identifier>{id}-1</dc:identifier><mlo:start dtf="{start}">{start}</mlo:start><end dtf="{end}">{end}</end><mlo:cost>{cost}</mlo:cost>
<venue><provider><dc:title>{venue}</dc:title><mlo:location><mlo:street>{street}</mlo:street><mlo:town>{town}</mlo:town>
<mlo:postcode>{postcode}</mlo:postcode></mlo:location></provider></venue></presentation></course></provider>
"""


def _json(offers: Iterable[Offer]) -> Iterator[str]:
    before = "[\n"
    for offer in offers:
        yield before + json.dumps(_node(offer), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n"


def _node(offer: Offer) -> dict[str, object]:
    venue = offer.venue
    return {
        "@context": "https://schema.org",
        "@type": "EducationEvent",
        "@id": offer.url,
        "name": offer.title,
        "description": offer.description,
        "inLanguage": offer.city.language,
        "startDate": offer.start.isoformat(),
        "endDate": offer.end.isoformat(),
        "keywords": list(offer.keywords),
        "organizer": {"@type": "Organization", "name": offer.provider},
        "location": {
            "@type": "Place",
            "name": venue.name,
            "address": {
                "@type": "PostalAddress",
                "streetAddress": venue.street,
                "postalCode": venue.postal_code,
                "addressLocality": offer.city.name,
            },
            "geo": {"@type": "GeoCoordinates", "latitude": venue.latitude, "longitude": venue.longitude},
        },
        "offers": {"@type": "Offer", "price": offer.price or None, "priceCurrency": offer.city.currency},
        "url": offer.url,
    }


FORMS: dict[str, Callable[[Iterable[Offer]], Iterator[str]]] = {
    "csv": _csv,
    "ics": _ics,
    "xml": _xml,
    "json": _json,
}
