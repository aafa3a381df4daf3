"""The parts that run for long, each as a process of its own: they do their work, and stop when asked."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.xdist_group("serving")

PATIENCE = 120
CLEANLY = 0
FEED = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Pottery\r\nDTSTART:20991201T180000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
BUILD = f"""
import django
django.setup()
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from colonnade.city.catalogue import actions
from colonnade.city.profile.actions import found_territory
from colonnade.plumbing.permissions import System
call_command("migrate", interactive=False, verbosity=0)
by, now = System("test"), timezone.now()
city = found_territory(name="Aubrelle", country="DE", by=by, at=now)
source = actions.keep_source(city=city, name="Library calendar", by=by, at=now)
actions.want_harvest(source=source, by=by, at=now, upload=SimpleUploadedFile("a.ics", {FEED!r}))
actions.keep_source(city=city, name="Fair", by=by, at=now, address="http://127.0.0.1:9/", every_hours=1)
"""


class Home:
    """A site of its own on SQLite, without a single page."""

    def __init__(self, path):
        self.path = path
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COLONNADE_")}
        self.environment = {
            **kept, "COLONNADE_HOME": str(path), "COLONNADE_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "colonnade.settings",
        }  # fmt: skip

    def run(self, *words):
        """Run a command to its end."""
        command = [sys.executable, *words]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    def start(self, part):
        """Start one part; it runs until it is stopped."""
        command = [sys.executable, "-m", "colonnade", "serve", "--only", part]
        return subprocess.Popen(command, env=self.environment)

    def ask(self, sql, *values):
        """All rows that answer a question."""
        connection = sqlite3.connect(self.path / "colonnade.sqlite3", timeout=30)
        try:
            with connection:
                return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def eventually(self, sql, expected):
        """Wait until the question has this answer."""
        deadline = time.monotonic() + PATIENCE
        while (rows := self.ask(sql)) != expected and time.monotonic() < deadline:
            time.sleep(0.1)
        return rows


def stopped(*processes):
    """Ask processes to stop and return the codes they left with."""
    for each in processes:
        each.send_signal(signal.SIGTERM)
    try:
        return [each.wait(timeout=PATIENCE) for each in processes]
    finally:
        for each in processes:
            each.kill()


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A city with a harvest that waits for the worker, and a feed that is due."""
    home = Home(tmp_path_factory.mktemp("home"))
    built = home.run("-c", BUILD)
    assert built.returncode == 0, built.stderr
    return home


def test_the_parts_do_their_work_and_stop_when_asked(home):
    assert home.ask("SELECT state FROM catalogue_harvestrun") == [("WAITING",)]

    worker = home.start("worker")
    done = home.eventually("SELECT state, created FROM catalogue_harvestrun WHERE id = 1", [("DONE", 1)])
    worker_left = stopped(worker)

    scheduler = home.start("scheduler")
    queued = home.eventually("SELECT state FROM catalogue_harvestrun WHERE id = 2", [("WAITING",)])
    scheduler_left = stopped(scheduler)

    assert (done, worker_left) == ([("DONE", 1)], [CLEANLY])
    assert (queued, scheduler_left) == ([("WAITING",)], [CLEANLY])


def test_two_indexers_share_the_work(home):
    running = [home.start("indexer"), home.start("indexer")]
    left = []
    for _ in range(3):
        home.ask(
            "INSERT INTO search_change (kind, ids, made_at) VALUES ('offers', '[1]', '2026-11-22 12:00:00')"
        )
        left.append(home.eventually("SELECT COUNT(*) FROM search_change", [(0,)]))
    codes = stopped(*running)

    assert left == [[(0,)]] * 3
    assert codes == [CLEANLY, CLEANLY]
    assert home.run("-m", "colonnade", "find", "pottery", "--json").returncode == 0


def test_unprepared_tables_are_not_served(tmp_path):
    left = Home(tmp_path).run("-m", "colonnade", "serve")

    assert (left.returncode, left.stdout) == (2, "")
    assert left.stderr.endswith(
        "colonnade: the tables are not ready; run `colonnade setup` (or `colonnade upgrade`) first.\n"
    )
