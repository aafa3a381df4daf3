"""What comes round by itself: due harvests, passed dates, forgetting what need not be kept."""

import logging
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

from colonnade.city.catalogue import actions as catalogue
from colonnade.city.catalogue.search import passed_since
from colonnade.city.monitoring.actions.computing import compute_due
from colonnade.city.monitoring.actions.evidence import erase_withdrawn_evidence
from colonnade.drafting import actions as drafting
from colonnade.people import actions as people
from colonnade.plumbing.permissions import System
from colonnade.plumbing.search import outbox

BY = System("schedule")
log = logging.getLogger("colonnade.schedule")


@dataclass
class Round:
    """A deed and how often it is done."""

    name: str
    every: timedelta
    deed: Callable[[datetime, datetime], object]  # called with now and the time of the round before
    last: datetime | None = None


def due_harvests(now: datetime, before: datetime) -> object:
    """Queue the feeds whose time has come."""
    return catalogue.harvest_due(by=BY, at=now)


def passed_dates(now: datetime, before: datetime) -> None:
    """Let offers one of whose dates has passed be indexed anew, so that "next" stays true."""
    outbox.changed("offers", passed_since(before))


def forget(now: datetime, before: datetime) -> object:
    """Erase what is kept only for a time."""
    return people.forget_expired(at=now)


def count_anew(now: datetime, before: datetime) -> object:
    """Count the platform's own indicators anew, in every city that has something to count."""
    return compute_due(by=BY, at=now)


def forget_evidence(now: datetime, before: datetime) -> object:
    """Erase evidence that was withdrawn thirty days ago."""
    return erase_withdrawn_evidence(by=BY, at=now)


def forget_texts(now: datetime, before: datetime) -> object:
    """Delete texts that were put away thirty days ago."""
    return drafting.forget_discarded(at=now)


def rounds() -> list[Round]:
    """Everything that comes round."""
    return [
        Round("due harvests", timedelta(minutes=1), due_harvests),
        Round("passed dates", timedelta(minutes=10), passed_dates),
        Round("forgetting", timedelta(hours=6), forget),
        Round("automatic indicators", timedelta(hours=24), count_anew),
        Round("withdrawn evidence", timedelta(hours=24), forget_evidence),
        Round("texts put away", timedelta(hours=24), forget_texts),
    ]


def go_round(held: list[Round], now: datetime) -> list[str]:
    """Do what is due and return its names; one that fails is logged and does not stop the others."""
    done = []
    for each in held:
        if each.last is not None and now - each.last < each.every:
            continue
        before = each.last or now - timedelta(days=1)
        each.last = now
        try:
            each.deed(now, before)
            done.append(each.name)
        except Exception:
            log.exception("%s failed", each.name)
    return done


def keep_going() -> None:
    """Go round until stopped."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    held = rounds()
    while True:
        go_round(held, timezone.now())
        close_old_connections()
        time.sleep(5)
