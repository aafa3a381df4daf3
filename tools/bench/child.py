"""A task in a process of its own, with a home of its own: what one measurement leaves behind no other sees."""

import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_MARK = "\x1e"  # before the answer, so that nothing a task prints can be taken for it


class TaskFailed(Exception):
    """A task ended with an error; the last lines it wrote say which."""


def run(task: str, home: Path, **facts: Any) -> Any:
    """Run ``module:function`` of this package with these facts in a process of its own and return its answer."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COLONNADE_")}
    done = subprocess.run(
        [sys.executable, "-m", "tools.bench.child", task],
        input=json.dumps(facts, default=str),
        env={**kept, "COLONNADE_HOME": str(home), "COLONNADE_LOG_LEVEL": "ERROR"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise TaskFailed(f"{task}: {done.stderr.strip()[-1500:]}")
    return json.loads(done.stdout.rpartition(_MARK)[2])


@contextmanager
def home() -> Iterator[Path]:
    """A fresh home folder with empty tables, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="colonnade-bench-") as name:
        folder = Path(name) / "home"
        shutil.copytree(_empty_home(), folder)
        yield folder


@cache
def _empty_home() -> Path:
    """Tables are made once and copied from then on."""
    folder = Path(tempfile.mkdtemp(prefix="colonnade-bench-empty-")) / "home"
    run("sites:make_tables", folder)
    return folder


def forget() -> None:
    """Remove what was kept for the next measurements."""
    if _empty_home.cache_info().currsize:
        shutil.rmtree(_empty_home().parent, ignore_errors=True)
        _empty_home.cache_clear()


def _main(task: str) -> None:
    import django  # noqa: PLC0415  (the home must be known first)

    os.environ["DJANGO_SETTINGS_MODULE"] = "colonnade.settings"
    django.setup()
    module, _, function = task.partition(":")
    deed = getattr(importlib.import_module(f"tools.bench.{module}"), function)
    answer = deed(**json.loads(sys.stdin.read()))
    sys.stdout.write(_MARK + json.dumps(answer))


if __name__ == "__main__":
    _main(sys.argv[1])
