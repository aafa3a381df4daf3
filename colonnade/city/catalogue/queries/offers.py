"""Offers that may be shown."""

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from colonnade.city.catalogue.models import Opportunity, Session, SourceRecord
from colonnade.city.catalogue.vocabulary import OfferStatus

PUBLIC = (OfferStatus.PUBLISHED, OfferStatus.POSTPONED, OfferStatus.CANCELLED)


def offers_on_show() -> QuerySet[Opportunity]:
    """Every offer the public may see, cancelled ones included (they say so), tombstones not."""
    return Opportunity.objects.filter(status__in=PUBLIC, deleted_at__isnull=True)


def offer_shown(uuid: UUID) -> Opportunity | None:
    """One offer with everything its page shows, tombstones included: a page that once was says what became of it."""
    dates = Session.objects.select_related("place__district").order_by("start", "id")
    records = SourceRecord.objects.select_related("source")
    return (
        Opportunity.objects.filter(uuid=uuid)
        .exclude(status=OfferStatus.DRAFT)
        .select_related("city", "provider", "part_of")
        .prefetch_related(Prefetch("sessions", queryset=dates), Prefetch("source_records", queryset=records))
        .first()
    )


def sessions_coming(offer: Opportunity, now: datetime) -> list[Session]:
    """The dates of an offer that are not over, in order, from what :func:`offer_shown` fetched."""
    return [
        each
        for each in offer.sessions.all()
        if each.start is not None and (each.ends_at is None or each.ends_at >= now)
    ]
