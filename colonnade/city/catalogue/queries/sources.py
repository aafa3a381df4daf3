"""A city's feeds and what their harvests came to."""

from django.db.models import Count, Max, Q, QuerySet

from colonnade.city.catalogue.models import HarvestRun, Source
from colonnade.city.profile.models import Territory


def sources_of(city: Territory) -> QuerySet[Source]:
    """The city's feeds with the number of offers each carries now (``live``)."""
    live = Count("records", filter=Q(records__withdrawn_at__isnull=True))
    return Source.objects.filter(city=city).annotate(live=live).order_by("name", "id")


def feeds_of(city: Territory, most: int = 100) -> list[tuple[Source, HarvestRun | None]]:
    """The city's feeds, each with its latest harvest; two queries however many feeds there are."""
    feeds = list(sources_of(city)[:most])
    latest = HarvestRun.objects.filter(source__in=feeds).values("source").annotate(latest=Max("id"))
    held = {run.source_id: run for run in HarvestRun.objects.filter(pk__in=latest.values("latest"))}
    return [(feed, held.get(feed.pk)) for feed in feeds]


def runs_of(source: Source) -> QuerySet[HarvestRun]:
    """The harvests of a feed, the latest first."""
    return source.runs.order_by("-id")
