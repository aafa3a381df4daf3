"""Long files of figures are kept in the background."""

from colonnade.city.monitoring.events.observing import FiguresWanted
from colonnade.city.monitoring.tasks import loading
from colonnade.plumbing.events import on


@on(FiguresWanted)
def keep_in_the_background(event: FiguresWanted) -> None:
    """Hand a wanted file to the worker."""
    loading.keep_wanted_file.enqueue(event.batch_id)
