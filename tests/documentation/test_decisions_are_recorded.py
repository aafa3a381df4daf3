"""Every decision says what was decided and what was rejected, on one page, under a number of its own."""

import re
from pathlib import Path

import pytest

from .pages import ROOT

DECISIONS = ROOT / "docs" / "decisions"
HEADINGS = ("## Context", "## Decision", "## Consequences", "## Rejected alternatives")
LONGEST = 60
STATUSES = r"accepted|superseded by \d{4}|proposed"


def test_decisions_are_recorded():
    paths = sorted(DECISIONS.glob("[0-9]*.md"))

    assert paths
    assert [f"{path.name}: {fault}" for path in paths for fault in faults(path)] == []
    assert [path.name[:4] for path in paths] == [f"{number:04}" for number in range(1, len(paths) + 1)]


def test_the_list_of_decisions_is_complete():
    listed = (DECISIONS / "README.md").read_text(encoding="utf-8")

    assert [path.name for path in sorted(DECISIONS.glob("[0-9]*.md")) if f"({path.name})" not in listed] == []


@pytest.mark.parametrize("missing", [*HEADINGS, "Status: accepted", "Date: 2026-11-22"])
def test_a_gap_is_caught(tmp_path, missing):
    whole = (
        "# 0001 Write it down\n\nDate: 2026-11-22 · Status: accepted\n\n"
        + "\n\nText.\n\n".join(HEADINGS)
        + "\n"
    )
    path = tmp_path / "0001-write-it-down.md"
    path.write_text(whole)

    assert faults(path) == []

    path.write_text(whole.replace(missing, ""))

    assert faults(path) != []


def faults(path: Path) -> list[str]:
    """What a record lacks."""
    text = path.read_text(encoding="utf-8")
    found = [
        f"has no {heading}" for heading in HEADINGS if not re.search(rf"^{heading}$", text, re.MULTILINE)
    ]
    if not re.match(rf"# {path.name[:4]} \S", text):
        found.append("does not open with its number")
    if not re.search(rf"^Date: \d{{4}}-\d\d-\d\d · Status: (?:{STATUSES})$", text, re.MULTILINE):
        found.append("has no date and status")
    if len(text.splitlines()) > LONGEST:
        found.append("is longer than a page")
    return found
