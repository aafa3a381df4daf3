"""From an activity to a draft."""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from colonnade.city.catalogue.harvest import OfferDraft, OrganisationDraft, Refused
from colonnade.city.catalogue.vocabulary import Audience, OfferKind
from colonnade.interop.shared.iso_times import moment
from colonnade.interop.shared.links import web_address
from colonnade.interop.shared.loose import mapping, sequence, spoken, text
from colonnade.interop.shared.stable_keys import stable_key
from colonnade.interop.taiwan.shows import LANGUAGE, ZONE, place_of, session_of, undated
from colonnade.interop.taiwan.tickets import prices_of

_CATEGORIES = {
    "1": "音樂", "2": "戲劇", "3": "舞蹈", "4": "親子", "5": "獨立音樂", "6": "展覽", "7": "講座", "8": "電影", "11": "綜藝",
    "13": "競賽", "14": "徵選", "15": "其他", "17": "演唱會", "19": "研習課程", "200": "閱讀",
}  # fmt: skip
_COUNTRY = re.compile(r"^[(（]中華民國[)）]")
_ADVISER = re.compile(r"^[(（][^)）]{1,6}[)）]")


def draft_of(activity: dict[str, Any]) -> OfferDraft:
    """Map one activity.

    :raises Refused: it has no title, or a date that cannot be read.
    """
    title = text(activity.get("title"))
    if not title:
        raise Refused("no_title")
    category = text(activity.get("category"))
    shows = [mapping(show) for show in sequence(activity.get("showInfo"))]
    provider, others = _organisations(activity)
    is_free, prices = prices_of(shows, text(activity.get("discountInfo")))
    places = [place for show in shows if (place := place_of(show)) is not None]
    dated = [session_of(show) for show in shows]
    return OfferDraft(
        external_id=text(activity.get("UID"))
        or stable_key(title, activity.get("startDate"), activity.get("showUnit")),
        title={LANGUAGE: title},
        description=spoken(LANGUAGE, activity.get("descriptionFilterHtml")),
        kind=(OfferKind.COURSE if category == "19" else OfferKind.EVENT).value,
        url=web_address(text(activity.get("sourceWebPromote"))),
        provider=OrganisationDraft(names={LANGUAGE: provider}) if provider else None,
        other_organisations=others,
        place=places[0] if places and all(place == places[0] for place in places) else None,
        sessions=[session for session, _ in dated] or undated(activity),
        source_categories=[{"code": category, "label": _CATEGORIES.get(category, "")}] if category else [],
        audience=[Audience.FAMILIES.value] if category == "4" else [],
        is_free=is_free,
        prices=prices,
        registration=_registration(activity),
        image=_image(activity),
        default_language=LANGUAGE,
        modified=_modified(activity),
        inferred=["end"] if any(is_filler for _, is_filler in dated) else [],
    )


def _organisations(activity: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """The first organiser, else who exhibits or performs; the others with their roles."""
    masters = _names(activity.get("masterUnit"))
    shown = _COUNTRY.sub("", text(activity.get("showUnit")))
    provider = masters[0] if masters else shown
    named = [(name, "organiser") for name in masters[1:]]
    named += [(shown, "partner")] if shown else []
    named += [(name, "partner") for name in _names(activity.get("subUnit"))]
    named += [(name, "funder") for name in _names(activity.get("supportUnit"))]
    named += [(_ADVISER.sub("", name), "partner") for name in _names(activity.get("otherUnit"))]
    others: dict[str, str] = {}
    for name, role in named:
        if name and name != provider:
            others.setdefault(name, role)
    return provider, [{"name": {LANGUAGE: name}, "role": role} for name, role in others.items()]


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        value = [value]
    return [name for each in sequence(value) if (name := text(each))]


def _registration(activity: dict[str, Any]) -> dict[str, Any]:
    """Where to book; that one must is not said."""
    url = web_address(text(activity.get("webSales")))
    return {"needed": "UNKNOWN", "url": url} if url else {}


def _image(activity: dict[str, Any]) -> dict[str, Any]:
    url = web_address(text(activity.get("imageUrl")))
    return {"url": url} if url else {}


def _modified(activity: dict[str, Any]) -> datetime | None:
    try:
        found: datetime | date | None = moment(text(activity.get("editModifyDate")))
    except ValueError:
        return None
    return found.replace(tzinfo=ZoneInfo(ZONE)) if isinstance(found, datetime) else None
