"""What the frame around every page needs to know: languages, places, theme, name of the site."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest  # noqa: TID251 - the frame is drawn for a request
from django.urls import translate_url
from django.utils.translation import get_language, get_language_bidi

from colonnade.design import navigation

THEMES = ("light", "dark", "contrast")


class Page:
    """The frame of one page; each part is worked out only when a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def brand(self) -> str:
        """Name of the site."""
        return settings.BRAND

    @property
    def home(self) -> str:
        """Address of the front page in this language."""
        return f"/{self.language}/"

    @property
    def theme(self) -> str:
        """Theme that the page insists on; empty where the reader and the device decide."""
        theme = getattr(self._request, "theme", "")
        return theme if theme in THEMES else ""

    @property
    def language(self) -> str:
        """Code of the page's language."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if get_language_bidi() else "ltr"

    @cached_property
    def languages(self) -> list[dict[str, Any]]:
        """Every language of the interface under its own name, with this page's address in it."""
        return [
            {"code": code, "name": name, "url": self._in_language(code), "current": code == self.language}
            for code, name in settings.LANGUAGES
        ]

    @property
    def language_name(self) -> str:
        """The page's language under its own name."""
        return dict(settings.LANGUAGES).get(self.language, self.language)

    @cached_property
    def notices(self) -> list[str]:
        """Sentences above every page."""
        return navigation.notices(self._request)

    @cached_property
    def places(self) -> list[dict[str, Any]]:
        """Links of the header."""
        return navigation.places("main", self._request)

    @cached_property
    def account(self) -> list[dict[str, Any]]:
        """Links of the reader's own menu."""
        return navigation.places("account", self._request)

    @cached_property
    def footer(self) -> list[dict[str, Any]]:
        """Links of the footer."""
        return navigation.places("footer", self._request)

    def _in_language(self, code: str) -> str:
        """This address in another language; its language is its first part, so no address is resolved for it."""
        address, prefix = self._request.get_full_path(), f"/{self.language}/"
        if address.startswith(prefix):
            return f"/{code}/{address.removeprefix(prefix)}"
        return translate_url(address, code)


def page(request: HttpRequest) -> dict[str, Page]:
    """Context processor: ``page`` in every template."""
    return {"page": Page(request)}
