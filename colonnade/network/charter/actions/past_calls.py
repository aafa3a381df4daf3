"""Calls of the past, shipped as records with their sources."""

import json
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from colonnade.network.charter.models import Call, Extension, Network, Stage
from colonnade.network.charter.rules import Permission
from colonnade.network.charter.vocabulary.calls import CallState
from colonnade.plumbing import audit, permissions

_FIELDS = ("kind", "titles", "rules", "quotas", "criteria", "scale", "facts")


def past_calls() -> dict[str, Any]:
    """The shipped records: ``{"network", "timezone", "calls": [{"slug", "kind", "titles", "stages", …}]}``."""
    text = files("colonnade.network.charter").joinpath("data/past_calls.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@transaction.atomic
def ship_past_calls(*, network: Network, by: Any, at: datetime) -> int:
    """Bring the records into a network, or up to date; returns how many were new. Safe to repeat.

    A day without an hour begins at its first second and ends at its last one, on the clock named in the data.
    """
    permissions.require(by, Permission.CALL_KEEP, network)
    data = past_calls()
    zone, made = ZoneInfo(data["timezone"]), 0
    for each in data["calls"]:
        values = {field: each[field] for field in _FIELDS} | {
            "state": CallState.PUBLISHED,
            "is_record": True,
            "timezone": data["timezone"],
        }
        call, fresh = Call.objects.update_or_create(network=network, slug=each["slug"], defaults=values)
        made += fresh
        for kind, (first, last) in each["stages"].items():
            days = {"opens_at": _moment(first, zone, last=False), "closes_at": _moment(last, zone, last=True)}
            Stage.objects.update_or_create(call=call, kind=kind, defaults=days)
        for kind, (before, after) in each["extensions"].items():
            stage = Stage.objects.get(call=call, kind=kind)
            days = {
                "closed_at": _moment(before, zone, last=True),
                "closes_at": _moment(after, zone, last=True),
            }
            Extension.objects.get_or_create(stage=stage, **days, defaults={"reason": "", "at": at})
    if made:
        audit.record(by=by, verb=Permission.CALL_KEEP, thing=network, at=at, past_calls=made)
    return made


def _moment(day: str | None, zone: ZoneInfo, *, last: bool) -> datetime | None:
    if day is None:
        return None
    found = datetime.combine(datetime.fromisoformat(day).date(), time(), zone)
    return found + timedelta(days=1) - timedelta(seconds=1) if last else found
