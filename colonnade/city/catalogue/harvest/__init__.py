"""The small protocol between the harvest pipeline and the formats it reads.

A format is a folder in ``interop`` with one shape: ``recognise``, ``read`` and ``map``. It registers a
:class:`Reader` when the site starts. The pipeline itself, which writes, is ``catalogue.actions``.
"""

from colonnade.city.catalogue.harvest.drafts import (
    OfferDraft,
    OrganisationDraft,
    PlaceDraft,
    SessionDraft,
)
from colonnade.city.catalogue.harvest.protocol import (
    Context,
    Head,
    Raw,
    Reader,
    Refused,
    Report,
    Unusable,
    readers,
    register,
)

__all__ = [
    "Context",
    "Head",
    "OfferDraft",
    "OrganisationDraft",
    "PlaceDraft",
    "Raw",
    "Reader",
    "Refused",
    "Report",
    "SessionDraft",
    "Unusable",
    "readers",
    "register",
]
