"""A link within the documentation leads to a page, and to a heading on it."""

import re
from pathlib import Path

from .pages import pages, prose, where

LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+?)\s*$", re.MULTILINE)


def test_links_resolve():
    broken = [f"{where(page)}: {link}" for page in pages() for link in dead(page)]

    assert broken == []


def test_a_dead_link_is_caught(tmp_path):
    (tmp_path / "there.md").write_text("# Where to go\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](there.md) [b](there.md#where-to-go) [c](gone.md) [d](there.md#nowhere) [e](https://example.org/x) `[f](no.md)`\n"
    )

    assert dead(page) == ["gone.md", "there.md#nowhere"]


def dead(page: Path) -> list[str]:
    """Links of a page that lead nowhere; addresses on the web are not followed."""
    links = LINK.findall(prose(page.read_text(encoding="utf-8")))
    return [
        link
        for link in links
        if "://" not in link and not link.startswith("mailto:") and not _leads(page, link)
    ]


def _leads(page: Path, link: str) -> bool:
    name, _, heading = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return False
    return not heading or heading in {
        _anchor(each) for each in HEADING.findall(target.read_text(encoding="utf-8"))
    }


def _anchor(heading: str) -> str:
    """The name a heading gets where Markdown is shown."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
