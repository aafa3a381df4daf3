"""What a page weighs on its way to a telephone: HTML, styles and scripts, plain and compressed."""

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

_STYLES = re.compile(r"<link[^>]+rel=[\"']stylesheet[\"'][^>]*>", re.IGNORECASE)
_SCRIPTS = re.compile(r"<script[^>]+src=[^>]*>|<link[^>]+rel=[\"']modulepreload[\"'][^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:src|href)=[\"']([^\"']+)[\"']", re.IGNORECASE)
_IMPORT = re.compile(rb"(?:from|import)\s*[\"'](\.{1,2}/[^\"']+\.js)[\"']")


@dataclass(frozen=True)
class Weight:
    """Bytes of a page by part, compressed, and of all of it plain."""

    html: int
    styles: int
    scripts: int
    plain: int

    @property
    def compressed(self) -> int:
        """All parts as they travel."""
        return self.html + self.styles + self.scripts


def weigh(html: bytes) -> Weight:
    """Weigh a page with everything it always loads; what scripts load when they are needed does not count."""
    text = html.decode("utf-8", "replace")
    styles = [data for tag in _STYLES.findall(text) for data in _file(tag)]
    scripts = _modules(_SCRIPTS.findall(text))
    return Weight(
        html=_packed(html),
        styles=sum(map(_packed, styles)),
        scripts=sum(map(_packed, scripts)),
        plain=len(html) + sum(map(len, styles)) + sum(map(len, scripts)),
    )


def _packed(data: bytes) -> int:
    return len(gzip.compress(data, 9))


def _path(tag: str) -> Path | None:
    """The file of ours that a tag loads."""
    address = _ADDRESS.search(tag)
    if address is None or not address[1].startswith(settings.STATIC_URL):
        return None
    found = finders.find(address[1].removeprefix(settings.STATIC_URL).partition("?")[0])
    return Path(str(found)) if found else None


def _file(tag: str) -> list[bytes]:
    path = _path(tag)
    return [path.read_bytes()] if path else []


def _modules(tags: Iterable[str]) -> list[bytes]:
    """The scripts that the tags name, and those that these import at once."""
    waiting = [path.resolve() for path in map(_path, tags) if path]
    read: dict[Path, bytes] = {}
    while waiting:
        path = waiting.pop()
        if path not in read and path.exists():
            read[path] = path.read_bytes()
            waiting += [(path.parent / name.decode()).resolve() for name in _IMPORT.findall(read[path])]
    return list(read.values())
