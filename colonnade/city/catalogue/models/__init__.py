"""What can be learned here, when and where, and where we know it from."""

from colonnade.city.catalogue.models.offer import Opportunity, Session
from colonnade.city.catalogue.models.source import HarvestRun, Note, Source, SourceRecord

__all__ = ["HarvestRun", "Note", "Opportunity", "Session", "Source", "SourceRecord"]
