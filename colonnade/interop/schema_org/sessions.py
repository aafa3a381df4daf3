"""When an offer happens: the dates of an event, the instances of a course, the parts of a series."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from colonnade.city.catalogue.harvest import Context, PlaceDraft, SessionDraft
from colonnade.city.catalogue.vocabulary import Mode, SessionStatus
from colonnade.interop.schema_org.money import Terms, terms_of
from colonnade.interop.schema_org.places import attendance_mode, course_mode, where
from colonnade.interop.schema_org.schedules import session_of_schedule
from colonnade.interop.schema_org.terms import Node
from colonnade.interop.schema_org.values import identifier, many, named, objects, text, texts
from colonnade.interop.shared.identity import own_id
from colonnade.interop.shared.loose import whole
from colonnade.interop.shared.spans import moment, span, when
from colonnade.interop.shared.spoken_languages import language_tag
from colonnade.plumbing.languages import UNDETERMINED

_STATUSES = {
    "EventCancelled": SessionStatus.CANCELLED,
    "EventPostponed": SessionStatus.POSTPONED,
    "EventRescheduled": SessionStatus.MOVED,
}
_MANY = 2000  # dates of one offer; what comes after them is left out


@dataclass(slots=True)
class Held:
    """One way in which an offer is held: its dates, and what holds for them."""

    sessions: list[SessionDraft]
    place: PlaceDraft | None = None
    mode: str = ""
    languages: list[str] = field(default_factory=list)
    terms: Terms = field(default_factory=Terms)


def held(node: Node, language: str, context: Context) -> Held:
    """Read the dates of an event or of one instance of a course, and what is said beside them."""
    spot = where(node.get("location"), language, context)
    stated, words = course_mode(node.get("courseMode"))
    mode = attendance_mode(node.get("eventAttendanceMode")) or stated or spot.mode
    status = named(node.get("eventStatus"))
    if status == "EventMovedOnline":
        mode = Mode.ONLINE.value
    found = Held(
        _dates(node, language, context),
        spot.place,
        mode,
        languages(node),
        terms_of(node, language, context.country),
    )
    for session in found.sessions:
        session.online_url = session.online_url or spot.online_url
        session.capacity_max = _first(session.capacity_max, whole(text(node.get("maximumAttendeeCapacity"))))
        session.places_left = _first(session.places_left, whole(text(node.get("remainingAttendeeCapacity"))))
        if session.status == SessionStatus.SCHEDULED:
            session.status = _status(status, is_full=found.terms.is_full)
        if words and not session.schedule_note:
            session.schedule_note = {UNDETERMINED: ", ".join(words)}
    return found


def _dates(node: Node, language: str, context: Context) -> list[SessionDraft]:
    """Return the dates: those of its parts where they have any, else its schedule, else its own."""
    parts = [part for part in objects(node.get("subEvent")) if when(text(part.get("startDate")))]
    if parts:
        sessions = [session for part in parts[:_MANY] for session in held(part, language, context).sessions]
        for part, session in zip(parts, sessions, strict=False):
            session.place = where(part.get("location"), language, context).place
        return sessions
    schedules = [
        *objects(node.get("eventSchedule")),
        *objects(node.get("courseSchedule")),
        *objects(node.get("schedule")),
    ]
    repeated = [found for each in schedules[:_MANY] if (found := session_of_schedule(each, language))]
    if any(session.start for session in repeated):
        return repeated
    own = _own_date(node)
    if own is None:
        return repeated
    if repeated and not own.schedule_note:
        own.schedule_note = repeated[0].schedule_note
    return [own]


def _own_date(node: Node) -> SessionDraft | None:
    starts = [found for each in texts(node.get("startDate")) if (found := when(each))]
    if not starts:
        words = text(node.get("startDate"))  # "spring 2027", "to be announced"
        return (
            SessionDraft(end_known=False, precision="NONE", schedule_note={UNDETERMINED: words})
            if words
            else None
        )
    extent = span(starts[0], when(text(node.get("endDate"))))
    session = SessionDraft(
        extent.start, extent.end, precision=extent.precision, end_known=extent.is_end_known
    )
    session.more_dates = [each.value for each in starts[1:_MANY]]
    session.previous_start = moment(text(node.get("previousStartDate")))
    session.external_id = own_id(identifier(node.get("@id")) or identifier(node.get("identifier")))
    return session


def _status(stated: str, *, is_full: bool) -> str:
    if stated in _STATUSES:
        return _STATUSES[stated].value
    return SessionStatus.FULL.value if is_full else SessionStatus.SCHEDULED.value


def _first(*values: int | None) -> int | None:
    return next((value for value in values if value is not None), None)


def languages(node: Node) -> list[str]:
    """Return the languages of teaching, however they are written."""
    found = []
    for each in many(node.get("inLanguage")):
        stated = (
            each.get("alternateName") or each.get("name") or each.get("@id")
            if isinstance(each, dict)
            else each
        )
        for word in texts(stated):
            found.append(language_tag(word.rpartition("/")[2]))
    return list(dict.fromkeys(filter(None, found)))


def united(ways: list[Held]) -> tuple[Held, bool]:
    """Put the ways in which a course is held together: what all share holds for the offer, the rest for its dates.

    The second value says whether every date of it is cancelled.
    """
    whole_offer = Held([])
    if not ways:
        return whole_offer, False
    modes, tongues = {way.mode for way in ways}, {tuple(way.languages) for way in ways}
    whole_offer.mode = modes.pop() if len(modes) == 1 else ""
    whole_offer.languages = list(tongues.pop()) if len(tongues) == 1 else []
    prices: list[Any] = [way.terms.prices for way in ways]
    freedom = {way.terms.is_free for way in ways}
    same_terms = all(each == prices[0] for each in prices) and len(freedom) == 1
    if same_terms:
        whole_offer.terms = ways[0].terms
    for way in ways:
        for session in way.sessions:
            session.place = session.place or way.place
            overrides = {
                "mode": way.mode if not whole_offer.mode else "",
                "languages": way.languages if not whole_offer.languages else [],
                "prices": [] if same_terms else way.terms.prices,
                "registration": {} if same_terms else _plain(way.terms.registration),
            }
            session.overrides.update({name: value for name, value in overrides.items() if value})
        whole_offer.sessions += way.sessions
    whole_offer.place = ways[0].place if not whole_offer.sessions else None
    cancelled = [session.status == SessionStatus.CANCELLED for session in whole_offer.sessions]
    return whole_offer, bool(cancelled) and all(cancelled)


def _plain(registration: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in registration.items()
    }
