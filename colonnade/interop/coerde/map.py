"""From an event of the calendar to a draft."""

import re
from datetime import date, datetime, time
from typing import Any

from colonnade.city.catalogue.harvest import (
    Context,
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    Refused,
    SessionDraft,
)
from colonnade.city.catalogue.vocabulary import OfferStatus, SessionStatus, Tri
from colonnade.interop.coerde.keys import steady_key
from colonnade.interop.shared.iso_times import instant
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import spoken, text
from colonnade.interop.shared.stable_keys import stable_key

LANGUAGE = "de"
_OFFER = {
    "cancelled": OfferStatus.CANCELLED,
    "canceled": OfferStatus.CANCELLED,
    "postponed": OfferStatus.POSTPONED,
}
_SESSION = {
    "cancelled": SessionStatus.CANCELLED,
    "canceled": SessionStatus.CANCELLED,
    "postponed": SessionStatus.POSTPONED,
    "moved": SessionStatus.MOVED,
    "full": SessionStatus.FULL,
}
_WITH_POSTAL_CODE = re.compile(r"(?:(?P<street>.*?)[\s,]+)?(?P<code>\d{5})[\s,]+(?P<locality>[^\d,][^,]*)")
_REGISTER = re.compile(
    r"\bmit Anmeldung\b|\bAnmeldung (?:ist )?(?:erforderlich|nötig|notwendig)\b", re.IGNORECASE
)
_FILLER_END = time(23, 59)


def draft_of(event: dict[str, Any], context: Context) -> OfferDraft:
    """Map one event; every date of a weekly offer is an event of its own here (trap 20), and stays one.

    :raises Refused: it has no title, or a date that cannot be read.
    """
    title = text(event.get("title"))
    if not title:
        raise Refused("no_title")
    status = text(event.get("status")).casefold()
    page = web_address(text(event.get("source_url")))
    summary = text(event.get("short_description")).removeprefix("|").strip()
    organiser = text(event.get("organizer"))
    return OfferDraft(
        external_id=_identifier(event),
        title={LANGUAGE: title},
        description=spoken(LANGUAGE, summary),
        status=_OFFER.get(status, OfferStatus.PUBLISHED).value,
        url=page,
        external_url=page,
        provider=OrganisationDraft(names={LANGUAGE: organiser}) if organiser else None,
        place=_place(event, context),
        sessions=_sessions(event, _SESSION.get(status, SessionStatus.SCHEDULED).value),
        source_categories=[{"code": word, "label": word} for word in _words(event.get("category"))],
        registration={"needed": Tri.YES.value} if _REGISTER.search(f"{title}\n{summary}") else {},
        default_language=LANGUAGE,
        modified=_modified(event, context),
        licence=text(context.about.get("license")),
    )


def _identifier(event: dict[str, Any]) -> str:
    """The key found while reading, else what the source gives, else a key of its facts."""
    found = text(event.get("key")) or text(event.get("event_id"))
    facts = [text(event.get(name)) for name in ("title", "start_date", "start_time", "location_name")]
    return found or steady_key(event) or stable_key(*facts)


def _modified(event: dict[str, Any], context: Context) -> datetime | None:
    """When the event was changed, not when the file was made: then every run would change every event."""
    stated = text(event.get("last_updated"))
    return None if stated == context.about.get("generated_at") else instant(stated)


def _words(category: Any) -> list[str]:
    """``Kunst / Garten / Viertel`` -> its three words."""
    return [word for part in text(category).split("/") if (word := part.strip())]


def _place(event: dict[str, Any], context: Context) -> PlaceDraft | None:
    name, locality = text(event.get("location_name")), text(event.get("city"))
    address, code = text(event.get("address")), ""
    street = address.removesuffix(locality).rstrip(" ,") if locality else address
    if match := _WITH_POSTAL_CODE.fullmatch(address):
        street, code, locality = match["street"] or "", match["code"], match["locality"].strip()
    elif street == address and not any(char.isdigit() for char in address):
        street, locality = "", address or locality  # another way to write the city
    if not name and not street:
        return None
    city, district = _city_and_district(locality or text(event.get("city")), text(event.get("city")), context)
    return PlaceDraft(
        names={LANGUAGE: name or street},
        street=street,
        postal_code=code,
        locality=city,
        country=context.country,
        district=district,
    )


def _city_and_district(locality: str, stated: str, context: Context) -> tuple[str, str]:
    """``Münster-Coerde`` is the district Coerde where the city is known to be Münster."""
    for city in context.city_names:
        for name in (locality, stated):
            if city and name.startswith(f"{city}-"):
                return city, name[len(city) + 1 :]
    return locality, ""


def _sessions(event: dict[str, Any], status: str) -> list[SessionDraft]:
    start = _when(event.get("start_date"), event.get("start_time"), strict=True)
    if start is None:
        return []
    end = _when(event.get("end_date") or event.get("start_date"), event.get("end_time"), strict=False)
    session = SessionDraft(start=start, end_known=False, status=status)
    if (
        isinstance(end, datetime)
        and isinstance(start, datetime)
        and end.time() != _FILLER_END
        and end > start
    ):
        session.end, session.end_known = end, True
    elif end is not None and _day(end) > _day(start):
        session.end, session.end_known = _day(end), True
    return [session]


def _when(day: Any, clock: Any, *, strict: bool) -> datetime | date | None:
    written = text(day)
    if not written:
        return None
    try:
        found = date.fromisoformat(written)
        return datetime.combine(found, time.fromisoformat(text(clock))) if text(clock) else found
    except ValueError:
        if strict:
            raise Refused("bad_date", value=f"{written} {text(clock)}".strip()[:60]) from None
        return None


def _day(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value
