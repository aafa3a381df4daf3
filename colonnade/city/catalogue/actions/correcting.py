"""Correcting an offer by hand, so that no later harvest undoes it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from colonnade.city.catalogue.events import OfferCorrected
from colonnade.city.catalogue.models import Opportunity
from colonnade.city.catalogue.rules import Permission
from colonnade.city.catalogue.vocabulary import Audience, Block, Mode, OfferStatus, Tri
from colonnade.plumbing import audit, permissions
from colonnade.plumbing.events import announce
from colonnade.plumbing.search import outbox

CORRECTABLE: dict[str, Any] = {
    "building_blocks": set(Block.values),
    "audience": set(Audience.values),
    "is_free": set(Tri.values),
    "mode": {"", *Mode.values},
    "status": set(OfferStatus.values),
    "age_min": int,
    "age_max": int,
}


class NotCorrectable(Exception):
    """This field, or this value of it, cannot be set by hand."""


@transaction.atomic
def correct_offer(*, offer: Opportunity, field: str, value: Any, by: Any, at: datetime) -> Opportunity:
    """Set one field by hand; later harvests leave it alone.

    Refused to anybody but the city's team and the offer's provider. :raises NotCorrectable: unknown field or value.
    """
    permissions.require(by, Permission.OFFER_CORRECT, offer)
    allowed = CORRECTABLE.get(field)
    if allowed is None:
        raise NotCorrectable(field)
    if isinstance(allowed, set):
        several = isinstance(getattr(offer, field), list)
        if isinstance(value, list) != several or not set(value if several else [value]) <= allowed:
            raise NotCorrectable(f"{field}: {value}")
    if allowed is int and not (value is None or (isinstance(value, int) and 0 <= value <= 120)):
        raise NotCorrectable(f"{field}: {value}")
    offer.by_hand = {**offer.by_hand, field: value}
    setattr(offer, field, value)
    if field == "building_blocks":
        offer.placing = [{"block": block, "score": None, "reasons": [["", "hand"]]} for block in value]
        offer.by_hand["placing"] = offer.placing
    offer.modified_at = at
    offer.save(update_fields=[field, "by_hand", "placing", "modified_at"])
    audit.record(by=by, verb=Permission.OFFER_CORRECT, thing=offer, at=at, field=field)
    outbox.changed("offers", [offer.pk])
    announce(OfferCorrected(offer_id=offer.uuid, field=field))
    return offer


@transaction.atomic
def release_correction(*, offer: Opportunity, field: str, by: Any, at: datetime) -> Opportunity:
    """Let the source decide again about a field; its value returns with the next harvest."""
    permissions.require(by, Permission.OFFER_CORRECT, offer)
    kept = {name: value for name, value in offer.by_hand.items() if name != field}
    if field == "building_blocks":
        kept.pop("placing", None)
    offer.by_hand = kept
    offer.save(update_fields=["by_hand"])
    offer.source_records.update(raw_hash="")
    audit.record(by=by, verb=Permission.OFFER_CORRECT, thing=offer, at=at, field=field, released=True)
    return offer
