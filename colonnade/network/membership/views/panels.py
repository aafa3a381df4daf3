"""What membership puts into a city's page and into a network's."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from colonnade.city.profile.models import Territory
from colonnade.network.charter.models import Network
from colonnade.network.membership.models import Fact
from colonnade.network.membership.queries.past import facts_of
from colonnade.network.membership.vocabulary.members import FactKind
from colonnade.plumbing import panels


def city_panel(request: HttpRequest, city: Territory) -> dict[str, Any] | None:
    """Awards and conferences of the city; nothing where no source tells of any."""
    told = [fact for fact in facts_of(city) if fact.kind in (FactKind.AWARDED, FactKind.HOSTED)]
    if not told:
        return None
    return {"facts": told, "url": reverse("membership:history", args=[city.slug])}


def network_panel(request: HttpRequest, network: Network) -> dict[str, Any] | None:
    """The way to the timeline, where there is one."""
    if not Fact.objects.filter(network=network).exists():
        return None
    return {"url": reverse("membership:timeline", args=[network.slug])}


def register() -> None:
    """Put panels into their places; called when the app starts."""
    panels.add(panels.Panel("city.main", 60, "membership/panel_city.html", city_panel))
    panels.add(panels.Panel("network.main", 10, "membership/panel_network.html", network_panel))
