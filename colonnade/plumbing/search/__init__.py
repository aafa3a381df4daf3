"""Finding things by words, facets, dates and distance: one small interface over an embedded engine.

Facts live in the database; an index is derived from them and can be thrown away. Whoever changes a
searchable thing calls :func:`outbox.changed` in the same transaction; the indexer applies it within a
second. A module says what of it can be found by registering a :class:`Kind`.
"""

from colonnade.plumbing.search.kinds import Kind, kinds, register
from colonnade.plumbing.search.question import Answer, Question

__all__ = ["Answer", "Kind", "Question", "kinds", "register"]
