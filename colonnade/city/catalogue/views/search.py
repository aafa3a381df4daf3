"""Looking for something to learn."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from colonnade.city.catalogue.queries.drawing import city_map
from colonnade.city.catalogue.queries.finding import Found, Wish, find, suggestions
from colonnade.city.catalogue.queries.wishing import (
    DISTANCES_KM,
    Pairs,
    address,
    pairs_from,
    toggled,
    wish_from,
)
from colonnade.city.catalogue.vocabulary import Audience, Block, Mode, Tri
from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.city.profile.vocabulary import Access
from colonnade.plumbing import panels
from colonnade.plumbing.doors import public
from colonnade.plumbing.languages import language_name

FEW = 12


@dataclass(frozen=True)
class Facet:
    """One filter as the page shows it."""

    title: str
    options: list[dict[str, Any]]
    open: bool


@public
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Words, filters, list, map: complete without script, every state an address that can be shared."""
    now, language = timezone.now(), get_language() or "en"
    wish, pairs = wish_from(request.GET), pairs_from(request.GET)
    city = city_named(wish.city) if wish.city else None
    found = find(wish, language, now)
    facets = _facets(found, wish, pairs, language)
    context = {
        "wish": wish,
        "city": city,
        "everywhere": city is None,
        "found": found,
        "facets": facets,
        "chosen": _chosen(facets, pairs),
        "hidden": [pair for pair in pairs if pair[0] != "q"],
        "hidden_city": [("city", wish.city)] if wish.city else [],
        "sorts": _sorts(wish, pairs),
        "previous": address([*pairs, ("page", str(wish.page - 1))]) if wish.page > 1 else "",
        "next": address([*pairs, ("page", str(wish.page + 1))]) if wish.page < found.pages else "",
        "first": (wish.page - 1) * wish.limit + 1,
        "last": min(wish.page * wish.limit, found.total),
        "map": city_map(found.cards, city, language) if city else None,
        "calendar_query": address(pairs),
        "panels": panels.filled("search.head", request, found.cards),
        "everything": address(pair for pair in pairs if pair[0] in {"q", "city"}),
        "suggest_url": reverse("catalogue:suggest") + address([("city", wish.city)] if wish.city else []),
    }
    return render(request, "catalogue/search.html", context)


