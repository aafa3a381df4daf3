"""When and where an activity is shown."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from colonnade.city.catalogue.harvest import PlaceDraft, Refused, SessionDraft
from colonnade.interop.shared.iso_times import moment
from colonnade.interop.shared.loose import number, text

LANGUAGE = "zh-Hant"
ZONE = "Asia/Taipei"
_NO_CLOCK = (time(0, 0), time(23, 59), time(23, 59, 59))
_LONG = timedelta(days=180)
_ADDRESS = re.compile(
    r"(?P<code>\d{3,6})?\s*(?P<city>[^\d\s]{2}[市縣])?\s*(?P<district>[^\d\s路街巷]{1,3}[區鄉鎮市])?\s*(?P<street>.*)",
    re.DOTALL,
)


def session_of(show: dict[str, Any]) -> tuple[SessionDraft, bool]:
    """Return one showing, and whether its end is filler.

    Midnight and 23:59 are no clock times. An end on 31 December half a year or more away stands for "no
    end known": it is kept as the last day the source vouches for, and said to be inferred.

    :raises Refused: its start cannot be read.
    """
    start, end = _moment(show.get("time"), strict=True), _moment(show.get("endTime"), strict=False)
    session = SessionDraft(timezone=ZONE, place=place_of(show), end_known=False)
    if start is None:
        return session, False
    session.start = start if isinstance(start, datetime) and start.time() not in _NO_CLOCK else _day(start)
    if end is None or _day(end) < _day(start):
        return session, False
    is_filler = (end.month, end.day) == (12, 31) and _day(end) - _day(start) >= _LONG
    if not is_filler and _means_its_clock(session.start, end):
        session.end, session.end_known = end, True
    if session.end is None and _day(end) > _day(start):
        session.end, session.end_known = _day(end), True
    return session, is_filler


def undated(activity: dict[str, Any]) -> list[SessionDraft]:
    """Make what can be made of the activity's own dates where it has no showing at all."""
    try:
        start, end = (
            _moment(activity.get("startDate"), strict=True),
            _moment(activity.get("endDate"), strict=False),
        )
    except Refused:
        return []
    if start is not None:
        session, _ = session_of({"time": activity.get("startDate"), "endTime": activity.get("endDate")})
        return [session]
    if end is not None:
        return [
            SessionDraft(timezone=ZONE, end_known=False, schedule_note={LANGUAGE: f"– {_day(end):%Y/%m/%d}"})
        ]
    return []


def place_of(show: dict[str, Any]) -> PlaceDraft | None:
    """Return the venue. ``範例區（臺中市）=`` stands for a venue nobody named: then the address is all there is."""
    address = text(show.get("location"))
    name = text(show.get("locationName"))
    if name.endswith("="):
        name = ""
    if not name and not address:
        return None
    parts = _ADDRESS.fullmatch(address)
    return PlaceDraft(
        names={LANGUAGE: name or address},
        street=parts["street"].strip() if parts else address,
        postal_code=parts["code"] or "" if parts else "",
        locality=parts["city"] or "" if parts else "",
        country="TW",
        latitude=number(show.get("latitude")),
        longitude=number(show.get("longitude")),
        district=parts["district"] or "" if parts else "",
    )


def _moment(value: Any, *, strict: bool) -> datetime | date | None:
    try:
        return moment(text(value))
    except ValueError:
        if strict:
            raise Refused("bad_date", value=text(value)[:60]) from None
        return None


def _day(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _means_its_clock(start: datetime | date, end: datetime | date) -> bool:
    """Say whether an end is a clock time: over several days only if it is a closing hour after the opening one."""
    if not isinstance(start, datetime) or not isinstance(end, datetime) or end.time() in _NO_CLOCK:
        return False
    return end > start and (end.time() > start.time() or end.date() == start.date())
