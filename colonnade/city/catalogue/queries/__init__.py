"""Reading the catalogue."""

from colonnade.city.catalogue.queries.cards import Card, cards
from colonnade.city.catalogue.queries.finding import Found, Wish, find, suggestions
from colonnade.city.catalogue.queries.offers import offer_shown, offers_on_show, sessions_coming
from colonnade.city.catalogue.queries.sources import feeds_of, runs_of, sources_of

__all__ = [
    "Card",
    "Found",
    "Wish",
    "cards",
    "feeds_of",
    "find",
    "offer_shown",
    "offers_on_show",
    "runs_of",
    "sessions_coming",
    "sources_of",
    "suggestions",
]
