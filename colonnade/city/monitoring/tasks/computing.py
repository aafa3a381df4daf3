"""Counting one city in the background."""

from django.utils import timezone
from django_tasks import task

from colonnade.city.monitoring.actions.computing import compute_indicators
from colonnade.city.monitoring.queries.computing import moment_of
from colonnade.city.profile.models import Territory
from colonnade.plumbing.permissions import System


@task()
def count_city(city_id: str) -> None:
    """Count the automatic indicators of one city as of today; a city that is gone is left alone."""
    territory = Territory.objects.filter(uuid=city_id).first()
    if territory is not None:
        at = timezone.now()
        today = moment_of(territory, None, at).date()
        compute_indicators(territory=territory, as_of=today, by=System("counting in the background"), at=at)
