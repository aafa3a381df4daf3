"""Work of the catalogue that goes on after the page has answered."""

from django.utils import timezone
from django_tasks import task

from colonnade.city.catalogue import actions
from colonnade.city.catalogue.models import HarvestRun
from colonnade.plumbing.permissions import System


@task()
def do_harvest(run_id: int) -> None:
    """Do one queued harvest. It was permitted when it was queued."""
    run = HarvestRun.objects.select_related("source__city").get(pk=run_id)
    actions.run_wanted(run=run, by=System("harvest in the background"), at=timezone.now())
