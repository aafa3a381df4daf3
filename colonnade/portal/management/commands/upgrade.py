"""``colonnade upgrade``: after installing a newer Colonnade, bring what is kept up to it."""

import argparse
import time
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from colonnade.plumbing.permissions import System
from colonnade.plumbing.search import outbox
from colonnade.portal.keeping import back_up
from colonnade.portal.readiness import make_ready
from colonnade.portal.terminal import DONE, Terminal


class Command(Terminal):
    """Upgrade what is kept."""

    help = "After installing a newer Colonnade: back up, bring the tables up to date, build the index where its shape changed."

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """With or without a backup first."""
        parser.add_argument("--no-backup", action="store_true", help="do not write a backup first")

    def run_command(self, **options: Any) -> int:
        """Back up, migrate, define roles, index."""
        started, at = time.perf_counter(), timezone.now()
        saved = None
        if not options["no_backup"] and connection.introspection.table_names():
            saved = settings.HOME / "backups" / f"before-upgrade-{at:%Y%m%d-%H%M%S}.tar.gz"
            back_up(saved, at)
        made = make_ready(System("colonnade upgrade"))
        indexed = outbox.apply_pending(wait=60)
        report = {
            "backup": str(saved) if saved else None,
            **made,
            "indexed": indexed,
            "seconds": round(time.perf_counter() - started, 2),
        }
        if self.as_json:
            self.print_json(report)
        self.say(
            f"Up to date ({report['seconds']} s)." + (f" The state before is in {saved}." if saved else "")
        )
        return DONE
