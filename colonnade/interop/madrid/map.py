"""From a record of Madrid's agenda to a draft."""

import re
from typing import Any

from colonnade.city.catalogue.harvest import OfferDraft, OrganisationDraft, PlaceDraft
from colonnade.city.catalogue.vocabulary import OfferKind, Tri
from colonnade.interop.madrid.districts import district_name, spaced
from colonnade.interop.madrid.times import sessions
from colonnade.interop.shared.audiences import audiences
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, number, spoken, text
from colonnade.interop.shared.price_words import freedom, price_of
from colonnade.interop.shared.stable_keys import stable_key
from colonnade.plumbing.languages import LanguageMap

LANGUAGE = "es"
_ACCESS = {"1": "wheelchair", "4": "sign_language", "5": "visual", "6": "hearing_loop"}
_ACCESS_WORDS = {
    "0": "Instalación no accesible para personas con movilidad reducida",
    "2": "Instalación parcialmente accesible para personas con movilidad reducida",
}
_COURSES = ("CursosTalleres", "Campamentos")
_DIGITS = re.compile(r"\d+")


def draft_of(record: dict[str, Any]) -> OfferDraft:
    """Map one event.

    ``free`` of the younger edition says what it means; the ``price`` of the older one is a flag of unknown
    meaning (trap 3) and says nothing.
    """
    is_free, prices = _price(record)
    codes = _access_codes(record)
    place = _place(record, codes)
    category = _category(record)
    return OfferDraft(
        external_id=_identifier(record),
        title=spoken(LANGUAGE, record.get("title")),
        description=spoken(LANGUAGE, record.get("description")),
        kind=(OfferKind.COURSE if category.startswith(_COURSES) else OfferKind.EVENT).value,
        url=web_address(text(record.get("link"))),
        external_url=web_address(text(record.get("@id"))),
        provider=_provider(record),
        place=place,
        sessions=sessions(record),
        source_categories=[{"code": category, "label": spaced(category)}] if category else [],
        audience=audiences(text(record.get("audience")).split(",")),
        is_free=is_free,
        prices=prices,
        accessibility_note=_access_note(codes),
        default_language=LANGUAGE,
    )


def _identifier(record: dict[str, Any]) -> str:
    """The event's number; without one, a key of what says which event it is."""
    found = text(record.get("id")) or text(record.get("uid"))
    if not found and (digits := _DIGITS.match(text(record.get("@id")).rpartition("/")[2])):
        found = digits.group()
    if found:
        return found
    facts = [text(record.get(name)) for name in ("title", "dtstart", "event-location")]
    return stable_key(*facts) if facts[0] else ""


def _category(record: dict[str, Any]) -> str:
    """``https://…/kos/actividades/Musica/Flamenco`` and ``/contenido/actividades/Musica`` -> what follows."""
    kind = record.get("@type")
    kind = text(kind[0] if isinstance(kind, list) and kind else kind)
    return kind.rpartition("/actividades/")[2].strip("/")


def _price(record: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    stated = record.get("price")
    words: LanguageMap = (
        spoken(LANGUAGE, stated) if isinstance(stated, str) and len(stated.strip()) > 1 else {}
    )
    is_free = freedom(words.get(LANGUAGE, ""))
    if text(record.get("free")) == "1":
        is_free = Tri.YES.value
    elif text(record.get("free")) == "0" and words and is_free == Tri.UNKNOWN.value:
        is_free = Tri.NO.value  # 0 alone is what the feed writes where nobody filled it in
    return is_free, [price_of(words, "EUR")] if words else []


def _provider(record: dict[str, Any]) -> OrganisationDraft | None:
    name = text(mapping(record.get("organization")).get("organization-name"))
    return OrganisationDraft(names={LANGUAGE: name}) if name else None


def _place(record: dict[str, Any], codes: list[str]) -> PlaceDraft | None:
    name = text(record.get("event-location"))
    address = mapping(record.get("address"))
    area = mapping(address.get("area"))
    street = text(area.get("street-address")) or text(address.get("street-address"))
    if not name and not street:
        return None
    point = mapping(record.get("location"))
    return PlaceDraft(
        names={LANGUAGE: name or street},
        street=street,
        postal_code=text(area.get("postal-code")) or text(address.get("postal-code")),
        locality="Madrid",
        country="ES",
        latitude=number(point.get("latitude")),
        longitude=number(point.get("longitude")),
        district=district_name(_tail(address.get("district"))),
        accessibility=[_ACCESS[code] for code in codes if code in _ACCESS],
    )


def _tail(reference: Any) -> str:
    """``{"@id": "https://…/Distrito/Tetuan"}`` -> ``Tetuan``; a name stays as it is."""
    if isinstance(reference, dict):
        return text(reference.get("@id")).rpartition("/")[2]
    return text(reference).rpartition("/")[2]


def _access_codes(record: dict[str, Any]) -> list[str]:
    return _DIGITS.findall(text(mapping(record.get("organization")).get("accesibility")))


def _access_note(codes: list[str]) -> LanguageMap:
    notes = [_ACCESS_WORDS[code] for code in codes if code in _ACCESS_WORDS]
    return {LANGUAGE: "; ".join(notes)} if notes else {}
