"""The interface for programs: everything public of this site, read-only, as JSON."""

from django.conf import settings

from colonnade.portal.api import cities, frameworks, opportunities, parties, sessions
from colonnade.portal.api.opening import OpenInterface

DESCRIPTION = """\
Everything public of this site, to read. No key is needed.

Texts are language maps: an object from language tag (BCP 47) to text. Identifiers are UUIDs and stay. Times carry their
offset from UTC. What nobody stated is null, an empty list or "unknown"; it is never filled in.

Lists are read page by page: follow `next` until it is null. Ask again with `If-None-Match` to learn cheaply that
nothing changed. To keep a copy, read `/opportunities?updated_since=…` to its end, keep the last `next`, and come back to it:
it brings what changed since, and a tombstone for what is gone.

Every opportunity names its sources and the licence of each; null means that no licence is known: ask the source first.
"""

api = OpenInterface(
    title=f"{settings.BRAND} API",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    servers=[{"url": settings.BASE_URL}],
)
for each in (cities, opportunities, sessions, parties, frameworks):
    api.add_router("", each.router)

__all__ = ["api"]
