"""Offers that may be shown."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from colonnade.city.catalogue.models import Opportunity, Session, SourceRecord
from colonnade.city.catalogue.vocabulary import OfferStatus
from colonnade.plumbing.prepared import UUIDS, PreparedObjects, hold

PUBLIC = (OfferStatus.PUBLISHED, OfferStatus.POSTPONED, OfferStatus.CANCELLED)

_shown = PreparedObjects(
    lambda uuids: Opportunity.objects.filter(uuid__in=uuids).exclude(status=OfferStatus.DRAFT),
    ("city", "provider", "part_of"),
    UUIDS,
)
_dates = PreparedObjects(
    lambda ids: Session.objects.filter(opportunity_id__in=ids).order_by("start", "id"),
    ("place", "place__district"),
)
_records = PreparedObjects(
    lambda ids: SourceRecord.objects.filter(opportunity_id__in=ids).order_by("id"), ("source",)
)


def offers_on_show() -> QuerySet[Opportunity]:
    """Every offer the public may see, cancelled ones included (they say so), tombstones not."""
    return Opportunity.objects.filter(status__in=PUBLIC, deleted_at__isnull=True)


def offer_shown(uuid: UUID) -> Opportunity | None:
    """One offer with everything its page shows, tombstones included: a page that once was says what became of it."""
    for offer in _shown.objects([uuid]):
        hold(offer, "sessions", _dates.objects([offer.pk]))
        hold(offer, "source_records", _records.objects([offer.pk]))
        return offer
    return None


def sessions_coming(offer: Opportunity, now: datetime) -> list[Session]:
    """The dates of an offer that are not over, in order, from what :func:`offer_shown` fetched."""
    return [
        each
        for each in offer.sessions.all()
        if each.start is not None and (each.ends_at is None or each.ends_at >= now)
    ]
