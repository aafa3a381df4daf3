"""The house stands on its own: no file names a folder of somebody's machine, no lock file names a host."""

import re
from pathlib import Path

import pytest

from .house import ROOT, assert_none, at, files, line_of

TEXTS = (
    "*.py",
    "*.html",
    "*.md",
    "*.toml",
    "*.yml",
    "*.yaml",
    "*.json",
    "*.ts",
    "*.css",
    "*.sh",
    "*.txt",
    "*.in",
    "*.service",
    "Makefile",
)
LONGEST = 1_000_000
OUTSIDE = re.compile(
    r"\.\./" + r"shared\b|(?<![\w.:/-])/(?:work|home|root|Users|mnt|workspace)/[\w.-]+|\bC:\\\\?Users\b"
)
REAL_DATA = "real_data"  # tests with this mark read real feeds where they are present, and skip elsewhere


def test_nothing_leads_outside():
    assert_none(leading_outside(ROOT))


def test_lock_files_name_no_host():
    package_lock = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    requirements = [
        path for path in files(ROOT / "requirements", "*.txt") if "://" in path.read_text(encoding="utf-8")
    ]

    assert '"resolved"' not in package_lock
    assert_none(at(path) for path in requirements)


@pytest.mark.parametrize(
    "path", ["../" + "shared/data/x.ics", "/" + "work/main/x.py", "/" + "home/amina/feeds", "/" + "root/x"]
)
def test_a_machine_path_is_caught(tmp_path, path):
    (tmp_path / "reader.py").write_text(f'"""A reader."""\nFEED = "{path}"\n')

    assert leading_outside(tmp_path) == [f"{tmp_path}/reader.py:2"]


def test_a_marked_test_may_read_real_data(tmp_path):
    (tmp_path / "tests").mkdir()
    text = '@pytest.mark.real_data\ndef test_it(): open("../' + 'shared/data/x.ics")\n'
    (tmp_path / "tests" / "test_reader.py").write_text(text)
    (tmp_path / "reader.py").write_text(text)

    assert leading_outside(tmp_path) == [f"{tmp_path}/reader.py:2"]


def test_an_address_on_the_web_is_no_machine_path(tmp_path):
    (tmp_path / "a.md").write_text("See https://example.org/home/library and /en/home/ and /srv/colonnade.\n")

    assert leading_outside(tmp_path) == []


def leading_outside(root: Path) -> list[str]:
    """Every line that names a folder outside the house."""
    found = []
    for path in files(root, *TEXTS):
        if path.stat().st_size > LONGEST or path.name == "package-lock.json":
            continue
        text = path.read_text(encoding="utf-8")
        if "tests" in path.parts and f"mark.{REAL_DATA}" in text:
            continue
        lines = text.splitlines()
        numbers = {line_of(text, match.start()) for match in OUTSIDE.finditer(text)}
        found += [at(path, number) for number in sorted(numbers) if REAL_DATA not in lines[number - 1]]
    return found
