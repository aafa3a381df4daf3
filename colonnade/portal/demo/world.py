"""Reading the invented world that ships with the package."""

import json
from functools import cache
from importlib import resources
from typing import Any

OFFICES = ("residents", "roles")


@cache
def cities() -> tuple[dict[str, Any], ...]:
    """Every invented city with its districts, organisations, places and offers."""
    folder = resources.files("colonnade.portal.demo") / "world"
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".json"))
    return tuple(_read(name) for name in names if name.removesuffix(".json") not in OFFICES)


@cache
def sign_ins() -> tuple[dict[str, Any], ...]:
    """One invented person for each role, and a resident."""
    return tuple(_read("roles.json"))


def _read(name: str) -> Any:
    return json.loads((resources.files("colonnade.portal.demo") / "world" / name).read_text(encoding="utf-8"))
