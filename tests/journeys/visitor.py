"""Somebody at a browser. Wherever they come, the page must be sound: for axe, in width, in the console."""

import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

from .world import PASSWORD, Story

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ASKED = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    "preload": False,
}
_SECRET = re.compile(r'(?<=value=")[\w:.-]{40,}|(?<=thing=)[\w%:.-]{40,}|(?<=/)[\w:.-]{36,}(?=/)')
TOO_WIDE = """() => {
  const excess = document.documentElement.scrollWidth - window.innerWidth;
  if (excess <= 0) return "";
  const over = [...document.body.querySelectorAll("*")].filter(each => {
    const box = each.getBoundingClientRect();
    if (!each.checkVisibility() || each.parentElement.closest(".table-frame")) return false;
    return box.width && (box.right > window.innerWidth + 1 || box.left < -1);
  });
  return `${excess} px too wide: ` + over.slice(0, 4).map(each => each.outerHTML.slice(0, 120)).join(" | ");
}"""
FOCUS = """() => {
  const held = document.activeElement, box = held.getBoundingClientRect();
  const drawn = part => {
    const style = getComputedStyle(held, part);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return outlined || style.boxShadow !== "none";
  };
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    tag: held.tagName, id: held.id, css: held.className, href: held.getAttribute("href") || "",
    inResults: !!held.closest("#results"),
    ring: drawn(null) || drawn("::after"),
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    uncovered: !!seen && (held.contains(seen) || seen.contains(held)),
  };
}"""


@cache
def _axe() -> str:
    assert AXE.exists(), "axe-core is missing: run `make setup`."
    return AXE.read_text(encoding="utf-8")


def axe(page: Page) -> list[str]:
    """Every violation of WCAG 2.2 A and AA that axe finds on the page, readable."""
    page.evaluate(_axe())
    found = page.evaluate("asked => axe.run(document, asked)", ASKED)
    return [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
        + "\n".join(
            f"    {' '.join(map(str, node['target']))}: {node['html'][:160]}\n"
            f"      {' '.join(node['failureSummary'].split())[:300]}"
            for node in violation["nodes"][:5]
        )
        for violation in found["violations"]
    ]


# Pages that axe has found sound: the same page, as wide, is not looked at twice.
_sound: set[str] = set()


def _print_of(page: Page) -> str:
    """What tells one page from another; its address, and what is signed or secret, says nothing about its look."""
    size = page.viewport_size or {}
    here: str = page.evaluate("location.pathname.slice(3)")
    markup = _SECRET.sub("", page.content().replace(here, "here/") if len(here) > 1 else page.content())
    return sha256(f"{size.get('width')} {markup}".encode()).hexdigest()


class Visitor:
    """A person with a browser of a certain width, in a language."""

    def __init__(self, page: Page, site: str, story: Story, twin: Page | None = None) -> None:
        self.page, self.site, self.story, self.twin = page, site, story, twin
        self.faults: list[str] = []
        self.expected: set[int] = set()
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._asked)

    # -- going somewhere -------------------------------------------------------------------------------

    def address(self, path: str) -> str:
        """``"search/"`` -> the whole address, in the visitor's language."""
        return f"{self.site}{path}" if path.startswith("/") else f"{self.site}/{self.story.language}/{path}"

    def open(self, path: str, status: int = 200) -> None:
        """Type an address."""
        self.expected.add(status)
        answer = self.page.goto(self.address(path))
        assert answer is not None
        assert answer.status == status, f"{answer.status} {self.page.url}"
        self.look()

    def follow(self, way: Locator) -> None:
        """Choose a link or press a button that leads to another page."""
        self._arrive(way.click)

    def press(self, key: str) -> None:
        """Press a key that leads to another page."""
        self._arrive(lambda: self.page.keyboard.press(key))

    def download(self, way: Callable[[], Any]) -> bytes:
        """Do what brings a file, and return the file."""
        with self.page.expect_download() as coming:
            way()
        return Path(coming.value.path()).read_bytes()

    def unfold(self, details: str) -> None:
        """Open a fold of the page if it is closed."""
        fold = self.page.locator(details).first
        summary = fold.locator("summary").first
        if fold.get_attribute("open") is None and summary.is_visible():
            summary.click()

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Sign in by password."""
        self.open("account/login/")
        self.page.locator("#id_login").fill(email)
        self.page.locator("#id_password").fill(password)
        self.follow(self.page.locator("form:has(#id_password) button[type=submit]"))

    def fill_and_send(self, form: str, **answers: str) -> None:
        """Answer the questions of a form by their names and send it."""
        for name, answer in answers.items():
            self.page.locator(f"{form} [name={name}]").fill(answer)
        self.follow(self.page.locator(f"{form} button[type=submit]"))

    @property
    def path(self) -> str:
        """Where the visitor is, without the site and the language."""
        return urlsplit(self.page.url).path.removeprefix(f"/{self.story.language}/")

    def focus(self) -> dict[str, Any]:
        """What holds the focus, after checking that one can see it."""
        held: dict[str, Any] = self.page.evaluate(FOCUS)
        missing = [name for name in ("ring", "inView", "uncovered") if not held[name]]
        assert not missing, f"The focus cannot be seen ({missing}): {held}"
        return held

    def tab_to(self, is_it: Callable[[dict[str, Any]], bool], most: int = 90) -> dict[str, Any]:
        """Go on by the tabulator until the wanted thing holds the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            held = self.focus()
            if is_it(held):
                return held
        raise AssertionError(f"Not reached by {most} steps of the tabulator; last: {held}")

    # -- looking around --------------------------------------------------------------------------------

    def look(self) -> None:
        """The page is sound: language, direction, one h1, width, axe, console."""
        root = self.page.locator("html")
        assert root.get_attribute("lang") == self.story.language, self.page.url
        assert root.get_attribute("dir") == self.story.direction, self.page.url
        assert self.page.locator("h1").count() == 1, f"not one h1: {self.page.url}"
        too_wide = self.page.evaluate(TOO_WIDE)
        assert not too_wide, f"{self.page.url}: {too_wide}"
        self.check_access()
        self.nothing_is_wrong()

    def check_access(self) -> None:
        """Axe finds nothing. It is a script itself: without scripts it looks at a twin whose page got none."""
        seen = _print_of(self.page)
        if seen in _sound:
            return
        if self.twin:
            self.twin.goto(self.page.url)
        found = axe(self.twin or self.page)
        assert not found, f"axe on {self.page.url}\n" + "\n".join(found)
        _sound.add(seen)

    def nothing_is_wrong(self) -> None:
        """Nothing broke, nothing was refused by the content policy, nothing was asked of another site."""
        assert not self.faults, f"{self.page.url}\n" + "\n".join(self.faults)

    def _arrive(self, deed: Callable[[], Any]) -> None:
        with self.page.expect_navigation():
            deed()
        self.look()

    def _said(self, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        if any(f"status of {status} " in message.text for status in self.expected - {200}):
            return
        self.faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:", "blob:", "about:")):
            self.faults.append(f"asked of another site: {request.url}")
