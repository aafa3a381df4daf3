"""One row becomes one draft."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from colonnade.city.catalogue.harvest import (
    Context,
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    Raw,
    Refused,
    SessionDraft,
)
from colonnade.city.catalogue.vocabulary import Mode, OfferKind
from colonnade.interop.shared.addresses import place_from_text
from colonnade.interop.shared.ages import age, age_range, without_fillers
from colonnade.interop.shared.audiences import audiences
from colonnade.interop.shared.countries import country_code
from colonnade.interop.shared.identity import own_id
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.spoken_languages import language_tags
from colonnade.interop.shared.stable_keys import stable_key
from colonnade.interop.tabular import facts
from colonnade.interop.tabular.plan import Plan, plan_for
from colonnade.interop.tabular.read import columns_of
from colonnade.interop.tabular.timing import Told, sessions_of
from colonnade.plumbing.languages import UNDETERMINED, LanguageMap
from colonnade.plumbing.written_dates import read_date

_NOTHING = {
    "null",
    "(null)",
    "none",
    "n/a",
    "na",
    "nan",
    "#n/a",
    "#value!",
    "#ref!",
    "\\n",
    "-",
    "--",
    "—",
    "–",
    "nil",
    "undefined",
}


def draft_of(raw: Raw, context: Context) -> OfferDraft:
    """Turn a row into a draft. A fact whose column is missing or whose cell is empty stays unknown.

    :raises Refused: it has no title, or a date that no calendar has.
    """
    plan = plan_in(context, raw.data)
    cells = _bare(raw.data, plan)
    title = cells.get("title", "")
    if not title:
        raise Refused("no_mapping_value" if plan.is_mapped else "no_title")
    inferred: list[str] = []
    draft = OfferDraft(
        external_id=own_id(cells["id"]) if "id" in cells else _key(cells),
        title={UNDETERMINED: title},
        description=_text(cells, "description"),
        inferred=inferred,
    )
    draft.status, session_status = facts.status_of(cells.get("status", ""))
    draft.url, was_completed = facts.address_of(cells.get("url", ""))
    if was_completed:
        inferred.append("url")
    _add_people(draft, cells)
    _add_words(draft, cells)
    _add_place(draft, cells, context)
    _add_price(draft, cells, plan, context)
    draft.sessions = _sessions(cells, plan, inferred, session_status)
    _add_kind(draft, plan)
    closes = _day_or_words(cells.get("registration_closes", ""), plan)
    draft.registration = facts.registration_of(
        cells.get("registration", ""), cells.get("registration_url", ""), closes, cells.get("contact", "")
    )
    draft.image = {"url": image} if (image := web_address(cells.get("image", ""))) else {}
    draft.modified = _moment(cells.get("modified", ""), plan, context)
    return draft


def plan_in(context: Context, cells: dict[str, str]) -> Plan:
    """Return the plan that reading left behind; for a row that comes alone, one made of its columns."""
    plan = context.about.get("table")
    if isinstance(plan, Plan):
        return plan
    headers = list(cells)
    return plan_for(columns_of(context.mapping, headers)[0], headers, [], context)


def _bare(row: dict[str, str], plan: Plan) -> dict[str, str]:
    """Return the filled cells by our field, without blanks, quotes around the whole, and words for nothing."""
    cells: dict[str, str] = {}
    for field, header in plan.columns.items():
        cell = row.get(header, "").strip()
        while len(cell) > 1 and cell[0] == '"' == cell[-1]:
            cell = cell[1:-1].strip()
        if cell and (len(cell) > 10 or cell.casefold() not in _NOTHING):
            cells[field] = cell
    return cells


def _key(cells: dict[str, str]) -> str:
    """Where the source numbers nothing: the same title at the same time in the same place is the same offer."""
    return stable_key(
        *(cells.get(name, "") for name in ("title", "start", "start_time", "place", "street", "provider"))
    )


def _text(cells: dict[str, str], field: str) -> LanguageMap:
    return {UNDETERMINED: cells[field]} if field in cells else {}


def _add_people(draft: OfferDraft, cells: dict[str, str]) -> None:
    if provider := cells.get("provider"):
        draft.provider = OrganisationDraft(names={UNDETERMINED: provider})
    partners = [name for name in facts.parts(cells.get("partners", "")) if name != cells.get("provider")]
    draft.other_organisations = [{"name": {UNDETERMINED: name}, "role": "partner"} for name in partners]
    draft.audience = audiences(told := facts.parts(cells.get("audience", ""), at_commas=True))
    known = {name for name in told if audiences([name])}
    draft.source_categories += [{"code": "audience", "label": name} for name in told if name not in known]
    ages = age_range(cells["ages"]) if "ages" in cells else (None, None)
    if ages == (None, None):
        ages = without_fillers(age(cells.get("age_min", "")), age(cells.get("age_max", "")))
    if ages == (None, None) and any(sign.isdigit() for sign in cells.get("audience", "")):
        ages = age_range(cells["audience"])
    draft.age_min, draft.age_max = ages


def _add_words(draft: OfferDraft, cells: dict[str, str]) -> None:
    categories = facts.parts(cells.get("category", ""))
    draft.source_categories += [{"code": "", "label": name} for name in categories]
    draft.kind = facts.kind_of(tuple(categories))
    draft.keywords = facts.parts(cells.get("keywords", ""), at_commas=True)
    draft.languages = language_tags(cells.get("languages", ""))
    draft.duration = facts.duration_of(cells.get("duration", ""))
    draft.entry_requirements = _text(cells, "requirements")
    draft.outcomes = [{UNDETERMINED: outcome} for outcome in facts.parts(cells.get("outcomes", ""))]
    if told := cells.get("accessibility"):
        draft.accessibility = facts.access_of(told)
        draft.accessibility_note = {UNDETERMINED: told}


def _add_place(draft: OfferDraft, cells: dict[str, str], context: Context) -> None:
    """Put the place together. Where its column names no place but a way ("Zoom"), that is the mode."""
    draft.mode = facts.mode_of(cells["mode"]) if "mode" in cells else ""
    name = cells.get("place", "")
    if name and not draft.mode and (mode := facts.mode_of_place(name)):
        draft.mode = mode
        draft.inferred.append("mode")
        name = "" if mode == Mode.ONLINE else name
    street = cells.get("street", "")
    latitude, longitude = facts.coordinates(
        cells.get("latitude", ""), cells.get("longitude", ""), street, name
    )
    name, street = facts.without_coordinates(name), facts.without_coordinates(street)
    known = {field: cells[field] for field in ("postal_code", "locality") if field in cells}
    place: PlaceDraft | None = None
    if name and not street and not known:
        place = place_from_text(name, context.city_names)
    elif street and not known and (place := place_from_text(street, context.city_names)):
        place.street = place.street or street
        place.names = {UNDETERMINED: name} if name else {}
    elif name or street or known:
        place = PlaceDraft(names={UNDETERMINED: name} if name else {}, street=street)
        place.postal_code, place.locality = known.get("postal_code", ""), known.get("locality", "")
    if place is None:
        return
    place.country = country_code(cells.get("country", "")) or place.country
    place.district = cells.get("district", "") or place.district
    place.latitude, place.longitude = latitude, longitude
    draft.place = place


def _add_price(draft: OfferDraft, cells: dict[str, str], plan: Plan, context: Context) -> None:
    price = "" if plan.has_price_flags else cells.get("price", "")
    reading = facts.price_of(
        price,
        cells.get("currency") or plan.currency,
        cells.get("is_free", ""),
        context.country,
        has_amounts=plan.has_amounts,
    )
    draft.is_free = reading.is_free.value
    draft.prices = [dict(each) for each in reading.prices]
    if reading.is_currency_inferred:
        draft.inferred.append("prices")


def _sessions(cells: dict[str, str], plan: Plan, inferred: list[str], status: str) -> list[SessionDraft]:
    told = Told(
        start=cells.get("start", ""),
        start_time=cells.get("start_time", ""),
        end=cells.get("end", ""),
        end_time=cells.get("end_time", ""),
        schedule=cells.get("schedule", ""),
        timezone=cells.get("timezone", ""),
        inferred=inferred,
    )
    sessions = sessions_of(told, plan.order)
    if plan.is_order_guessed and sessions:
        inferred.append("start")
    capacity, left = (
        facts.whole_number(cells.get("capacity", "")),
        facts.whole_number(cells.get("places_left", "")),
    )
    address = web_address(cells.get("online_url", ""))
    for session in sessions:
        session.status = status
        session.capacity_max = capacity or None
        session.places_left = left
        session.online_url = address
    return sessions


def _add_kind(draft: OfferDraft, plan: Plan) -> None:
    """Stated by a category or by the name of the title column; else an offer with dates is an event."""
    if not draft.kind:
        draft.kind = plan.kind
    if not draft.kind:
        has_dates = any(session.start for session in draft.sessions)
        draft.kind = OfferKind.EVENT.value if has_dates else OfferKind.PROGRAMME.value
        draft.inferred.append("kind")


def _day_or_words(cell: str, plan: Plan) -> Any:
    if not cell:
        return ""
    try:
        written = read_date(cell, plan.order)
    except ValueError:
        written = None
    return written.moment().isoformat() if written else cell[:200]


def _moment(cell: str, plan: Plan, context: Context) -> datetime | None:
    if not cell:
        return None
    try:
        written = read_date(cell, plan.order)
    except ValueError:
        return None
    if written is None or written.clock is None:
        return None
    moment = datetime.combine(written.day, written.clock, written.zone)
    return (moment if moment.tzinfo else moment.replace(tzinfo=_zone(context.timezone))).astimezone(UTC)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
