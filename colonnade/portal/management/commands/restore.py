"""``colonnade restore FILE``: put a backup back."""

import argparse
import time
from pathlib import Path
from typing import Any

from colonnade.portal.keeping import NotABackup, NotEmpty, restore
from colonnade.portal.terminal import DONE, NOTHING_USABLE, Terminal


class Command(Terminal):
    """Restore a backup."""

    help = "Put a backup back: facts, media, secret key; the search index is built anew."

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which file, and whether it may replace what is there."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="replace what is in the database now")

    def run_command(self, **options: Any) -> int:
        """Restore and say what came back."""
        started = time.perf_counter()
        if not options["file"].is_file():
            self.wrong_use(f"there is no file “{options['file']}”.")
        try:
            manifest = restore(options["file"], options["replace"])
        except NotEmpty:
            self.wrong_use(
                "there are people in this database already; say --replace to lose what is there now."
            )
        except NotABackup as reason:
            if self.as_json:
                self.print_json({"error": f"not a backup: {reason}"})
            self.stderr.write(f"colonnade: this is not a backup that can be restored: {reason}.")
            return NOTHING_USABLE
        rows = sum(manifest["rows"].values())
        report = {
            "rows": rows,
            "made_at": manifest["made_at"],
            "seconds": round(time.perf_counter() - started, 2),
        }
        if self.as_json:
            self.print_json(report)
        self.say(f"{rows} rows of {manifest['made_at']} are back ({report['seconds']} s).")
        return DONE
