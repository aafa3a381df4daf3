"""From an event of the district calendar to a draft."""

import html
from datetime import UTC, date, datetime, time
from typing import Any

from colonnade.city.catalogue.harvest import (
    Context,
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    Refused,
    SessionDraft,
)
from colonnade.city.catalogue.vocabulary import Tri
from colonnade.interop.shared.audiences import audiences
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, sequence, text, whole
from colonnade.interop.shared.stable_keys import stable_key
from colonnade.plumbing.languages import LanguageMap

ZONE = "Europe/Berlin"
_LANGUAGES = ("de", "en", "fr", "it", "ru", "tr")
_ACCESS = {
    "rollstuhlgerecht": "wheelchair",
    "wc nach din 18024": "accessible_toilet",
    "fahrstuhl": "step_free",
    "höranlage induktiv": "hearing_loop",
}
_MIDNIGHT = time(0, 0)


def draft_of(event: dict[str, Any], context: Context) -> OfferDraft:
    """Map one event with up to some hundred dates.

    A ticked "gratis" means free; an unticked one says nothing.

    :raises Refused: it has no title.
    """
    title = _in_languages(event, "event_titel_")
    if not title:
        raise Refused("no_title")
    tables = mapping(context.about.get("tables"))
    categories = _categories(event, tables)
    labels = [word for category in categories for word in category["label"].replace("/", ",").split(",")]
    place, note = _place(event, tables)
    url = _address(event.get("event_homepage"))
    return OfferDraft(
        external_id=text(event.get("event_id"))
        or stable_key(*title.values(), event.get("event_veranstaltungsort_id")),
        title=title,
        description=_in_languages(event, "event_beschreibung_"),
        url=url,
        provider=_provider(event, tables),
        place=place,
        sessions=[session for each in sequence(event.get("termine")) if (session := _session(mapping(each)))],
        source_categories=categories,
        audience=audiences(labels),
        is_free=(Tri.YES if text(event.get("event_ist_gratis")) == "1" else Tri.UNKNOWN).value,
        accessibility_note=note,
        image=_image(event),
        default_language="de" if "de" in title else next(iter(title)),
        modified=_modified(event),
    )


def _in_languages(event: dict[str, Any], prefix: str) -> LanguageMap:
    return {code: found for code in _LANGUAGES if (found := text(event.get(prefix + code)))}


def _entry(tables: dict[str, Any], table: str, code: Any) -> dict[str, Any]:
    return mapping(mapping(tables.get(table)).get(text(code)))


def _categories(event: dict[str, Any], tables: dict[str, Any]) -> list[dict[str, str]]:
    """Every category by its number: two of them share the name "Senioren"."""
    codes = [text(code) for code in sequence(event.get("kategorie_ids"))]
    return [
        {"code": code, "label": text(_entry(tables, "kategorien", code).get("DE"))} for code in codes if code
    ]


def _address(value: Any) -> str:
    """An address as editors type it; a bare ``www.`` is completed as any browser would."""
    written = text(value)
    return web_address(f"https://{written}" if written.casefold().startswith("www.") else written)


def _provider(event: dict[str, Any], tables: dict[str, Any]) -> OrganisationDraft | None:
    """The organiser without its named contact person."""
    entry = _entry(tables, "veranstalter", event.get("event_veranstalter_id"))
    name = text(entry.get("name")) or text(event.get("event_ueberregional_veranstalter"))
    if not name:
        return None
    return OrganisationDraft(
        names={"de": name},
        email=text(event.get("event_email")),
        phone=text(event.get("event_veranstalter_telefon")) or text(entry.get("telefon")),
    )


def _place(event: dict[str, Any], tables: dict[str, Any]) -> tuple[PlaceDraft | None, LanguageMap]:
    """The venue with its room, and what the source says of access beyond our words."""
    entry = _entry(tables, "veranstaltungsorte", event.get("event_veranstaltungsort_id"))
    name = text(entry.get("name")) or text(event.get("event_ueberregional_veranstaltungsort"))
    if not name:
        return None, {}
    room = text(event.get("event_veranstaltungsort_adresszusatz"))
    district = entry.get("bezirk_id") or event.get("event_bezirk_id")
    stated = [
        text(_entry(tables, "barrierefreiheit", code).get("name"))
        for code in sequence(entry.get("barrierefreiheit"))
    ]
    others = [words for words in stated if words and words.casefold() not in _ACCESS]
    place = PlaceDraft(
        names={"de": f"{name} ({room})" if room else name},
        street=" ".join(filter(None, (text(entry.get("strasse")), text(entry.get("hausnummer"))))),
        postal_code=text(entry.get("plz")),
        locality=text(entry.get("ort")),
        country="DE",
        district=text(_entry(tables, "bezirke", district).get("DE")),
        accessibility=[_ACCESS[words.casefold()] for words in stated if words.casefold() in _ACCESS],
    )
    return place, {"de": "; ".join(others)} if others else {}


def _session(entry: dict[str, Any]) -> SessionDraft | None:
    """One date. A clock time counts only where its flag says so, and midnight is what an empty field became."""
    first, last = _day(entry.get("tag_von")), _day(entry.get("tag_bis"))
    if first is None:
        return None
    begins = _clock(entry.get("uhrzeit_von"), entry.get("uhrzeit_von_nutzen"))
    ends = _clock(entry.get("uhrzeit_bis"), entry.get("uhrzeit_bis_nutzen"))
    session = SessionDraft(start=first, timezone=ZONE, external_id=text(entry.get("id")), end_known=False)
    last = last if last is not None and last >= first else first
    if begins is not None:
        session.start = datetime.combine(first, begins)
        if ends is not None and (end := datetime.combine(last, ends)) > session.start:
            session.end, session.end_known = end, True
    if session.end is None and last > first:
        session.end, session.end_known = last, True
    return session


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(text(value))
    except ValueError:
        return None


def _clock(value: Any, counts: Any) -> time | None:
    if text(counts) == "0":
        return None
    try:
        found = time.fromisoformat(text(value))
    except ValueError:
        return None
    return found if found != _MIDNIGHT else None


def _image(event: dict[str, Any]) -> dict[str, Any]:
    url = web_address(text(event.get("event_datei")))
    if not url:
        return {}
    image: dict[str, Any] = {"url": url, "credit": html.unescape(text(event.get("event_datei_copyright")))}
    if caption := html.unescape(text(event.get("event_date_text"))):
        image["alt"] = {"de": caption}
    return image


def _modified(event: dict[str, Any]) -> datetime | None:
    seconds = whole(event.get("event_last_mod"))
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds else None
    except (OverflowError, ValueError, OSError):
        return None
