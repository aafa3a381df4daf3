"""A draft, its sections with their versions, comments and support."""

from colonnade.drafting.models.comment import Comment, Support
from colonnade.drafting.models.draft import Draft, Section, Version

__all__ = ["Comment", "Draft", "Section", "Support", "Version"]
