"""The parts of a city's pages: what everybody can open, and what only the team sees."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from colonnade.city.profile.models import Territory
from colonnade.people.queries import permissions_in


@dataclass(frozen=True)
class Section:
    """One part: where it leads (a url name that takes the city's slug) and who sees the way to it.

    Without a ``permission`` everybody does. With one, whoever holds it in the city, and operators; the page
    itself still asks the rules.
    """

    code: str
    label: Any  # a lazy translation
    url_name: str
    order: int
    permission: str = ""


_sections: dict[str, Section] = {}


def add_section(section: Section) -> None:
    """Offer a part; called when an app starts, twice does no harm."""
    _sections[section.code] = section


def public_sections(city: Territory) -> list[tuple[str, str, str]]:
    """Code, label and address of the parts that everybody sees, in order."""
    return [
        (each.code, str(each.label), reverse(each.url_name, args=[city.slug]))
        for each in _ordered()
        if not each.permission
    ]


def team_sections(city: Territory, person: Any) -> list[tuple[str, str, str]]:
    """Code, label and address of the parts in which this person may work, in order; asks the database once."""
    held = permissions_in(person, city.uuid)
    return [
        (each.code, str(each.label), reverse(each.url_name, args=[city.slug]))
        for each in _ordered()
        if each.permission and (person.is_operator or each.permission in held)
    ]


def _ordered() -> list[Section]:
    return sorted(_sections.values(), key=lambda each: (each.order, each.code))
