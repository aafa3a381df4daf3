"""``colonnade handover make SLUG FILE`` and ``colonnade handover restore FILE``: hand a city over."""

import argparse
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from colonnade.city.monitoring.actions.handing_over import (
    CityIsNotEmpty,
    NotAHandover,
    make_handover,
    restore_handover,
)
from colonnade.plumbing.permissions import System
from colonnade.portal.terminal import DONE, NOTHING_USABLE, Terminal

BY = System("colonnade handover")


class Command(Terminal):
    """Write a city's hand-over pack, or build a city from one."""

    help = "Write everything about a city into one .zip file for whoever takes over, or build a city from it."
    needs_tables = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which deed, which city, which file."""
        deeds = parser.add_subparsers(dest="deed", required=True)
        make = deeds.add_parser("make", help="write the pack of a city")
        make.add_argument("city", metavar="SLUG")
        make.add_argument("file", type=Path)
        make.add_argument(
            "--language",
            default="en",
            choices=[code for code, _name in settings.LANGUAGES],
            help="of what people read",
        )
        restore = deeds.add_parser("restore", help="build a city from a pack")
        restore.add_argument("file", type=Path)
        restore.add_argument("--slug", default="", help="address of the city; that of the pack if not given")
        for each in (make, restore):
            each.add_argument("--json", action="store_true", help=argparse.SUPPRESS)

    def run_command(self, **options: Any) -> int:
        """Do one of the two and say what came of it."""
        return self._make(options) if options["deed"] == "make" else self._restore(options)

    def _make(self, options: dict[str, Any]) -> int:
        city, started = self.city(options["city"]), time.perf_counter()
        target: Path = options["file"]
        if target.is_dir():
            self.wrong_use(f"“{target}” is a folder; name a file.")
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + ".part")
        with partial.open("wb") as file:
            manifest = make_handover(
                territory=city, file=file, language=options["language"], by=BY, at=timezone.now()
            )
        partial.chmod(0o600)
        partial.replace(target)
        rows = sum(part.get("rows", 0) for part in manifest["parts"])
        report = {
            "file": str(target), "rows": rows, "parts": len(manifest["parts"]), "bytes": target.stat().st_size,
            "seconds": round(time.perf_counter() - started, 2),
        }  # fmt: skip
        if self.as_json:
            self.print_json(report)
        self.say(f"{rows} rows in {target} ({report['bytes']} bytes). It names people: keep it safe.")
        return DONE

    def _restore(self, options: dict[str, Any]) -> int:
        started = time.perf_counter()
        if not options["file"].is_file():
            self.wrong_use(f"there is no file “{options['file']}”.")
        try:
            with options["file"].open("rb") as file:
                city, counts = restore_handover(file=file, slug=options["slug"], by=BY, at=timezone.now())
        except CityIsNotEmpty as found:
            self.wrong_use(f"there is something in this city already ({found}); choose another with --slug.")
        except NotAHandover as reason:
            if self.as_json:
                self.print_json({"error": f"not a hand-over pack: {reason}"})
            self.stderr.write(f"colonnade: this is not a hand-over pack that can be restored: {reason}.")
            return NOTHING_USABLE
        rows = sum(counts.values())
        report = {
            "city": city.slug,
            "rows": rows,
            "tables": counts,
            "seconds": round(time.perf_counter() - started, 2),
        }
        if self.as_json:
            self.print_json(report)
        self.say(f"{rows} rows are back in {city.slug} ({report['seconds']} s). Invite its people anew.")
        return DONE
