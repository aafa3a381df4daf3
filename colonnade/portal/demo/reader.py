"""Offers of the demo world go through the same pipeline as everybody's: this is the reader for their file."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import orjson

from colonnade.city.catalogue.harvest import (
    Context,
    Head,
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    Raw,
    Reader,
    Report,
    SessionDraft,
    register,
)
from colonnade.plumbing.languages import choose

NAME = "colonnade_demo"
STEPS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


class DemoReader(Reader):
    """Reads one city of the demo world; its dates count from the day it is read."""

    name = NAME
    label = "Colonnade demo world"

    def recognise(self, head: Head) -> float:
        """Never by itself: the source says that it is a demo."""
        return 0.0

    def read(self, stream: BinaryIO, context: Context, report: Report) -> Iterator[Raw]:
        """Yield the offers of one city with the organisations and places they name."""
        city = orjson.loads(stream.read())
        organisations = {each["key"]: each for each in city["organisations"]}
        places = {each["key"]: each for each in city["places"]}
        districts = {each["code"]: each for each in city["districts"]}
        for number, offer in enumerate(city["offers"], 1):
            place = places.get(offer.get("place") or "")
            around = {
                "city": city,
                "organisation": organisations[offer["organisation"]],
                "place": place,
                "district": districts.get(place["district"]) if place and place.get("district") else None,
            }
            yield Raw(f"offer {number}", {**offer, **{f"_{name}": value for name, value in around.items()}})

    def map(self, raw: Raw, context: Context) -> OfferDraft:
        """Turn an invented offer into a draft like any other."""
        offer = raw.data
        language = offer["_city"]["default_language"]
        place = _place(offer, language)
        return OfferDraft(
            external_id=offer["key"],
            title=offer["title"],
            description=offer["description"],
            kind=offer["kind"].upper(),
            status=offer.get("status", "published").upper(),
            provider=_organisation(offer["_organisation"]),
            place=place,
            sessions=[
                session
                for entry in offer["schedule"]
                for session in _sessions(entry, place, context, language)
            ],
            keywords=offer["keywords"],
            building_blocks=offer["building_blocks"],
            audience=offer["audience"],
            age_min=offer["age_min"],
            age_max=offer["age_max"],
            languages=offer["languages"],
            mode=(offer["mode"] or "").upper(),
            is_free=offer["is_free"].upper(),
            prices=offer["prices"],
            registration={**offer["registration"], "needed": offer["registration"]["needed"].upper()}
            if offer["registration"]
            else {},
            accessibility=offer["accessibility"],
            duration={"note": offer["duration_note"]} if offer.get("duration_note") else {},
            entry_requirements=offer.get("entry_requirements") or {},
            outcomes=offer.get("outcomes") or [],
            awards=[{"name": award} for award in offer.get("awards") or []],
            default_language=language,
        )


def _organisation(organisation: dict[str, Any]) -> OrganisationDraft:
    return OrganisationDraft(
        names=organisation["name"],
        type=organisation["type"].upper(),
        is_informal=organisation["is_informal"],
        url=organisation["url"] or "",
        email=organisation["email"] or "",
    )


def _place(offer: dict[str, Any], language: str) -> PlaceDraft | None:
    place, district = offer["_place"], offer["_district"]
    if place is None:
        return None
    return PlaceDraft(
        names=place["name"],
        street=place["street"] or "",
        postal_code=place["postal_code"] or "",
        locality=place["locality"] or "",
        country=offer["_city"]["country"],
        latitude=place["latitude"],
        longitude=place["longitude"],
        district=choose(district["names"], language).text if district else "",
        accessibility=place["accessibility"],
    )


def _sessions(
    entry: dict[str, Any], place: PlaceDraft | None, context: Context, language: str
) -> list[SessionDraft]:
    """Every date of one line of a schedule, counted from today."""
    now = (context.now or datetime.now(ZoneInfo("UTC"))).astimezone(ZoneInfo(context.timezone))
    hour, minute = (int(part) for part in (entry.get("time") or "00:00").split(":"))
    first = datetime.combine(now.date() + timedelta(days=entry["start_in_days"]), time(hour, minute))
    dates = []
    for number in range(max(entry.get("count") or 1, 1)):
        if entry.get("repeat") == "monthly":
            start = first + timedelta(days=28 * number)
        else:
            start = first + STEPS.get(entry.get("repeat") or "", timedelta()) * number
        dates.append(
            SessionDraft(
                start=start if entry.get("time") else start.date(),
                end=start + timedelta(minutes=entry["minutes"])
                if entry.get("time") and entry.get("minutes")
                else None,
                timezone=context.timezone,
                place=place,
                capacity_max=entry.get("capacity"),
                places_left=entry.get("places_left") if number == 0 else None,
                schedule_note=entry.get("note") or {},
            )
        )
        if entry.get("repeat") not in {"daily", "weekly", "monthly"}:
            break
    return dates


register(DemoReader())
