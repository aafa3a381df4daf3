"""The table that people read, and the same as JSON."""

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tools.bench.targets import RECORDED, Row

HEADS = (
    "what",
    "ours",
    "target",
    "",
    "peer",
    "peer's",
    "times better",
    "floor",
    "floor's",
    "times the floor",
)


def table(rows: Sequence[Row]) -> str:
    """All rows under each other, columns aligned."""
    lines = [HEADS, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def as_json(rows: Sequence[Row], told: Sequence[str]) -> str:
    """The same for programs."""
    found = [
        {**asdict(row), "met": row.met, "over_peer": row.over_peer, "over_floor": row.over_floor}
        for row in rows
    ]
    return json.dumps(
        {"machine": machine(), "rows": found, "told": list(told), "recorded": RECORDED}, indent=1
    )


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    facts = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = next(
        (line.partition(":")[2].strip() for line in facts.splitlines() if line.startswith("model name")), ""
    )
    return {
        "processor": model or platform.processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "django": version("django"),
        "tantivy": version("tantivy"),
        "sqlite": sqlite3.sqlite_version,
        "load": round(os.getloadavg()[0], 2),
    }


def _cells(row: Row) -> tuple[str, ...]:
    verdict = {True: "met", False: "MISSED", None: ""}[row.met]
    ours = f"{number(row.ours)} {row.unit}" if row.ours is not None else row.note
    return (
        row.what,
        ours,
        number(row.target),
        verdict,
        row.peer,
        number(row.peer_value),
        number(row.over_peer),
        row.floor,
        number(row.floor_value),
        number(row.over_floor),
    )


def number(value: float | None) -> str:
    """A figure with as many digits as mean something."""
    if value is None:
        return ""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
