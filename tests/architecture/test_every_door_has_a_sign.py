"""No view goes live without saying who may enter, and its lock does what its sign says."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from colonnade.plumbing.doors import public, signed_in

from .house import assert_none

SIGNS = {"public", "signed in"}


def test_every_door_has_a_sign():
    ours = list(_views(get_resolver()))

    assert ours
    assert_none(without_sign(ours))


def test_every_lock_does_what_its_sign_says():
    assert_none(wrongly_locked(_views(get_resolver())))


def test_a_door_without_a_sign_is_caught():
    resolver = URLResolver(
        RegexPattern(r"^/"), [path("a", public(_page)), path("b", signed_in(_page)), path("c", _bare)]
    )

    assert without_sign(_views(resolver, f"{__name__}")) == [f"{__name__}._bare"]


def test_an_open_door_that_says_signed_in_is_caught():
    def desk(request):
        return HttpResponse()

    desk.door, desk.login_required = "signed in", False

    assert wrongly_locked([desk]) == [f"{desk.__module__}.desk: signed in"]


def without_sign(views: Iterator[Any] | list[Any]) -> list[str]:
    """Views that do not say who may enter."""
    return [_name(view) for view in views if getattr(view, "door", None) not in SIGNS]


def wrongly_locked(views: Iterator[Any] | list[Any]) -> list[str]:
    """Views whose sign and login requirement disagree."""
    return [
        f"{_name(view)}: {view.door}"
        for view in views
        if hasattr(view, "door") and getattr(view, "login_required", True) != (view.door == "signed in")
    ]


def _views(resolver: URLResolver, ours: str = "colonnade.") -> Iterator[Any]:
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLPattern):
            yield from _views(pattern, ours)
        elif getattr(pattern.callback, "__module__", "").startswith(ours):
            yield pattern.callback


def _name(view: Any) -> str:
    return f"{view.__module__}.{getattr(view, '__name__', type(view).__name__)}"


def _page(request):
    return HttpResponse()


def _bare(request):
    return HttpResponse()