@public
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles that go on like what was typed."""
    typed = request.GET.get("q", "").strip()[:100]
    city = request.GET.get("city", "").strip()[:80]
    titles = suggestions(typed, city, get_language() or "en") if len(typed) > 1 else []
    here = reverse("catalogue:search")
    scope = [("city", city)] if city else []
    found = [{"text": title, "note": "", "url": here + address([("q", title), *scope])} for title in titles]
    response = JsonResponse({"suggestions": found})
    response["Cache-Control"] = "public, max-age=60"
    return response


def _facets(found: Found, wish: Wish, pairs: Pairs, language: str) -> list[Facet]:
    """The filters in the order in which people need them; empty ones stay away unless something is chosen."""
    facets = [
        Facet(_("When"), _when_options(found, wish, pairs), True),
        Facet(_("Topic"), _options("block", found, wish, pairs, _labels(Block, language)), True),
        Facet(_("Price"), _options("free", found, wish, pairs, _PRICE_WORDS()), True),
        Facet(_("For whom"), _options("audience", found, wish, pairs, _labels(Audience, language)), False),
        Facet(
            _("District"),
            _options("district", found, wish, pairs, _texts(found, "district")),
            bool(wish.city),
        ),
        Facet(_("Language"), _options("language", found, wish, pairs, _LanguageNames(language)), False),
        Facet(_("How"), _options("mode", found, wish, pairs, _labels(Mode, language)), False),
        Facet(_("Access"), _options("access", found, wish, pairs, _labels(Access, language)), False),
        Facet(_("Provider"), _options("provider", found, wish, pairs, _texts(found, "provider")), False),
    ]
    if wish.near:
        facets.insert(1, Facet(_("Distance"), _distance_options(wish, pairs), True))
    return [facet for facet in facets if facet.options]


@lru_cache(maxsize=64)
def _labels(choices: type[TextChoices], language: str) -> dict[str, str]:  # noqa: ARG001
    """The words for these values in the active language, which ``language`` names; every search asks for all."""
    return {value: str(label) for value, label in choices.choices}


class _LanguageNames:
    """Names of languages, asked for one by one."""

    def __init__(self, language: str) -> None:
        self.language = language

    def get(self, code: str, default: str) -> str:
        return language_name(code, self.language) or default


def _PRICE_WORDS() -> dict[str, str]:  # noqa: N802 - reads as the table it is
    return {
        Tri.YES.value: _("Free"),
        Tri.NO.value: _("Costs something"),
        Tri.UNKNOWN.value: _("Price not stated"),
    }


def _texts(found: Found, facet: str) -> dict[str, str]:
    return {value: text.text for value, text in found.names[facet].items()}


def _options(name: str, found: Found, wish: Wish, pairs: Pairs, words: Any) -> list[dict[str, Any]]:
    chosen = wish.chosen.get(name, ())
    counted = found.facets.get(name, [])[:FEW]
    shown = [*counted, *((value, None) for value in chosen if value not in dict(counted))]
    return [
        {
            "label": str(words.get(value, value)),
            "url": toggled(pairs, name, value),
            "count": count,
            "chosen": value in chosen,
            "lang": "",
        }
        for value, count in shown
    ]


def _when_options(found: Found, wish: Wish, pairs: Pairs) -> list[dict[str, Any]]:
    words = {
        "today": _("Today"),
        "weekend": _("This weekend"),
        "week": _("Next 7 days"),
        "month": _("Next 30 days"),
    }
    return [
        {
            "label": label,
            "url": toggled(pairs, "when", name, single=True),
            "count": found.windows.get(name, 0),
            "chosen": wish.when == name,
            "lang": "",
        }
        for name, label in words.items()
    ]


def _distance_options(wish: Wish, pairs: Pairs) -> list[dict[str, Any]]:
    return [
        {
            "label": _("up to %(number)s km") % {"number": reach},
            "url": toggled(pairs, "km", str(reach), single=True),
            "count": None,
            "chosen": wish.metres == reach * 1000,
            "lang": "",
        }
        for reach in DISTANCES_KM
    ]


def _sorts(wish: Wish, pairs: Pairs) -> list[dict[str, Any]]:
    words = {"relevance": _("Best match"), "date": _("Soonest first"), "distance": _("Nearest first")}
    now = wish.sort or ("relevance" if wish.text else "date")
    offered = [
        name for name in words if (name != "relevance" or wish.text) and (name != "distance" or wish.near)
    ]
    rest = [pair for pair in pairs if pair[0] != "sort"]
    return [
        {"label": words[name], "url": address([*rest, ("sort", name)]), "chosen": name == now}
        for name in offered
    ]


def _chosen(facets: list[Facet], pairs: Pairs) -> list[dict[str, str]]:
    """What is filtered by, each with the way to take it away."""
    tags = [
        {"label": str(option["label"]), "url": option["url"]}
        for facet in facets
        for option in facet.options
        if option["chosen"]
    ]
    for name, label in (
        ("from", _("from %(value)s")),
        ("to", _("until %(value)s")),
        ("age", _("age %(value)s")),
    ):
        tags += [
            {"label": label % {"value": value}, "url": toggled(pairs, name, value)}
            for key, value in pairs
            if key == name
        ]
    tags += [
        {"label": _("near me"), "url": address(pair for pair in pairs if pair[0] not in {"near", "km"})}
        for key, _v in pairs
        if key == "near"
    ]
    return tags


def city_of(slug: str) -> Territory | None:
    """The city behind an address, for the other views of this package."""
    return city_named(slug)
