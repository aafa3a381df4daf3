"""One file of map tiles that an operator may add, so that city maps show streets; nothing is fetched from elsewhere.

The file is a PMTiles archive, version 3, of vector tiles (https://github.com/protomaps/PMTiles, spec v3);
browsers read pieces of it by HTTP range requests (RFC 9110, section 14).
"""

import re
import shutil
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

MAGIC, VERSION, VECTOR, HEADER_BYTES = b"PMTiles", 3, 1, 127
ADDRESS = "/map/tiles.pmtiles"
PIECE = 1 << 16
_RANGE = re.compile(r"^bytes=(\d+)-(\d*)$")


class NotTiles(Exception):
    """The file is no PMTiles archive of vector tiles."""


@dataclass(frozen=True)
class Tiles:
    """What the header of an archive says."""

    min_zoom: int
    max_zoom: int
    west: float
    south: float
    east: float
    north: float


def path() -> Path:
    """Where the file is kept."""
    return Path(settings.MEDIA_ROOT) / "map" / "tiles.pmtiles"


def address() -> str:
    """Address of the file for browsers; "" where the operator has added none."""
    return ADDRESS if path().exists() else ""


def described(file: Path) -> Tiles:
    """Read the header of an archive. :raises NotTiles: it is none, or not of vector tiles."""
    with file.open("rb") as handle:
        header = handle.read(HEADER_BYTES)
    if len(header) < HEADER_BYTES or header[:7] != MAGIC:
        raise NotTiles("it does not start like a PMTiles file")
    if header[7] != VERSION:
        raise NotTiles(f"it is PMTiles version {header[7]}; version {VERSION} is needed")
    if header[99] != VECTOR:
        raise NotTiles("it holds pictures, not vector tiles")
    west, south, east, north = (value / 10_000_000 for value in struct.unpack_from("<iiii", header, 102))
    return Tiles(header[100], header[101], west, south, east, north)


def keep(file: Path) -> Tiles:
    """Copy an archive to its place, in one step for readers. :raises NotTiles: it is none."""
    tiles = described(file)
    target = path()
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    shutil.copyfile(file, partial)
    partial.replace(target)
    return tiles


def forget() -> bool:
    """Take the file away; returns whether there was one."""
    there = path().exists()
    path().unlink(missing_ok=True)
    return there


def span(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for by a Range header, or ``None`` where it asks for nothing we can give."""
    found = _RANGE.match(header)
    if not found:
        return None
    first = int(found.group(1))
    last = min(int(found.group(2)) if found.group(2) else size - 1, size - 1)
    return (first, last) if first <= last else None


def pieces(first: int, last: int) -> Iterator[bytes]:
    """Yield the bytes from first to last, both included."""
    with path().open("rb") as handle:
        handle.seek(first)
        left = last - first + 1
        while left > 0:
            piece = handle.read(min(PIECE, left))
            if not piece:
                return
            left -= len(piece)
            yield piece
