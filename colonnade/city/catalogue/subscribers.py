"""What the catalogue does when something happened."""

from colonnade.city.catalogue import tasks
from colonnade.city.catalogue.events import HarvestWanted
from colonnade.plumbing.events import on


@on(HarvestWanted)
def harvest_in_the_background(event: HarvestWanted) -> None:
    """Hand a wanted harvest to the worker."""
    tasks.do_harvest.enqueue(event.run_id)
