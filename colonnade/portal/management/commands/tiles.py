"""``colonnade tiles add FILE``: let city maps show streets, from a PMTiles file on this machine."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from colonnade.plumbing import tiles
from colonnade.portal.terminal import DONE, NOTHING_USABLE, Terminal


class Command(Terminal):
    """Add, show or remove the file of map tiles."""

    help = "Let city maps show streets: add a PMTiles file of vector tiles, show what is there, or remove it."

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """What to do, with which file."""
        parser.add_argument("deed", choices=["add", "show", "remove"])
        parser.add_argument("file", nargs="?", type=Path, help="a .pmtiles file, version 3, vector tiles")

    def run_command(self, **options: Any) -> int:
        """Do it and say what the maps show now."""
        if options["deed"] == "remove":
            gone = tiles.forget()
            if self.as_json:
                self.print_json({"removed": gone})
            self.say("City maps are drawn without streets again." if gone else "There were no tiles.")
            return DONE
        if options["deed"] == "add":
            if options["file"] is None or not options["file"].is_file():
                self.wrong_use(f"there is no file “{options['file'] or ''}”.")
            try:
                tiles.keep(options["file"])
            except tiles.NotTiles as reason:
                if self.as_json:
                    self.print_json({"error": str(reason)})
                self.stderr.write(f"colonnade: this file cannot be used: {reason}.")
                return NOTHING_USABLE
        there = tiles.described(tiles.path()) if tiles.address() else None
        if self.as_json:
            self.print_json({"tiles": asdict(there) if there else None})
        if there:
            self.say(
                f"City maps show streets from zoom {there.min_zoom} to {there.max_zoom}, longitude {there.west:.2f} to {there.east:.2f}, latitude {there.south:.2f} to {there.north:.2f}."
            )
        else:
            self.say("There are no tiles; city maps are drawn without streets.")
        return DONE
