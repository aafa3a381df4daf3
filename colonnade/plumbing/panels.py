"""Slots in a lower module's page that modules above it may fill."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class Panel:
    """One piece of a page: a template, and what it needs to be drawn.

    ``context`` may return ``None`` to stay away from this page.
    """

    slot: str
    order: int
    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]


_panels: dict[str, list[Panel]] = defaultdict(list)


def add(panel: Panel) -> None:
    """Offer a panel for a slot; called when an app starts."""
    if panel not in _panels[panel.slot]:
        _panels[panel.slot].append(panel)
        _panels[panel.slot].sort(key=lambda each: each.order)


def filled(slot: str, request: HttpRequest, thing: Any) -> list[dict[str, Any]]:
    """Return ``{"template", "context"}`` for every panel that has something to say about ``thing``."""
    drawn = []
    for panel in _panels[slot]:
        context = panel.context(request, thing)
        if context is not None:
            drawn.append({"template": panel.template, **context})
    return drawn
