"""Reading places: the directory, one city, and what the gazetteer knows."""

from colonnade.city.profile.queries.cities import city_called, city_named, listed_cities
from colonnade.city.profile.queries.members import member_places
from colonnade.city.profile.queries.sections import Section, add_section, public_sections, team_sections

__all__ = [
    "Section",
    "add_section",
    "city_called",
    "city_named",
    "listed_cities",
    "member_places",
    "public_sections",
    "team_sections",
]
