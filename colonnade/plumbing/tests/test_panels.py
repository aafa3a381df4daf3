"""Slots that modules above may fill."""

from collections import defaultdict

import pytest

from colonnade.plumbing import panels
from colonnade.plumbing.panels import Panel


@pytest.fixture(autouse=True)
def _empty(monkeypatch):
    monkeypatch.setattr(panels, "_panels", defaultdict(list))


def test_panels_come_in_order_with_what_they_need():
    panels.add(Panel("shop.window", 20, "b.html", lambda request, thing: {"thing": thing}))
    panels.add(Panel("shop.window", 10, "a.html", lambda request, thing: {"request": request}))

    assert panels.filled("shop.window", "R", "T") == [
        {"template": "a.html", "request": "R"},
        {"template": "b.html", "thing": "T"},
    ]


def test_a_panel_may_stay_away():
    panels.add(Panel("shop.window", 10, "a.html", lambda request, thing: None))

    assert panels.filled("shop.window", None, None) == []


def test_the_same_panel_is_added_once():
    panel = Panel("shop.window", 10, "a.html", lambda request, thing: {})
    panels.add(panel)
    panels.add(panel)

    assert len(panels.filled("shop.window", None, None)) == 1


def test_a_slot_nobody_fills_is_empty():
    assert panels.filled("shop.back", None, None) == []
