"""Ask one question everywhere: may this person do this to that thing?"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

Predicate = Callable[[Any, Any], bool]

_rules: dict[str, Predicate] = {}


class NotAllowed(PermissionDenied):
    """Somebody asked for something the rules refuse them."""


class AlreadyRuled(Exception):
    """A permission has one predicate; a second was offered."""


class System:
    """Colonnade itself, acting for an operator at the command line or by schedule.

    Whoever can run a command on the machine can already read and write its database; asking a rule
    would pretend otherwise. The audit entry names the command.
    """

    pk = None
    is_authenticated = True
    is_operator = True

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


def rule(permission: str) -> Callable[[Predicate], Predicate]:
    """Register the predicate that answers for ``permission``."""

    def register(predicate: Predicate) -> Predicate:
        if permission in _rules:
            raise AlreadyRuled(permission)
        _rules[str(permission)] = predicate
        return predicate

    return register


def may(person: Any, permission: str, thing: Any) -> bool:
    """Say whether the rules let ``person`` do this to ``thing``. Unknown permissions raise ``KeyError``."""
    if isinstance(person, System):
        return True
    predicate = _rules[str(permission)]
    return bool(person is not None and person.is_authenticated and predicate(person, thing))


def require(person: Any, permission: str, thing: Any) -> None:
    """Pass silently, or raise :class:`NotAllowed`."""
    if not may(person, permission, thing):
        raise NotAllowed(permission)


def ruled() -> dict[str, Predicate]:
    """Every permission and its predicate, for the reference page and the tests."""
    return dict(sorted(_rules.items()))
