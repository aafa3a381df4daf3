"""Map tiles of the operator: what is accepted, and which pieces of it are given."""

import struct

import pytest

from colonnade.plumbing import tiles
from colonnade.plumbing.tiles import NotTiles, Tiles


def archive(magic=b"PMTiles", version=3, kind=1, body=b"0123456789"):
    """A file that starts like an archive of a small town."""
    header = bytearray(127)
    header[:7], header[7], header[99], header[100], header[101] = magic, version, kind, 2, 14
    struct.pack_into("<iiii", header, 102, 130_000_000, 520_000_000, 135_000_000, 525_000_000)
    return bytes(header) + body


@pytest.fixture
def file(tmp_path):
    """An archive somewhere on the machine."""
    path = tmp_path / "town.pmtiles"
    path.write_bytes(archive())
    return path


def test_an_archive_is_kept_and_forgotten(file):
    assert tiles.address() == ""

    assert tiles.keep(file) == Tiles(2, 14, 13.0, 52.0, 13.5, 52.5)
    assert (tiles.address(), tiles.path().read_bytes()) == ("/map/tiles.pmtiles", archive())
    assert [each.name for each in tiles.path().parent.iterdir()] == ["tiles.pmtiles"]

    assert (tiles.forget(), tiles.forget(), tiles.address()) == (True, False, "")


@pytest.mark.parametrize(
    "data", [b"", archive()[:100], archive(magic=b"SQLite "), archive(version=2), archive(kind=2)]
)
def test_other_files_are_refused_and_what_is_there_stays(file, data):
    tiles.keep(file)
    file.write_bytes(data)

    with pytest.raises(NotTiles):
        tiles.keep(file)
    assert tiles.path().read_bytes() == archive()


@pytest.mark.parametrize(
    ("header", "given"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-9", (0, 9)),
        ("bytes=5-", (5, 9)),
        ("bytes=5-99", (5, 9)),
        ("bytes=10-", None),
        ("bytes=10-11", None),
        ("bytes=5-4", None),
        ("bytes=-3", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("", None),
    ],
)
def test_one_range_within_the_file_is_given(header, given):
    assert tiles.span(header, 10) == given


def test_pieces_are_read_in_turn(file, monkeypatch):
    tiles.keep(file)
    monkeypatch.setattr(tiles, "PIECE", 4)

    assert list(tiles.pieces(127, 136)) == [b"0123", b"4567", b"89"]
    assert list(tiles.pieces(135, 999)) == [b"89"]
