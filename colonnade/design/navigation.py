"""The places a reader can go to from every page, and what every page has to say first.

Modules above hand in their places when they start (``apps.ready``); the header and footer show them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest  # noqa: TID251 - the header is drawn for a request
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

GROUPS = ("main", "account", "footer")


@dataclass(frozen=True)
class Place:
    """A link of the site's own furniture.

    ``label`` is a lazily translated string; ``url_name`` is what ``reverse`` understands;
    ``shown`` may hide the place from a request.
    """

    label: Any
    url_name: str
    order: int = 100
    group: str = "main"
    icon: str = ""
    shown: Callable[[HttpRequest], bool] | None = None


_places: dict[str, list[Place]] = {group: [] for group in GROUPS}
_notices: list[Callable[[HttpRequest], str]] = []


def register(place: Place) -> None:
    """Put a place into its group; said twice, it stands there once."""
    if place not in _places[place.group]:
        _places[place.group].append(place)
        _places[place.group].sort(key=lambda each: each.order)


def register_notice(notice: Callable[[HttpRequest], str]) -> None:
    """Let ``notice`` put a sentence above every page ("These data are invented"); empty means nothing to say."""
    if notice not in _notices:
        _notices.append(notice)


def notices(request: HttpRequest) -> list[str]:
    """Return the sentences to show above this page."""
    return [sentence for notice in _notices if (sentence := notice(request))]


def places(group: str, request: HttpRequest) -> list[dict[str, Any]]:
    """Return ``label``, ``url``, ``icon`` and ``current`` of every place of a group, in order.

    ``current`` is ``"page"`` where the reader stands, ``"true"`` where the place contains the page, or empty.
    """
    shown = [place for place in _places[group] if place.shown is None or place.shown(request)]
    found = [(place, _address(place.url_name, get_language() or "")) for place in shown]
    home = max((url for _, url in found if url and request.path.startswith(url)), key=len, default="")
    return [
        {"label": place.label, "url": url, "icon": place.icon, "current": _current(url, home, request.path)}
        for place, url in found
        if url
    ]


def _current(url: str, home: str, path: str) -> str:
    if url == path:
        return "page"
    return "true" if url == home and url.count("/") > 2 else ""


@lru_cache(maxsize=512)
def _address(url_name: str, language: str) -> str:
    """Where a place is, in the active language; ``language`` is only there to tell the answers apart."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
