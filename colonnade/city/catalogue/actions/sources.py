"""Keeping the list of feeds a city harvests."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.city.catalogue.models import Source
from colonnade.city.catalogue.rules import Permission
from colonnade.city.profile.models import Territory
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.cleaning import keepable


@transaction.atomic
def keep_source(*, city: Territory, name: str, by: Any, at: datetime, **facts: Any) -> Source:
    """Return the city's source of that name, made when it is new; ``facts`` set its fields.

    Refused to anybody who may not manage the city's sources.
    """
    permissions.require(by, Permission.SOURCE_MANAGE, city)
    source, made = Source.objects.get_or_create(
        city=city, name=keepable(name)[:300], defaults={"created_at": at, **facts}
    )
    changed = {field: value for field, value in facts.items() if getattr(source, field) != value}
    if changed and not made:
        for field, value in changed.items():
            setattr(source, field, value)
        source.save(update_fields=list(changed))
    if made or changed:
        audit.record(
            by=by, verb=Permission.SOURCE_MANAGE, thing=source, at=at, made=made, fields=sorted(changed)
        )
    return source
