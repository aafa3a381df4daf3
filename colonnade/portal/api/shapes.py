"""From rows to what the interface says; nothing is added that nobody stated."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from colonnade.city.catalogue.vocabulary import Tri
from colonnade.plumbing import spoken
from colonnade.portal.api.addresses import href, of

Row = Mapping[str, Any]

CITY_REF = ("city__uuid", "city__slug", "city__names")
PLACE_REF = (
    "place__uuid", "place__names", "place__street", "place__postal_code", "place__locality", "place__latitude",
    "place__longitude", "place__district__code", "place__district__names",
)  # fmt: skip
OPPORTUNITY = (
    "id", "uuid", "kind", "status", "title", "description", "default_language", "url", "other_organisations", "keywords",
    "source_categories", "building_blocks", "placing", "audience", "age_min", "age_max", "languages", "mode", "is_free",
    "prices", "accessibility", "facts", "by_hand", "part_of__uuid", "is_demo", "created_at", "modified_at", "deleted_at",
    *CITY_REF, "provider__uuid", "provider__names",
)  # fmt: skip
DATE = (
    "id", "uuid", "opportunity_id", "start", "end", "timezone", "precision", "end_known", "rule", "schedule_note", "online_url",
    "capacity_max", "capacity_min", "places_left", "status", "previous_start", "overrides", "external_id", *PLACE_REF,
)  # fmt: skip
SESSION = (*DATE, "opportunity__uuid", "opportunity__facts")
SOURCE = (
    "opportunity_id", "source__uuid", "source__name", "external_id", "external_url", "source_modified", "fetched_at",
    "licence", "source__licence", "source__attribution", "is_lead", "inferred",
)  # fmt: skip


def opportunity(row: Row, sources: Sequence[Row]) -> dict[str, Any]:
    """One opportunity, without its dates."""
    facts, uuid = row["facts"], row["uuid"]
    return {
        "id": uuid,
        "href": href("opportunities", uuid),
        "page": of("catalogue:offer", uuid),
        "kind": row["kind"].lower(),
        "status": row["status"].lower(),
        "title": row["title"],
        "description": row["description"],
        "default_language": row["default_language"],
        "url": row["url"] or None,
        "city": city_ref(row),
        "provider": organisation_ref(row["provider__uuid"], row["provider__names"]),
        "other_organisations": row["other_organisations"],
        "keywords": row["keywords"],
        "source_categories": row["source_categories"],
        "building_blocks": row["building_blocks"],
        "placing": row["placing"],
        "audience": row["audience"],
        "age_min": row["age_min"],
        "age_max": row["age_max"],
        "level": facts.get("level"),
        "languages": row["languages"],
        "mode": row["mode"].lower() or None,
        "is_free": row["is_free"].lower(),
        "prices": [_price(each) for each in row["prices"]],
        "registration": _registration(facts.get("registration")),
        "accessibility": row["accessibility"],
        "accessibility_note": facts.get("accessibility_note"),
        "image": facts.get("image") or None,
        "duration": facts.get("duration") or None,
        "workload_hours": facts.get("workload_hours"),
        "entry_requirements": facts.get("entry_requirements"),
        "outcomes": facts.get("outcomes") or [],
        "awards": facts.get("awards") or [],
        "part_of": row["part_of__uuid"],
        "corrected_by_hand": sorted(row["by_hand"]),
        "sources": [_source(each) for each in sources],
        "sessions_href": f"{settings.BASE_URL}/api/v1/sessions?opportunity={uuid}",
        "calendar": of("ical:offer", uuid),
        "is_demo": row["is_demo"],
        "created": row["created_at"],
        "modified": row["modified_at"],
    }


def tombstone(row: Row) -> dict[str, Any]:
    """What is left of an opportunity that is gone."""
    return {"id": row["uuid"], "state": "deleted", "modified": row["modified_at"]}


def session(row: Row, uuid: UUID, facts: Row) -> dict[str, Any]:
    """One date of the opportunity with this identifier and these facts."""
    needed = (facts.get("registration") or {}).get("needed", "")
    return {
        "id": row["uuid"],
        "href": href("sessions", row["uuid"]),
        "opportunity": uuid,
        "start": _local(row["start"], row["timezone"]),
        "end": _local(row["end"], row["timezone"]),
        "timezone": row["timezone"] or None,
        "precision": row["precision"].lower(),
        "end_known": row["end_known"],
        "rule": row["rule"] or None,
        "schedule_note": row["schedule_note"],
        "place": place_ref(row) if row["place__uuid"] else None,
        "online_url": None if str(needed).upper() == Tri.YES else row["online_url"] or None,
        "capacity_max": row["capacity_max"],
        "capacity_min": row["capacity_min"],
        "places_left": row["places_left"],
        "status": row["status"].lower(),
        "previous_start": _local(row["previous_start"], row["timezone"]),
        "overrides": row["overrides"],
        "external_id": row["external_id"] or None,
    }


def city_ref(row: Row, prefix: str = "city") -> dict[str, Any]:
    """A city in short."""
    uuid = row[f"{prefix}__uuid"]
    return {
        "id": uuid,
        "slug": row[f"{prefix}__slug"],
        "name": row[f"{prefix}__names"],
        "href": href("cities", uuid),
    }


def organisation_ref(uuid: Any, names: Any) -> dict[str, Any] | None:
    """An organisation in short."""
    return {"id": uuid, "name": names, "href": href("organisations", uuid)} if uuid else None


def place_ref(row: Row, prefix: str = "place__") -> dict[str, Any]:
    """A place in short."""
    code = row[f"{prefix}district__code"]
    uuid = row[f"{prefix}uuid"]
    return {
        "id": uuid,
        "name": row[f"{prefix}names"],
        "street": row[f"{prefix}street"] or None,
        "postal_code": row[f"{prefix}postal_code"] or None,
        "locality": row[f"{prefix}locality"] or None,
        "lat": row[f"{prefix}latitude"],
        "lon": row[f"{prefix}longitude"],
        "district": {"code": code, "name": row[f"{prefix}district__names"]} if code else None,
        "href": href("places", uuid),
    }


def _local(moment: datetime | None, timezone: str) -> str | None:
    return moment.astimezone(spoken.zone(timezone)).isoformat() if moment else None


def _registration(stated: Any) -> dict[str, Any] | None:
    if not stated:
        return None
    needed = stated.get("needed")
    return {**stated, "needed": needed.lower()} if isinstance(needed, str) else stated


def _price(price: Row) -> dict[str, Any]:
    return {
        "amount": price.get("amount") or None,
        "currency": price.get("currency") or None,
        "label": price.get("label") or {},
        "condition": price.get("condition") or {},
    }


def _source(row: Row) -> dict[str, Any]:
    return {
        "feed": row["source__uuid"],
        "name": row["source__name"],
        "external_id": row["external_id"],
        "external_url": row["external_url"] or None,
        "modified": row["source_modified"],
        "fetched": row["fetched_at"],
        "licence": row["licence"] or row["source__licence"] or None,
        "attribution": row["source__attribution"] or None,
        "is_lead": row["is_lead"],
        "inferred_fields": row["inferred"],
    }
