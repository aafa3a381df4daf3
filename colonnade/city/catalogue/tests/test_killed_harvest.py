"""A harvest whose process is killed in the middle of writing: run again, it ends like one that was left alone."""

import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from colonnade.city.catalogue.actions.harvesting import BATCH

RECORDS = 3 * BATCH
PATIENCE_SECONDS = 120
CHILD = "colonnade.city.catalogue.tests.harvesting_process"
KEPT = """
SELECT r.external_id, r.raw_hash, r.withdrawn_at, r.is_lead, o.uuid, o.title, o.description, o.status, o.building_blocks,
 o.is_free, o.deleted_at, org.names, s.uuid, s.start, s."end", s.status, p.names
FROM catalogue_sourcerecord r JOIN catalogue_opportunity o ON o.id = r.opportunity_id
LEFT JOIN catalogue_session s ON s.opportunity_id = o.id LEFT JOIN profile_place p ON p.id = s.place_id
LEFT JOIN people_organisation org ON org.id = o.provider_id ORDER BY r.external_id, s.start
"""
COUNTED = (
    "catalogue_opportunity",
    "catalogue_session",
    "catalogue_sourcerecord",
    "people_organisation",
    "profile_place",
)


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "courses.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["Identifier", "Title", "Description", "Start date", "Start time", "Venue", "Provider", "Price"]
        )
        writer.writerows(
            [f"k-{n}", f"Pottery {n}", f"Learn to make pot {n}.", f"2027-05-{n % 28 + 1:02d}", "10:00", f"Hall {n % 40}",
             f"School {n % 30}", n % 20]
            for n in range(RECORDS)
        )  # fmt: skip
    return path


@pytest.fixture
def homes(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders with the same empty catalogue of one city."""
    left_alone, killed = tmp_path / "left_alone", tmp_path / "killed"
    _started(left_alone).wait(PATIENCE_SECONDS)
    shutil.copytree(left_alone, killed)
    return left_alone, killed


def test_a_killed_harvest_run_again_ends_like_one_left_alone(feed, homes):
    left_alone, killed = homes
    whole = _started(left_alone, feed)

    _kill_when_something_is_written(_started(killed, feed), killed)
    half = _rows(killed, "SELECT COUNT(*) FROM catalogue_opportunity")[0][0]
    again = _started(killed, feed)

    assert (whole.wait(PATIENCE_SECONDS), again.wait(PATIENCE_SECONDS)) == (0, 0)
    assert 0 < half < RECORDS
    assert half % BATCH == 0, "a batch is written whole or not at all"
    assert _rows(killed, KEPT) == _rows(left_alone, KEPT)
    assert [_count(killed, table) for table in COUNTED] == [_count(left_alone, table) for table in COUNTED]
    assert _rows(killed, "SELECT COUNT(*) FROM search_change") == [(0,)]
    assert _books(killed) == [
        ("INTERRUPTED", 0, 0, 0),
        ("DONE", RECORDS, RECORDS - half, half),
    ]
    assert _books(left_alone) == [("DONE", RECORDS, RECORDS, 0)]


def _started(home: Path, *arguments: Path) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COLONNADE_")}
    command = [sys.executable, "-m", CHILD, *map(str, arguments)]
    return subprocess.Popen(
        command, env={**kept, "COLONNADE_HOME": str(home), "COLONNADE_LOG_LEVEL": "ERROR"}
    )


def _kill_when_something_is_written(harvest: subprocess.Popen[bytes], home: Path) -> None:
    """Wait until a first batch is there, and end the process in the middle of the next one."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _count(home, "catalogue_opportunity"):
        assert harvest.poll() is None, "the harvest ended before it wrote anything"
        assert time.monotonic() < deadline
        time.sleep(0.005)
    harvest.send_signal(signal.SIGKILL)
    assert harvest.wait(PATIENCE_SECONDS) == -signal.SIGKILL


def _rows(home: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "colonnade.sqlite3", timeout=30)) as database:
        return database.execute(statement).fetchall()


def _count(home: Path, table: str) -> int:
    found = _rows(home, f"SELECT COUNT(*) FROM {table}")[0][0]
    assert isinstance(found, int)
    return found


def _books(home: Path) -> list[tuple[object, ...]]:
    return _rows(home, "SELECT state, read, created, unchanged FROM catalogue_harvestrun ORDER BY id")
