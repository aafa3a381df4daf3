"""Keeping a long file of figures."""

from django.utils import timezone
from django_tasks import task

from colonnade.city.monitoring.actions.loading import keep_file
from colonnade.city.monitoring.models import Batch
from colonnade.city.monitoring.vocabulary.observing import BatchState
from colonnade.plumbing.permissions import System


@task()
def keep_wanted_file(batch_id: int) -> None:
    """Keep one file that waits. It was permitted when somebody wanted it; one that does not wait is left alone."""
    batch = (
        Batch.objects.select_related("territory", "made_by")
        .filter(pk=batch_id, state=BatchState.WAITING)
        .first()
    )
    if batch is not None:
        keep_file(batch=batch, by=batch.made_by or System("figures in the background"), at=timezone.now())
