"""When an OpenAgenda event takes place."""

from datetime import datetime
from typing import Any

from colonnade.city.catalogue.harvest import SessionDraft
from colonnade.city.catalogue.vocabulary import SessionStatus
from colonnade.interop.openagenda.nested import opened
from colonnade.interop.shared.iso_times import moment
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, sequence, text

_STATUSES = {
    2: SessionStatus.MOVED.value,
    4: SessionStatus.POSTPONED.value,
    5: SessionStatus.FULL.value,
    6: SessionStatus.CANCELLED.value,
}


def sessions(fields: dict[str, Any], status: int, *, online: bool) -> list[SessionDraft]:
    """Return every timing, up to 176 in real records; else the first and the last date the record names.

    Timings carry the local offset; ``firstdate_begin`` and its like are the same in UTC.
    """
    timings = [mapping(each) for each in sequence(opened(fields.get("timings")))]
    found = [(_moment(each.get("begin")), _moment(each.get("end"))) for each in timings]
    if not any(start for start, _ in found):
        ends = [
            (_moment(fields.get(f"{end}_begin")), _moment(fields.get(f"{end}_end")))
            for end in ("firstdate", "lastdate")
        ]
        found = list(dict.fromkeys(ends))
    zone = text(fields.get("location_timezone")) or text(fields.get("timezone"))
    link = web_address(text(fields.get("onlineaccesslink"))) if online else ""
    state = _STATUSES.get(status, SessionStatus.SCHEDULED.value)
    return [
        SessionDraft(
            start=start,
            end=end,
            timezone=zone,
            end_known=end is not None and end > start,
            status=state,
            online_url=link,
        )
        for start, end in found
        if start is not None
    ]


def _moment(value: Any) -> datetime | None:
    try:
        found = moment(text(value))
    except ValueError:
        return None
    return found if isinstance(found, datetime) else None
