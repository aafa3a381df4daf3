"""The page that gives pieces of the map tiles, and the command that adds them."""

import pytest

from colonnade.plumbing import tiles
from colonnade.plumbing.tests.test_tiles import archive
from colonnade.portal.tests.factories import said, told


@pytest.fixture
def file(tmp_path):
    """An archive somewhere on the machine."""
    path = tmp_path / "town.pmtiles"
    path.write_bytes(archive())
    return path


def test_without_tiles_there_is_no_page(client):
    assert client.get(tiles.ADDRESS, headers={"Range": "bytes=0-126"}).status_code == 404


def test_the_piece_asked_for_is_given(client, file):
    tiles.keep(file)

    answer = client.get(tiles.ADDRESS, headers={"Range": "bytes=127-130", "Accept-Encoding": "gzip"})

    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, b"0123")
    assert {name: answer[name] for name in ("Content-Range", "Content-Length", "Content-Encoding")} == {
        "Content-Range": "bytes 127-130/137",
        "Content-Length": "4",
        "Content-Encoding": "identity",
    }


@pytest.mark.parametrize("wanted", [None, "bytes=137-", "bytes=9-3", "pots=1-2"])
def test_the_whole_is_never_given(client, file, wanted):
    tiles.keep(file)

    answer = client.get(tiles.ADDRESS, headers={"Range": wanted} if wanted else {})

    assert (answer.status_code, answer["Content-Range"], answer.content) == (416, "bytes */137", b"")


def test_tiles_cannot_be_posted(client, file):
    tiles.keep(file)

    assert client.post(tiles.ADDRESS).status_code == 405


def test_the_command_adds_shows_and_removes(file):
    there = {"min_zoom": 2, "max_zoom": 14, "west": 13.0, "south": 52.0, "east": 13.5, "north": 52.5}

    assert told("tiles", "show") == (0, {"tiles": None})
    assert told("tiles", "add", str(file)) == (0, {"tiles": there})
    assert told("tiles", "show") == (0, {"tiles": there})
    assert told("tiles", "remove") == (0, {"removed": True})
    assert told("tiles", "remove") == (0, {"removed": False})


def test_the_command_refuses_what_is_no_archive(file, tmp_path):
    file.write_bytes(b"PK")

    assert said("tiles", "add", str(file))[::2] == (
        1,
        "colonnade: this file cannot be used: it does not start like a PMTiles file.\n",
    )
    assert told("tiles", "add", str(tmp_path / "none"))[0] == 2
    assert told("tiles", "add")[0] == 2
