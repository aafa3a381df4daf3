"""What can be done to a place."""

from colonnade.city.profile.actions.describing import describe_territory, write_statement
from colonnade.city.profile.actions.founding import CountryUnknown, found_territory, ship_member_cities
from colonnade.city.profile.actions.places import keep_places

__all__ = [
    "CountryUnknown",
    "describe_territory",
    "found_territory",
    "keep_places",
    "ship_member_cities",
    "write_statement",
]
