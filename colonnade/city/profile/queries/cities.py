"""The cities of this installation."""

from django.db.models import Q, QuerySet

from colonnade.city.profile.models import Territory


def listed_cities() -> QuerySet[Territory]:
    """Every city with a public page, in a stable order."""
    return Territory.objects.order_by("slug", "pk")


def city_named(slug: str) -> Territory | None:
    """The city at this address, or ``None``."""
    return Territory.objects.filter(Q(slug=slug)).first()


def city_called(name: str, country: str) -> Territory | None:
    """The city of a country that bears this name in any language, or ``None``."""
    wanted = " ".join(name.casefold().split())
    for territory in Territory.objects.filter(country=country.upper()):
        if any(" ".join(each.casefold().split()) == wanted for each in territory.names.values()):
            return territory
    return None
