"""When something takes place: stated moments, or only words."""

import re
from datetime import date, datetime, time
from typing import Any

from colonnade.city.catalogue.harvest import Refused, SessionDraft
from colonnade.interop.shared.iso_times import moment
from colonnade.interop.shared.loose import mapping, sequence, text

LANGUAGE = "es"
_RANGE = re.compile(r"[^·]*·\s*(\d{1,2}:\d{2})\s*[–-]\s*(\d{1,2}:\d{2})\s*")
_LETTER = re.compile(r"[^\W\d_]")
_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def sessions(schedule: dict[str, Any], status: str) -> list[SessionDraft]:
    """Return the dates; one without a date but with its words where only words say when.

    :raises Refused: a start is given that is no date.
    """
    words = text(schedule.get("display_text"))
    zone = text(schedule.get("timezone"))
    stated = [mapping(each) for each in sequence(schedule.get("occurrences"))] or [schedule]
    found = [session for each in stated if (session := _session(each, zone, status)) is not None]
    if not found:
        return (
            [SessionDraft(timezone=zone, end_known=False, status=status, schedule_note={LANGUAGE: words})]
            if words
            else []
        )
    if len(found) == 1:
        _add_what_words_say(found[0], words)
    if opening := text(mapping(schedule.get("opening_hours")).get("display_text")):
        for session in found:
            session.schedule_note = session.schedule_note or {LANGUAGE: opening}
    return found


def _session(stated: dict[str, Any], zone: str, status: str) -> SessionDraft | None:
    start = _moment(stated.get("start"), strict=True)
    if start is None:
        return None
    end = _moment(stated.get("end"), strict=False)
    session = SessionDraft(start=start, timezone=zone, end_known=False, status=status)
    if isinstance(start, datetime) and isinstance(end, datetime):
        if end > start:
            session.end, session.end_known = end, True
    elif end is not None and _day(end) > _day(start):
        session.end, session.end_known = _day(end), True
    return session


def _add_what_words_say(session: SessionDraft, words: str) -> None:
    """Take a single range of hours for the end; keep words that say more than the moments do."""
    hours = _RANGE.fullmatch(words)
    if hours and isinstance(session.start, datetime) and session.end is None:
        first, last = time.fromisoformat(hours[1].zfill(5)), time.fromisoformat(hours[2].zfill(5))
        if first == session.start.time() and last > first:
            session.end, session.end_known = session.start.replace(hour=last.hour, minute=last.minute), True
            return
    clocks = len(_CLOCK.findall(words))
    explained = 1 + isinstance(session.end, datetime)
    if _LETTER.search(words) or clocks > explained:
        session.schedule_note = {LANGUAGE: words}


def _moment(value: Any, *, strict: bool) -> datetime | date | None:
    try:
        found = moment(text(value))
    except ValueError:
        if strict:
            raise Refused("bad_date", value=text(value)[:60]) from None
        return None
    if isinstance(found, datetime) and found.tzinfo is None and found.time() == time(0, 0):
        return found.date()
    return found


def _day(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value
