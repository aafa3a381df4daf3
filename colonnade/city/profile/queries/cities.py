"""The cities of this installation."""

from django.db.models import QuerySet

from colonnade.city.profile.models import District, TeamMember, Territory
from colonnade.plumbing.prepared import WORDS, PreparedObjects, hold

_named = PreparedObjects(lambda slugs: Territory.objects.filter(slug__in=slugs), (), WORDS)
_shown = PreparedObjects(lambda slugs: Territory.objects.filter(slug__in=slugs), ("parent",), WORDS)
_team = PreparedObjects(lambda cities: TeamMember.objects.filter(territory_id__in=cities))
_districts = PreparedObjects(lambda cities: District.objects.filter(territory_id__in=cities))
_parts = PreparedObjects(lambda cities: Territory.objects.filter(parent_id__in=cities))


def listed_cities() -> QuerySet[Territory]:
    """Every city with a public page, in a stable order."""
    return Territory.objects.order_by("slug", "pk")


def city_named(slug: str) -> Territory | None:
    """The city at this address, or ``None``."""
    return next(iter(_named.objects([slug])), None)


def city_shown(slug: str) -> Territory | None:
    """The city at this address with everything its page shows, or ``None``."""
    for city in _shown.objects([slug]):
        hold(city, "team", _team.objects([city.pk]))
        hold(city, "districts", _districts.objects([city.pk]))
        hold(city, "parts", _parts.objects([city.pk]))
        return city
    return None


def city_called(name: str, country: str) -> Territory | None:
    """The city of a country that bears this name in any language, or ``None``."""
    wanted = " ".join(name.casefold().split())
    for territory in Territory.objects.filter(country=country.upper()):
        if any(" ".join(each.casefold().split()) == wanted for each in territory.names.values()):
            return territory
    return None
