"""The first harvest of a city is counted at once; after that, counting comes round once a day."""

from colonnade.city.catalogue.events import HarvestEnded
from colonnade.city.catalogue.vocabulary import RunState
from colonnade.city.monitoring.queries.computing import was_counted
from colonnade.city.monitoring.tasks import computing
from colonnade.plumbing.events import on


@on(HarvestEnded)
def count_the_first_harvest(event: HarvestEnded) -> None:
    """Have a city counted that never was, so that its temple does not wait for the night."""
    if event.state == RunState.DONE and not was_counted(event.city_id):
        computing.count_city.enqueue(str(event.city_id))
