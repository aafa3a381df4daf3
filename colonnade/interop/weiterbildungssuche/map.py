"""From a date of an offer to a draft of the offer with that date."""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from colonnade.city.catalogue.harvest import (
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    Refused,
    SessionDraft,
)
from colonnade.city.catalogue.vocabulary import Audience, Mode, OfferKind, Tri
from colonnade.interop.shared.audiences import audiences
from colonnade.interop.shared.countries import country_code
from colonnade.interop.shared.iso_times import from_milliseconds
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, number, sequence, spoken, text, whole
from colonnade.plumbing.cleaning import line, plain

LANGUAGE = "de"
ZONE = ZoneInfo("Europe/Berlin")
_MODES = {
    "präsenz": Mode.ONSITE,
    "vor ort": Mode.ONSITE,
    "blended": Mode.HYBRID,
    "combined": Mode.HYBRID,
    "kombiniert": Mode.HYBRID,
    "fern": Mode.ONLINE,
    "e-learning": Mode.ONLINE,
    "virtuell": Mode.ONLINE,
    "online": Mode.ONLINE,
    "web": Mode.ONLINE,
}
_CERTAIN_IN_PROSE = {Audience.UNEMPLOYED.value, Audience.PROFESSIONALS.value, Audience.MIGRANTS.value}
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]+")
_NOTHING = ("", "keine angabe", "kosten-bemerkung")
_COUNTRIES = {"D": "DE", "A": "AT"}


def draft_of(entry: dict[str, Any]) -> OfferDraft:
    """Map one date. Its offer's number is the external id, so that the dates of an offer come together.

    :raises Refused: the offer has no title.
    """
    offer = mapping(entry.get("angebot"))
    title = text(offer.get("titel"))
    if not title:
        raise Refused("no_title")
    address = _address(entry.get("link")) or _address(offer.get("link"))
    target = _said(offer.get("zielgruppe"))
    place = _place(mapping(entry.get("adresse")))
    is_free, prices = _prices(entry, offer)
    return OfferDraft(
        external_id=text(offer.get("id")) or text(entry.get("id")),
        title={LANGUAGE: title},
        description=_description(offer, target),
        kind=OfferKind.COURSE.value,
        url=address,
        external_url=address,
        provider=_provider(mapping(offer.get("bildungsanbieter"))),
        other_organisations=[
            {"name": {LANGUAGE: name}, "role": "certifier"}
            for each in sequence(offer.get("zertifizierer"))
            if (name := text(mapping(each).get("name")))
        ],
        place=place,
        sessions=[_session(entry, place)],
        keywords=[
            word for each in sequence(offer.get("suchworte")) if (word := text(mapping(each).get("suchwort")))
        ],
        source_categories=_categories(entry, offer),
        audience=[
            each for each in audiences(_WORD.findall(_TAG.sub(" ", target))) if each in _CERTAIN_IN_PROSE
        ],
        mode=_mode(text(mapping(entry.get("unterrichtsform")).get("bezeichnung"))),
        is_free=is_free,
        prices=prices,
        registration=_registration(entry),
        duration=_duration(mapping(entry.get("dauer"))),
        entry_requirements=spoken(LANGUAGE, _said(offer.get("zugang"))),
        awards=_awards(entry, offer),
        default_language=LANGUAGE,
        modified=from_milliseconds(entry.get("aktualisierungsdatum")),
    )


def _said(value: Any) -> str:
    """Return a text as it is, HTML included; "" where it says that nothing is said."""
    found = text(value)
    return "" if len(found) < 40 and line(found).casefold() in _NOTHING else found


def _address(value: Any) -> str:
    return web_address(text(value).replace(" ", "%20"))


def _description(offer: dict[str, Any], target: str) -> dict[str, str]:
    """The contents, and for whom they are in the provider's own words."""
    parts = [_said(offer.get("inhalt"))]
    if target:
        parts.append(f"<h4>Zielgruppe</h4>{target}")
    body = "\n".join(filter(None, parts))
    return {LANGUAGE: body} if body else {}


def _provider(stated: dict[str, Any]) -> OrganisationDraft | None:
    name = text(stated.get("name"))
    if not name:
        return None
    return OrganisationDraft(
        names={LANGUAGE: name},
        url=_address(stated.get("homepage")),
        email=text(stated.get("email")),
        phone=" ".join(
            filter(None, (text(stated.get("telefonVorwahl")), text(stated.get("telefonDurchwahl"))))
        ),
        identifiers=[{"scheme": "kursnet", "value": text(stated.get("id"))}] if stated.get("id") else [],
    )


