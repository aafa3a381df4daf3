"""``colonnade demo``: build the demo world, or take it away with ``--remove``."""

import argparse
import time
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from colonnade.people.actions import define_roles
from colonnade.plumbing.permissions import System
from colonnade.plumbing.search import outbox
from colonnade.portal.demo import actions as building
from colonnade.portal.terminal import DONE, Terminal


class Command(Terminal):
    """Build or remove the demo world."""

    help = "Build the demo world (invented cities, labelled as such), or take it away."

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Build or remove."""
        parser.add_argument(
            "--remove", action="store_true", help="take everything invented away, and nothing else"
        )

    def run_command(self, **options: Any) -> int:
        """Build or remove, and tell what there was."""
        started = time.perf_counter()
        call_command("migrate", interactive=False, verbosity=0)
        if options["remove"]:
            counts = building.remove()
            outbox.apply_pending(wait=30)
        else:
            define_roles(by=System("colonnade demo"), at=timezone.now())
            counts = building.build(timezone.now())
        report = {"removed": options["remove"], **counts, "seconds": round(time.perf_counter() - started, 2)}
        if self.as_json:
            self.print_json(report)
        deed = "Removed" if options["remove"] else "Built"
        self.say(
            f"{deed}: {counts['cities']} cities, {counts['offers']} offers, {counts['people']} people; {report['seconds']} s."
        )
        return DONE
