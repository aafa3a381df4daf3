"""What can be done to the catalogue."""

from colonnade.city.catalogue.actions.correcting import correct_offer, release_correction
from colonnade.city.catalogue.actions.harvesting import harvest
from colonnade.city.catalogue.actions.previewing import bring_for_preview, confirm_preview, preview
from colonnade.city.catalogue.actions.scheduling import harvest_due, run_wanted, table_columns, want_harvest
from colonnade.city.catalogue.actions.sources import keep_source

__all__ = [
    "bring_for_preview",
    "confirm_preview",
    "correct_offer",
    "harvest",
    "harvest_due",
    "keep_source",
    "preview",
    "release_correction",
    "run_wanted",
    "table_columns",
    "want_harvest",
]