def _place(stated: dict[str, Any]) -> PlaceDraft | None:
    town = mapping(stated.get("ortStrasse"))
    street = text(stated.get("strasse"))
    name = text(stated.get("bezeichnung")) or street
    locality = text(town.get("name")).partition(",")[0]  # "Münster, Westfalen"
    if not name and not locality:
        return None
    code = text(mapping(town.get("land")).get("laenderCode"))
    point = mapping(stated.get("koordinaten"))
    return PlaceDraft(
        names={LANGUAGE: name or locality},
        street=street,
        postal_code=text(town.get("plz")),
        locality=locality,
        country=_COUNTRIES.get(code) or country_code(code),
        latitude=number(point.get("lat")),
        longitude=number(point.get("lon")),
    )


def _session(entry: dict[str, Any], place: PlaceDraft | None) -> SessionDraft:
    """One date; without a beginning ("individual entry", "starts every quarter") its words are all there is."""
    start, end = _day(entry.get("beginn")), _day(entry.get("ende"))
    notes = [plain(_said(entry.get("unterrichtszeiten")))]
    if start is None:
        if entry.get("individuellerEinstieg") is True:
            notes.insert(0, "Individueller Einstieg")
        notes.append(plain(_said(entry.get("bemerkungZeit"))))
    note = "\n".join(filter(None, notes))
    known = start is not None and end is not None and end > start
    return SessionDraft(
        start=start,
        end=end if known else None,
        end_known=known,
        timezone=ZONE.key,
        external_id=text(entry.get("id")),
        schedule_note={LANGUAGE: note} if note else {},
        place=place,
        capacity_min=whole(entry.get("teilnehmerMin")) or None,
        capacity_max=whole(entry.get("teilnehmerMax")) or None,
    )


def _day(value: Any) -> date | None:
    """Milliseconds of local midnight -> the day."""
    found = _moment(value)
    return found.date() if found is not None else None


def _moment(value: Any) -> datetime | None:
    found = from_milliseconds(value)
    return found.astimezone(ZONE) if found is not None else None


def _categories(entry: dict[str, Any], offer: dict[str, Any]) -> list[dict[str, str]]:
    found = []
    for name, stated in (
        ("bildungsart", offer.get("bildungsart")),
        ("schulart", offer.get("schulart")),
        ("unterrichtszeit", entry.get("unterrichtszeit")),
    ):
        label = text(mapping(stated).get("bezeichnung"))
        if label:
            found.append({"code": f"{name}:{text(mapping(stated).get('id'))}", "label": label})
    for each in sequence(offer.get("systematiken")):
        if code := text(mapping(each).get("codeNr")):
            found.append({"code": code, "label": text(mapping(each).get("kurzbezeichnung"))})
    return found


def _mode(written: str) -> str:
    folded = written.casefold()
    return next((mode.value for word, mode in _MODES.items() if word in folded), "")


def _prices(entry: dict[str, Any], offer: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """The fee with what is said of it; 0.0 is what the search writes where no fee is stated."""
    amount = number(entry.get("kostenWert"))
    words, funding = _said(entry.get("kostenBemerkung")), _said(offer.get("foerderung"))
    if not amount and not words and not funding:
        return Tri.UNKNOWN.value, []
    price: dict[str, Any] = {
        "amount": f"{amount:.2f}" if amount else None,
        "currency": text(entry.get("kostenWaehrung")) or "EUR",
    }
    if words:
        price["label"] = {LANGUAGE: words}
    if funding:
        price["condition"] = {LANGUAGE: funding}
    return (Tri.NO if amount else Tri.UNKNOWN).value, [price]


def _registration(entry: dict[str, Any]) -> dict[str, Any]:
    """A last day to register says that one must."""
    closes = _moment(entry.get("anmeldeschluss"))
    return {"needed": Tri.YES.value, "closes": closes} if closes is not None else {}


def _duration(stated: dict[str, Any]) -> dict[str, Any]:
    """The search knows ranges only ("mehr als 2 Wochen bis 4 Wochen")."""
    note = text(stated.get("bezeichnung"))
    return {"iso": "", "note": {LANGUAGE: note}} if note else {}


def _awards(entry: dict[str, Any], offer: dict[str, Any]) -> list[dict[str, Any]]:
    """The title or certificate one gets, and who examines."""
    named, kind = line(_said(offer.get("abschlussbezeichnung"))), line(_said(offer.get("abschlussart")))
    if not named and not kind:
        return []
    award: dict[str, Any] = {"name": {LANGUAGE: named or kind}, "type": kind if named else "certificate"}
    if body := line(_said(entry.get("pruefendeStelle"))):
        award["body"] = body
    return [award]
