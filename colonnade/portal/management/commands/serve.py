"""``colonnade serve``: web, worker, scheduler and indexer together, or one of them."""

import argparse
import logging
import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections, connection
from django.db.migrations.executor import MigrationExecutor

from colonnade.plumbing.search import outbox
from colonnade.portal import rounds
from colonnade.portal.terminal import DONE, Terminal

PARTS = ("web", "worker", "scheduler", "indexer")
INDEX_EVERY_SECONDS = 0.25
log = logging.getLogger("colonnade.serve")


class Command(Terminal):
    """Serve the site."""

    help = "Serve the site: web, worker, scheduler and indexer together; --only runs one of them."

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to listen and what to run."""
        parser.add_argument("--port", type=int, default=settings.CONFIGURATION.port)
        parser.add_argument("--host", default=settings.CONFIGURATION.host)
        parser.add_argument(
            "--workers", type=int, default=settings.CONFIGURATION.workers, help="web processes"
        )
        parser.add_argument("--only", choices=PARTS, help="run only this part")

    def run_command(self, **options: Any) -> int:
        """Run until somebody stops it."""
        if unapplied():
            self.wrong_use("the tables are not ready; run `colonnade setup` (or `colonnade upgrade`) first.")
        only = options["only"]
        if only == "worker":
            call_command("db_worker", interval=0.5, verbosity=0)
        elif only == "scheduler":
            rounds.keep_going()
        elif only == "indexer":
            keep_indexing()
        elif only == "web":
            os.execv(sys.executable, _web(options))  # noqa: S606 - our own interpreter, no shell
        else:
            return self._together(options)
        return DONE

    def _together(self, options: dict[str, Any]) -> int:
        """Start every part as a process of its own; when one ends unasked, or somebody stops us, all end."""
        if outbox.needs_building():
            outbox.apply_pending(wait=30)
        commands = {"web": _web(options)}
        for part in PARTS[1:]:
            commands[part] = [sys.executable, "-m", "colonnade", "serve", "--only", part]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        running: dict[str, subprocess.Popen[bytes]] = {}
        try:
            for part, command in commands.items():
                running[part] = subprocess.Popen(command)  # noqa: S603 - our own interpreter, no shell
            if self.as_json:
                self.print_json(
                    {
                        "url": settings.BASE_URL,
                        "processes": {part: each.pid for part, each in running.items()},
                    }
                )
            self.say(f"Colonnade is at {settings.BASE_URL} (stop with Ctrl-C)")
            while all(each.poll() is None for each in running.values()):
                time.sleep(0.5)
            ended = next(part for part, each in running.items() if each.poll() is not None)
            self.stderr.write(f"colonnade: the {ended} has ended; stopping the others.")
            return 1
        except (KeyboardInterrupt, SystemExit):
            return DONE
        finally:
            _stop(running)


def unapplied() -> bool:
    """Say whether tables are missing or older than this program."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def keep_indexing() -> None:
    """Apply the outbox again and again; only one process at a time gets the lock."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        try:
            outbox.apply_pending()
        except Exception:
            log.exception("indexing failed; trying again")
            time.sleep(2)
        close_old_connections()
        time.sleep(INDEX_EVERY_SECONDS)


def _web(options: dict[str, Any]) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", options["host"], "--port", str(options["port"]),
        "--workers", str(options["workers"]), "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "colonnade.wsgi:application",
    ]  # fmt: skip


def _stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for each in running.values():
        if each.poll() is None:
            each.terminate()
    for each in running.values():
        try:
            each.wait(timeout=8)
        except subprocess.TimeoutExpired:
            each.kill()
