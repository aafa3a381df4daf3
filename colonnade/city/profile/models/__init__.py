"""The place: territory, districts, venues, team, and the pages it owes its visitors."""

from colonnade.city.profile.models.place import District, Place
from colonnade.city.profile.models.territory import Statement, TeamMember, Territory

__all__ = ["District", "Place", "Statement", "TeamMember", "Territory"]
