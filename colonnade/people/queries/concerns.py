"""Reports of abuse and error."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from colonnade.people.models import Concern
from colonnade.people.vocabulary import ConcernState


def concerns_waiting_in(scope_ids: Collection[UUID | None]) -> QuerySet[Concern]:
    """Open reports about things of these places, oldest first; ``None`` stands for things of no place."""
    waiting = Concern.objects.filter(state=ConcernState.OPEN).order_by("made_at", "pk")
    ids = [each for each in scope_ids if each is not None]
    if None in scope_ids:
        return waiting.filter(scope_id__isnull=True) | waiting.filter(scope_id__in=ids)
    return waiting.filter(scope_id__in=ids)


def concerns_everywhere() -> QuerySet[Concern]:
    """Open reports about anything, oldest first."""
    return Concern.objects.filter(state=ConcernState.OPEN).order_by("made_at", "pk")


def concern(uuid: UUID) -> Concern:
    """Return one report; ``Concern.DoesNotExist`` otherwise."""
    return Concern.objects.get(uuid=uuid)
