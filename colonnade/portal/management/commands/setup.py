"""``colonnade setup``: make the site ready: tables, roles, member cities, search index; with ``--demo`` the demo world."""

import argparse
import time
from typing import Any

from django.conf import settings
from django.utils import timezone

from colonnade.plumbing.permissions import System
from colonnade.plumbing.search import outbox
from colonnade.portal.demo import actions as building
from colonnade.portal.readiness import make_ready
from colonnade.portal.terminal import DONE, Terminal

BY = System("colonnade setup")


class Command(Terminal):
    """Make the site ready; safe to repeat."""

    help = "Make the site ready: tables, roles, the member cities, the search index."

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """With or without the demo world."""
        parser.add_argument(
            "--demo", action="store_true", help="also build the demo world (invented, labelled as such)"
        )

    def run_command(self, **options: Any) -> int:
        """Migrate, define roles, ship cities, build the demo world when asked, index."""
        started = time.perf_counter()
        made = make_ready(BY)
        demo = building.build(timezone.now()) if options["demo"] else None
        indexed = outbox.apply_pending(wait=30)
        seconds = round(time.perf_counter() - started, 2)
        report = {
            "home": str(settings.HOME),
            **made,
            "demo": demo,
            "indexed": indexed,
            "seconds": seconds,
        }
        if self.as_json:
            self.print_json(report)
        self.say(
            f"Ready in {seconds} s: {made['cities']} new cities, {made['roles']} roles brought up to date."
        )
        if demo:
            self.say(
                f"Demo world: {demo['cities']} invented cities, {demo['offers']} offers, {demo['people']} people."
            )
        return DONE
