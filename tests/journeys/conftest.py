"""A site, a browser, and visitors. Those of one worker share a browser and a server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools import chromium

from .visitor import ROOT, Visitor
from .world import STORIES, Story, build, database_at, enter

MANIFEST = ROOT / "colonnade" / "design" / "static" / "built" / "manifest.json"
PHONE, DESK = 360, 1280
# The main journeys also on a wide window, once in each direction of writing.
SEATS = [("en", PHONE), ("es", PHONE), ("ar", PHONE), ("en", DESK), ("ar", DESK)]

# Playwright's loop runs in this thread; Django takes it for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what is here as journeys, for one worker where xdist heeds groups."""
    item.add_marker(pytest.mark.journey)
    item.add_marker(pytest.mark.xdist_group("journey"))


@pytest.fixture(params=list(STORIES))
def story(request: pytest.FixtureRequest) -> Story:
    """The journey once in each language."""
    return STORIES[request.param]


@pytest.fixture(params=SEATS, ids=lambda seat: f"{seat[0]}-{seat[1]}")
def seat(request: pytest.FixtureRequest) -> tuple[str, int]:
    """A language and a width, for journeys that are also made on a wide window."""
    found: tuple[str, int] = request.param
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all journeys."""
    try:
        path = chromium.path()
    except chromium.NoBrowser as missing:
        pytest.fail(str(missing), pytrace=False)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield found
        found.close()


@pytest.fixture(scope="session")
def _world(django_db_blocker, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock():
        build(folder)
    return folder


@pytest.fixture(scope="session")
def _server() -> Iterator[str]:
    if not MANIFEST.exists():
        pytest.fail("The styles are not built: run `make setup`, or `npx vite build`.", pytrace=False)
    server = LiveServerThread("127.0.0.1", static_handler=lambda handler: handler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture
def site(_world, _server, django_db_blocker, settings, tmp_path) -> Iterator[str]:
    """The address of a site with a world of its own; what one journey changes, no other sees."""
    enter(_world, tmp_path)
    cache.clear()
    settings.BASE_URL = _server
    with django_db_blocker.unblock(), database_at(tmp_path / "world.sqlite3"):
        yield _server


@pytest.fixture
def browser_page(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """``browser_page("es", 360)`` -> a visitor with a browser of that width; ``scripted=False`` without JavaScript."""

    def page(language: str, width: int, scripted: bool) -> Page:
        context = browser.new_context(
            locale=language,
            viewport={"width": width, "height": 800},
            java_script_enabled=scripted,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        return context.new_page()

    def make(language: str = "en", width: int = PHONE, *, scripted: bool = True) -> Visitor:
        twin = None
        if not scripted:
            twin = page(language, width, scripted=True)
            twin.route("**/*.js", lambda route: route.abort())
        visitor = Visitor(page(language, width, scripted), site, STORIES[language], twin)
        visitors.append(visitor)
        return visitor

    opened: list[BrowserContext] = []
    visitors: list[Visitor] = []
    yield make
    for context in opened:
        context.close()
    for visitor in visitors:
        assert not visitor.faults, "\n".join(visitor.faults)
