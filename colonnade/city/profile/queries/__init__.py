"""Reading places: the directory, one city, and what the gazetteer knows."""

from colonnade.city.profile.queries.cities import city_called, city_named, listed_cities
from colonnade.city.profile.queries.members import member_places

__all__ = ["city_called", "city_named", "listed_cities", "member_places"]
