"""Load every real file of figures beside the checkout and write down what came of each: ``python -m tools.figures``.

The files lie in a folder beside the checkout, are nobody’s to ship, and are only named here. Each folder goes into
a city of its own; a description is brought with the figures it describes.
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
DATA = ROOT.parent / "shared" / "data" / "indicators"
PAGE = ROOT / "docs" / "explanation" / "real-figures.md"
COUNTS = ("read", "created", "corrected", "rejected")
SOURCE = "National Statistical Committee"  # of the files that do not name one
USUAL = {"described", "own_indicator"}  # said of nearly every file
HEAD = """# Real figures, and what came of them

Made by `python -m tools.figures`, which loads every file of the collection of real figures into a fresh site, each folder into
a city of its own, a description together with its figures. The files belong to others and are not part of this project. Every
row ends in exactly one of created, corrected, unchanged and rejected; on a first load nothing is unchanged. A row that says
there is no value is kept as such.

| File | Format | Read | Created | Corrected | Rejected | What there was to say |
| --- | --- | ---: | ---: | ---: | ---: | --- |
"""


def main() -> int:
    """Write the page; 1 where there are no figures."""
    if not DATA.exists():
        print("There are no real figures beside this checkout.")
        return 1
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "COLONNADE_HOME": home, "COLONNADE_LOG_LEVEL": "ERROR"}
        files = [path for path in sorted(DATA.rglob("*")) if path.suffix in {".csv", ".xml"}]
        alone = [path for path in files if not path.name.startswith("meta_")]
        rows = [_row(path, environment) for path in alone]
    PAGE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} files in {PAGE.relative_to(ROOT)}")
    return 0


def _row(path: Path, environment: dict[str, str]) -> str:
    city, country = ("Bristol", "GB") if path.parent.name == "bristol" else ("Bishkek", "KG")
    beside = path.with_name(path.name.replace("indicator_", "meta_"))
    described = [str(beside)] if beside != path and beside.exists() else []
    words = ["indicators", "load", str(path), *described, "--create-city", city, "--country", country]
    words += [] if described else ["--source", SOURCE]
    done = subprocess.run(
        [sys.executable, "-m", "colonnade", *words, "--json"],
        env=environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    reasons = Counter(remark["reason"] for remark in told["remarks"] if remark["code"] not in USUAL)
    if told["refused"]:
        reasons[told["refused"]] += 1
    said = "; ".join(
        f"{count} × {_cell(reason)}" if count > 1 else _cell(reason)
        for reason, count in reasons.most_common(4)
    )
    more = f"; and {len(reasons) - 4} further remarks" if len(reasons) > 4 else ""
    counts = " | ".join(str(told[name]) for name in COUNTS)
    refused = " (refused)" if told["refused"] else ""
    return f"| `{path.relative_to(DATA)}`{refused} | {told['format'] or '–'} | {counts} | {said}{more} |"


def _cell(reason: str) -> str:
    return reason.replace("|", "\\|").replace("\n", " ")[:160].rstrip(".")


if __name__ == "__main__":
    sys.exit(main())
