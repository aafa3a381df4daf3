"""Harvest every real feed beside the checkout and write down what came of each: ``python -m tools.feeds``.

The feeds lie in a folder beside the checkout, are nobody’s to ship, and are only named here. Each goes into a city of
its own, so that no feed merges with another.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
FOLDERS = ("city-agenda", "ical", "xcri", "schemaorg", "csv", "programmes", "eventbrite")
PAGE = ROOT / "docs" / "explanation" / "real-feeds.md"
COUNTS = ("read", "created", "updated", "merged", "rejected")
HEAD = """# Real feeds, and what came of them

Made by `python -m tools.feeds`, which harvests every file of the collection of real feeds into a fresh site, each into a
city of its own. The files belong to others and are not part of this project. Every record ends in exactly one of created,
updated, unchanged, merged and rejected; on a first harvest nothing is unchanged.

| File | Format | Read | Created | Updated | Merged | Rejected | Repaired | Why |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |
"""


def main() -> int:
    """Write the page; 1 where there are no feeds."""
    if not DATA.exists():
        print("There are no real feeds beside this checkout.")
        return 1
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "COLONNADE_HOME": home, "COLONNADE_LOG_LEVEL": "ERROR"}
        files = [path for folder in FOLDERS for path in sorted((DATA / folder).iterdir()) if path.is_file()]
        rows = [_row(path, number, environment) for number, path in enumerate(files, 1)]
    PAGE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} feeds in {PAGE.relative_to(ROOT)}")
    return 0


def _row(path: Path, number: int, environment: dict[str, str]) -> str:
    words = ["harvest", str(path), "--create-city", f"Feedtown {number}", "--country", "DE", "--json"]
    done = subprocess.run(
        [sys.executable, "-m", "colonnade", *words], env=environment, capture_output=True, text=True, cwd=ROOT
    )
    told: dict[str, Any] = json.loads(done.stdout)
    reasons = Counter(note["reason"] for note in told["rejections"])
    reasons += Counter(f"repaired: {note['reason']}" for note in told["repairs"])
    why = "; ".join(
        f"{count} × {_cell(reason)}" if count > 1 else _cell(reason)
        for reason, count in reasons.most_common(4)
    )
    more = f"; and {len(reasons) - 4} further reasons" if len(reasons) > 4 else ""
    counts = " | ".join(str(told[name]) for name in COUNTS)
    name = path.relative_to(DATA)
    refused = "" if done.returncode == 0 else " (refused)"
    return (
        f"| `{name}`{refused} | {told['format'] or '–'} | {counts} | {len(told['repairs'])} | {why}{more} |"
    )


def _cell(reason: str) -> str:
    return reason.replace("|", "\\|").replace("\n", " ")[:160].rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
