"""One presentation of a course: when, how, on which terms."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from colonnade.city.catalogue.harvest import Context, SessionDraft
from colonnade.city.catalogue.vocabulary import Mode, Tri
from colonnade.interop.shared.identity import own_id
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import whole
from colonnade.interop.shared.prices import read_price
from colonnade.interop.shared.spans import span
from colonnade.interop.shared.spoken_languages import language_tag
from colonnade.interop.xcri_cap.elements import (
    Element,
    child,
    children,
    date_of,
    language_of,
    spoken,
    value,
    words,
)
from colonnade.interop.xcri_cap.places import venue_of
from colonnade.interop.xcri_cap.vocabulary import MODE_WORDS, MODES, tells_times
from colonnade.plumbing.languages import LanguageMap

_AMOUNT = re.compile(r"\d+\.\d{2,4}")
_DURATION = re.compile(r"P(?=.)(?:\d+(?:\.\d+)?[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?")


@dataclass(slots=True)
class Presentation:
    """What a presentation says beside its date."""

    session: SessionDraft
    mode: str = ""
    is_distant: bool = False
    languages: list[str] = field(default_factory=list)
    is_free: str = Tri.UNKNOWN.value
    prices: list[dict[str, Any]] = field(default_factory=list)
    is_currency_inferred: bool = False
    registration: dict[str, Any] = field(default_factory=dict)
    duration: dict[str, Any] = field(default_factory=dict)
    entry_requirements: LanguageMap = field(default_factory=dict)
    age: str = ""


def presentation_of(element: Element, context: Context) -> Presentation:
    """Read a presentation."""
    mode = _mode(element)
    found = Presentation(_session(element), mode, is_distant=mode == Mode.ONLINE)
    tags = (language_tag(words(each)) for each in children(element, "languageOfInstruction"))
    found.languages = list(dict.fromkeys(filter(None, tags)))
    _cost(found, element, context)
    found.registration = _application(element)
    found.duration = _duration(element)
    found.entry_requirements = spoken(child(element, "entryRequirements", "prerequisite"))
    found.age = value(element, "age")
    return found


def _session(element: Element) -> SessionDraft:
    start, end = child(element, "start"), child(element, "end")
    extent = span(date_of(start), date_of(end))
    session = SessionDraft(
        extent.start, extent.end, precision=extent.precision, end_known=extent.is_end_known
    )
    session.external_id = own_id(value(element, "identifier"))
    session.place = venue_of(element)
    session.capacity_max = whole(value(element, "places"))
    note = _note(element)
    if extent.start is None and start is not None and words(start):
        session.schedule_note = spoken(start)
    elif note:
        session.schedule_note = note
    return session


def _note(element: Element) -> LanguageMap:
    """Return what the modes of study and attendance say about times ("Evening", "Part-time day"), each once."""
    notes: dict[str, str] = {}
    language = language_of(element)
    for each in children(element, "studyMode", "attendanceMode", "attendancePattern"):
        text = words(each)
        key = re.sub(r"[\W_]+", "", text).casefold()
        if tells_times(text):
            notes.setdefault(key, text)
            language = language_of(each)
    return {language: ", ".join(notes.values())} if notes else {}


def _mode(element: Element) -> str:
    """Return the mode by code or by word. A missing one does not mean campus: nobody said so."""
    for each in children(element, "attendanceMode"):
        code = str(each.get("identifier") or "").strip().upper() or words(each).upper()
        if mode := MODES.get(code) or MODE_WORDS.get(words(each).casefold()):
            return mode
    return ""


def _cost(found: Presentation, element: Element, context: Context) -> None:
    """Read the cost, which is text: one certain amount, a word for free, else the words themselves.

    "0.0000" is what a database has where nobody filled in a price.
    """
    for each in children(element, "cost"):
        text = words(each)
        if _AMOUNT.fullmatch(text):
            amount = Decimal(text)
            if not amount:
                continue
            text = f"{amount:.2f}"
        reading = read_price(text, context.country)
        found.prices += reading.prices
        found.is_currency_inferred = found.is_currency_inferred or reading.is_currency_inferred
        if reading.is_free != Tri.UNKNOWN:
            found.is_free = reading.is_free.value


def _application(element: Element) -> dict[str, Any]:
    """Return where to apply, and from when to when."""
    registration: dict[str, Any] = {}
    for name, key in (("opens", "applyFrom"), ("closes", "applyUntil")):
        if day := date_of(child(element, key)):
            registration[name] = day.value.isoformat()
    for each in children(element, "applyTo"):
        text = words(each)
        if url := web_address(text):
            registration.setdefault("url", url)
        elif text:
            registration.setdefault("contact", text)
    return registration


def _duration(element: Element) -> dict[str, Any]:
    for each in children(element, "duration"):
        interval, note = str(each.get("interval") or "").strip(), spoken(each)
        duration: dict[str, Any] = {"iso": interval} if _DURATION.fullmatch(interval) else {}
        if not duration and note and _DURATION.fullmatch(words(each)):
            return {"iso": words(each)}
        if note:
            duration["note"] = note
        if duration:
            return duration
    return {}
