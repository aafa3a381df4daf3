"""Modules announce what happened; modules above them may react, after commit."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django.db import transaction

Reaction = TypeVar("Reaction", bound=Callable[[Any], None])

_subscribers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def on(event_type: type) -> Callable[[Reaction], Reaction]:
    """Register a reaction; it runs after commit and must bear being run twice."""

    def register(reaction: Reaction) -> Reaction:
        _subscribers[event_type].append(reaction)
        return reaction

    return register


def announce(event: object) -> None:
    """Tell every subscriber of this kind of event, once the transaction is safe."""
    for reaction in _subscribers[type(event)]:
        transaction.on_commit(partial(reaction, event))


def listeners() -> dict[type, list[Callable[[Any], None]]]:
    """Who listens to what, for the reference page and the tests."""
    return {event: list(reactions) for event, reactions in _subscribers.items() if reactions}
