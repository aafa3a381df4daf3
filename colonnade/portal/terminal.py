"""What the commands share: speaking to people or to programs, and leaving with the right code.

Exit codes: 0 done (also a valid empty feed, also no hits), 1 nothing usable in what was given, 2 wrong use.
"""

import argparse
import sys
from typing import Any, NoReturn

import orjson
from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError
from django.utils import translation

from colonnade.city.profile.models import Territory
from colonnade.city.profile.queries import city_named
from colonnade.plumbing.permissions import System
from colonnade.portal.readiness import make_ready, never_set_up

DONE, NOTHING_USABLE, WRONG_USE = 0, 1, 2


class Terminal(BaseCommand):
    """Base of our commands: ``--json`` makes standard output that JSON and nothing else."""

    requires_system_checks: list[str] = []
    as_json = False
    # A command that works on the catalogue sets up a home that nobody has set up before.
    needs_tables = False

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--json`` and the command's own arguments."""
        parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
        self.arguments(parser)

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """The command's own arguments."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the command in English and leave with its code."""
        self.as_json = options["json"]
        with translation.override("en"):
            try:
                if self.needs_tables and never_set_up():
                    make_ready(System("colonnade setup"))
                code = self.run_command(**options)
            except OperationalError as error:
                if options.get("traceback"):
                    raise
                self.wrong_use(f"the database cannot be used: {str(error).splitlines()[0].rstrip('.')}.")
        if code:
            sys.exit(code)

    def run_command(self, **options: Any) -> int:
        """Do the work and return the exit code."""
        raise NotImplementedError

    def print_json(self, document: Any) -> None:
        """Print a document as JSON, one for the whole run."""
        self.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())

    def say(self, text: str) -> None:
        """Tell people; silent under ``--json``."""
        if not self.as_json:
            self.stdout.write(text)

    def wrong_use(self, sentence: str) -> NoReturn:
        """Leave with code 2 and a sentence that says what to do."""
        if self.as_json:
            self.print_json({"error": sentence})
        self.stderr.write(f"colonnade: {sentence}")
        sys.exit(WRONG_USE)

    def city(self, slug: str) -> Territory:
        """The city at this address, or leave with code 2."""
        city = city_named(slug)
        if city is None:
            self.wrong_use(f"there is no city “{slug}”; found one with --create-city NAME --country CODE.")
        return city
