"""News cannot be changed by whoever hears it, and carries plain values, never rows of the database."""

import dataclasses
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module, util
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from .house import assert_none, our_apps

PLAIN = (str, int, float, bool, UUID, date, datetime, Decimal, NoneType)


def test_events_are_frozen_and_plain():
    events = [event for config in our_apps() for event in _events(config.name)]

    assert events
    assert_none(fault for event in events for fault in faults(event))


@dataclasses.dataclass
class _Melted:
    """An event that can be changed."""

    offer_id: int


@dataclasses.dataclass(frozen=True)
class _Heavy:
    """An event that carries a thing."""

    offer: object
    days: list[str]


@dataclasses.dataclass(frozen=True)
class _Fine:
    """An event as it should be."""

    offer_id: UUID
    place_id: int | None
    languages: tuple[str, ...]


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (_Melted, ["_Melted is not a frozen dataclass"]),
        (_Heavy, ["_Heavy.offer is not a plain value", "_Heavy.days is not a plain value"]),
        (_Fine, []),
        (int, ["int is not a frozen dataclass"]),
    ],
)
def test_what_is_not_an_event_is_caught(event, said):
    assert faults(event) == said


def faults(event: type) -> list[str]:
    """What keeps a class from being an event."""
    if not dataclasses.is_dataclass(event) or not event.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        return [f"{event.__name__} is not a frozen dataclass"]
    return [
        f"{event.__name__}.{name} is not a plain value"
        for name, hint in get_type_hints(event).items()
        if not _plain(hint)
    ]


def _plain(hint: Any) -> bool:
    if get_origin(hint) in {Union, UnionType, tuple}:
        return all(each is Ellipsis or _plain(each) for each in get_args(hint))
    return isinstance(hint, type) and issubclass(hint, PLAIN)


def _events(module: str) -> list[type]:
    if util.find_spec(f"{module}.events") is None:
        return []
    found = vars(import_module(f"{module}.events")).values()
    return [
        each for each in found if isinstance(each, type) and each.__module__.startswith(f"{module}.events")
    ]
