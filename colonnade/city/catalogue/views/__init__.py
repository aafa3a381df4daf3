"""The pages of the catalogue."""

from colonnade.city.catalogue.views.offers import correct, offer
from colonnade.city.catalogue.views.previews import map_columns, preview
from colonnade.city.catalogue.views.search import search, suggest
from colonnade.city.catalogue.views.sources import (
    add_source,
    run_source,
    show_run,
    show_source,
    sources,
)

__all__ = [
    "add_source",
    "correct",
    "map_columns",
    "offer",
    "preview",
    "run_source",
    "search",
    "show_run",
    "show_source",
    "sources",
    "suggest",
]
