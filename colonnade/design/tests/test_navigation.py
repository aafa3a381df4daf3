"""Places in the header, and which of them the reader is at."""

import pytest

from colonnade.design import navigation
from colonnade.design.context import page
from colonnade.design.navigation import Place

pytestmark = pytest.mark.urls("colonnade.design.tests.addresses")


@pytest.fixture(autouse=True)
def empty(monkeypatch):
    monkeypatch.setattr(navigation, "_places", {group: [] for group in navigation.GROUPS})
    monkeypatch.setattr(navigation, "_notices", [])
    navigation._address.cache_clear()
    yield
    navigation._address.cache_clear()


def test_places_stand_in_order_and_once(get):
    navigation.register(Place("Gallery", "design:gallery", 20))
    navigation.register(Place("Page", "design:specimen", 10))
    navigation.register(Place("Page", "design:specimen", 10))

    assert [place["label"] for place in navigation.places("main", get("/en/"))] == ["Page", "Gallery"]


def test_current_is_where_the_reader_stands_or_what_contains_it(get):
    navigation.register(Place("Gallery", "design:gallery"))
    navigation.register(Place("Page", "design:specimen"))

    def current(path):
        return {place["label"]: place["current"] for place in navigation.places("main", get(path))}

    assert current("/en/design/") == {"Gallery": "page", "Page": ""}
    assert current("/en/design/page/") == {"Gallery": "", "Page": "page"}
    assert current("/en/design/fault/404/") == {"Gallery": "true", "Page": ""}
    assert current("/en/") == {"Gallery": "", "Page": ""}


def test_places_may_hide_and_unknown_addresses_do_not_break_the_page(get):
    navigation.register(Place("Hidden", "design:gallery", shown=lambda request: False))
    navigation.register(Place("Gone", "nowhere:at-all"))

    assert navigation.places("main", get()) == []


def test_notices_speak_only_when_they_have_something_to_say(get):
    navigation.register_notice(lambda request: "These data are invented.")
    navigation.register_notice(lambda request: "")

    assert page(get())["page"].notices == ["These data are invented."]


def test_the_page_is_offered_in_every_language_with_its_filters(get):
    frame = page(get("/en/design/", q="pottery"))["page"]

    urls = {language["code"]: language["url"] for language in frame.languages}
    assert urls["ar"] == "/ar/design/?q=pottery"
    assert urls["zh-hans"] == "/zh-hans/design/?q=pottery"
    assert [language["code"] for language in frame.languages if language["current"]] == ["en"]


def test_only_known_themes_are_insisted_on(get):
    request = get()
    request.theme = "dark"
    assert page(request)["page"].theme == "dark"
    request.theme = '"><script>'
    assert page(request)["page"].theme == ""
