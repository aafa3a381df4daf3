"""What the catalogue puts into the slots of a city's page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from colonnade.city.catalogue.queries.drawing import city_map
from colonnade.city.catalogue.queries.finding import Wish, find
from colonnade.city.catalogue.queries.measures import BlockCount, counts_by_block, free_count
from colonnade.city.catalogue.queries.wishing import address
from colonnade.city.catalogue.rules import Permission
from colonnade.city.catalogue.vocabulary import Block
from colonnade.city.profile.models import Territory
from colonnade.plumbing import panels
from colonnade.plumbing.permissions import may

UPCOMING = 6


def learn_panel(request: HttpRequest, city: Territory) -> dict[str, Any]:
    """The search box, the six doors and what comes next."""
    now, language = timezone.now(), get_language() or "en"
    here = reverse("catalogue:search")
    counts = _counts(request, city)
    found = find(Wish(city=city.slug, sort="date", limit=UPCOMING, with_windows=False), language, now)
    return {
        "city": city,
        "action": here,
        "suggest_url": reverse("catalogue:suggest") + address([("city", city.slug)]),
        "total": found.total,
        "free": free_count(city, now),
        "doors": [
            {
                "code": code,
                "name": label,
                "url": here + address([("city", city.slug), ("block", code)]),
                "count": counts[code].offers,
            }
            for code, label in Block.choices
        ],
        "cards": found.cards,
        "all_url": here + address([("city", city.slug)]),
        "map": city_map(found.cards, city, language),
    }


def tools_panel(request: HttpRequest, city: Territory) -> dict[str, Any] | None:
    """The way to the feeds, for the team."""
    if not request.user.is_authenticated or not may(request.user, Permission.SOURCE_MANAGE, city):
        return None
    return {"url": reverse("catalogue:sources", args=[city.slug])}


def register() -> None:
    """Put the panels into their slots; called when the app starts."""
    panels.add(panels.Panel("city.lead", 10, "catalogue/panel_learn.html", learn_panel))
    panels.add(panels.Panel("city.tools", 10, "catalogue/panel_tools.html", tools_panel))


def _counts(request: HttpRequest, city: Territory) -> dict[str, BlockCount]:
    """Counted once for all panels of a page."""
    held: dict[int, dict[str, BlockCount]] = request.__dict__.setdefault("_catalogue_counts", {})
    if city.pk not in held:
        held[city.pk] = counts_by_block(city, timezone.now())
    return held[city.pk]
