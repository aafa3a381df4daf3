"""The directory of cities and each city's public face."""

from colonnade.city.profile.views.cities import city, directory
from colonnade.city.profile.views.writing import edit, edit_statement, statement

__all__ = ["city", "directory", "edit", "edit_statement", "statement"]
