"""The way through a city's pages."""

from typing import Any

from django import template

from colonnade.city.profile.queries.sections import public_sections, team_sections

register = template.Library()


@register.inclusion_tag("profile/sections.html", takes_context=True)
def city_sections(context: Any, city: Any, current: str = "") -> dict[str, Any]:
    """``{% city_sections city "plan" %}``: links to the parts of a city's pages, the present one marked."""
    person = getattr(context.get("request"), "user", None)
    signed_in = person is not None and person.is_authenticated
    return {
        "city": city,
        "current": current,
        "sections": public_sections(city),
        "work": team_sections(city, person) if signed_in else [],
    }
