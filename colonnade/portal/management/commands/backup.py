"""``colonnade backup [FILE]``: write everything a run keeps into one file."""

import argparse
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from colonnade.portal.keeping import back_up
from colonnade.portal.terminal import DONE, Terminal


class Command(Terminal):
    """Write a backup."""

    help = "Write everything a run keeps (facts, media, secret key) into one .tar.gz file."

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where to."""
        parser.add_argument(
            "file", nargs="?", type=Path, help="default: backups/colonnade-DATE.tar.gz in the home folder"
        )

    def run_command(self, **options: Any) -> int:
        """Write it and say where it is and how much is in it."""
        started, at = time.perf_counter(), timezone.now()
        target = options["file"] or settings.HOME / "backups" / f"colonnade-{at:%Y%m%d-%H%M%S}.tar.gz"
        if target.is_dir():
            self.wrong_use(f"“{target}” is a folder; name a file.")
        manifest = back_up(target, at)
        rows = sum(manifest["rows"].values())
        report = {
            "file": str(target),
            "rows": rows,
            "bytes": target.stat().st_size,
            "seconds": round(time.perf_counter() - started, 2),
        }
        if self.as_json:
            self.print_json(report)
        self.say(
            f"{rows} rows in {target} ({report['bytes']} bytes, {report['seconds']} s). It holds personal data: keep it safe."
        )
        return DONE
