"""What pages say of themselves to search engines and other programs: an offer, a city, a list, the site."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from colonnade.city.catalogue.models import Opportunity, Session
from colonnade.city.catalogue.queries import Card, sessions_coming
from colonnade.city.catalogue.vocabulary import Precision, Tri
from colonnade.city.profile.models import Place, Territory
from colonnade.city.profile.vocabulary import TerritoryKind
from colonnade.interop.schema_org.portrait import OfferView, PartyView, PlaceView, SessionView
from colonnade.interop.schema_org.write import JsonLd, json_ld, script_text
from colonnade.people.models import Organisation
from colonnade.plumbing import panels, spoken
from colonnade.plumbing.languages import choose, tag

MOST_DATES = 30
TEMPLATE = "interop/json_ld.html"

_CONTEXT = "https://schema.org"


def offer_panel(request: Any, offer: Opportunity) -> dict[str, Any] | None:
    """The offer with its coming dates; nothing of one that was withdrawn."""
    if offer.deleted_at:
        return None
    node = json_ld(offer_view(offer, timezone.now()), _language())
    if offer.is_demo:
        node["disambiguatingDescription"] = _("This offer is invented. It belongs to the demo world.")
    return _script(node)


def city_panel(request: Any, city: Territory) -> dict[str, Any]:
    """The city: what it is called, where it lies."""
    name = choose(city.names, _language(), city.default_language).text
    node: JsonLd = {
        "@context": [_CONTEXT, {"@language": _language()}],
        "@type": "City"
        if city.kind in {TerritoryKind.CITY, TerritoryKind.MUNICIPALITY}
        else "AdministrativeArea",
        "@id": _absolute(city.get_absolute_url()),
        "name": name,
        "alternateName": [each for each in dict.fromkeys(city.names.values()) if each != name],
        "description": choose(city.about, _language(), city.default_language).text,
        "url": _absolute(city.get_absolute_url()),
        "sameAs": city.url,
        "address": {"@type": "PostalAddress", "addressCountry": city.country} if city.country else None,
        "geo": _point(city.latitude, city.longitude),
    }
    return _script({key: value for key, value in node.items() if value not in (None, "", [])})


def search_panel(request: Any, cards: Sequence[Card]) -> dict[str, Any] | None:
    """The offers of a list, each by its address; nothing of an empty list."""
    if not cards:
        return None
    items = [
        {"@type": "ListItem", "position": place, "url": _absolute(card.url), "name": card.title.text}
        for place, card in enumerate(cards, 1)
    ]
    return _script(
        {"@context": _CONTEXT, "@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}
    )


def home_panel(request: Any, nothing: None) -> dict[str, Any]:
    """The site, and how it is searched."""
    target = f"{_absolute(reverse('catalogue:search'))}?q={{search_term_string}}"
    return _script(
        {
            "@context": _CONTEXT,
            "@type": "WebSite",
            "name": settings.BRAND,
            "url": f"{settings.BASE_URL}/",
            "inLanguage": [tag(code) for code, _ in settings.LANGUAGES],
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": target},
                "query-input": "required name=search_term_string",
            },
        }
    )


def register() -> None:
    """Put the panels into the heads of pages; called when the app starts."""
    for slot, context in (
        ("offer", offer_panel),
        ("city", city_panel),
        ("search", search_panel),
        ("home", home_panel),
    ):
        panels.add(panels.Panel(f"{slot}.head", 10, TEMPLATE, context))


def offer_view(offer: Opportunity, now: datetime) -> OfferView:
    """An offer as the writer takes it, from what the page has fetched already: no query."""
    facts = offer.facts
    registration = facts.get("registration") or {}
    may_show_room = str(registration.get("needed", "")).upper() != Tri.YES
    dates = sessions_coming(offer, now) or [each for each in offer.sessions.all() if each.start is not None]
    return OfferView(
        id=_absolute(offer.get_absolute_url()),
        title=offer.title,
        kind=offer.kind,
        status=offer.status,
        default_language=offer.default_language,
        description=offer.description,
        url=offer.url,
        provider=_party(offer.provider) if offer.provider else None,
        others=tuple(
            (PartyView(names=each["name"]), each.get("role", ""))
            for each in offer.other_organisations
            if isinstance(each.get("name"), dict)
        ),
        sessions=tuple(_session(each, may_show_room) for each in dates[:MOST_DATES]),
        keywords=tuple(offer.keywords),
        audience=tuple(offer.audience),
        age_min=offer.age_min,
        age_max=offer.age_max,
        languages=tuple(offer.languages),
        mode=offer.mode,
        is_free=offer.is_free,
        prices=tuple(offer.prices),
        registration=registration,
        accessibility=tuple(offer.accessibility),
        image=facts.get("image") or {},
        duration_iso=(facts.get("duration") or {}).get("iso", ""),
        workload_hours=facts.get("workload_hours"),
        level=facts.get("level") or "",
        entry_requirements=facts.get("entry_requirements") or {},
        outcomes=tuple(facts.get("outcomes") or ()),
        awards=tuple(each for each in facts.get("awards") or () if each.get("name")),
        part_of=_absolute(offer.part_of.get_absolute_url()) if offer.part_of else "",
        modified=offer.modified_at,
        licence=_licence(offer),
    )


def _session(session: Session, may_show_room: bool) -> SessionView:
    return SessionView(
        id=f"urn:uuid:{session.uuid}",
        start=_moment(session.start, session),
        end=_moment(session.end, session),
        status=session.status,
        previous_start=session.previous_start,
        place=_place(session.place) if session.place else None,
        online_url=session.online_url if may_show_room else "",
        capacity_max=session.capacity_max,
        places_left=session.places_left,
        schedule_note=session.schedule_note,
    )


def _moment(value: datetime | None, session: Session) -> datetime | date | None:
    """In local time; only the day where only the day is known, nothing where only the month is."""
    if value is None or session.precision in {Precision.MONTH, Precision.NONE}:
        return None
    local = value.astimezone(spoken.zone(session.timezone))
    return local.date() if session.precision == Precision.DAY else local


def _party(organisation: Organisation) -> PartyView:
    return PartyView(names=organisation.names, type=organisation.type, url=organisation.url)


def _place(place: Place) -> PlaceView:
    return PlaceView(
        names=place.names,
        street=place.street,
        postal_code=place.postal_code,
        locality=place.locality,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        accessibility=tuple(place.accessibility),
        url=place.url,
    )


def _licence(offer: Opportunity) -> str:
    """The licence of the record that gives the offer its words."""
    for record in offer.source_records.all():
        if record.is_lead and record.withdrawn_at is None:
            return record.licence or record.source.licence
    return ""


def _point(latitude: float | None, longitude: float | None) -> JsonLd | None:
    if latitude is None or longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}


def _absolute(path: str) -> str:
    return settings.BASE_URL + path


def _language() -> str:
    return tag(get_language() or "en")


def _script(document: JsonLd) -> dict[str, Any]:
    return {"json": mark_safe(script_text(document))}  # the writer has escaped it for a script element
