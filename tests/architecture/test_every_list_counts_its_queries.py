"""A page asks the database as often for three things as for one. Each module that shows things proves it."""

import ast
from pathlib import Path

from .house import assert_none, at, our_apps

COUNTERS = {"django_assert_num_queries", "django_assert_max_num_queries"}


def test_every_module_with_views_counts_queries():
    assert_none(fault for config in our_apps() if (fault := uncounted(Path(config.path))))


def test_a_module_that_does_not_count_is_caught(tmp_path):
    (tmp_path / "views.py").write_text(
        "from colonnade.city.catalogue import queries\n\n\ndef offers(request): ...\n"
    )
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_views.py").write_text('"""Not django_assert_num_queries."""\n')

    assert uncounted(tmp_path) == f"{tmp_path}: no test of its views counts queries"

    (tmp_path / "tests" / "test_views.py").write_text(
        "def test_offers(client, django_assert_num_queries): ...\n"
    )

    assert uncounted(tmp_path) == ""


def test_views_that_read_nothing_need_not_count(tmp_path):
    (tmp_path / "views.py").write_text("from django.shortcuts import render\n\n\ndef about(request): ...\n")

    assert uncounted(tmp_path) == ""


def uncounted(house: Path) -> str:
    """Say so when a module's views read the database and none of its tests counts how often."""
    views = [house / "views.py", *sorted((house / "views").rglob("*.py"))]
    if not any(_reads(path) for path in views if path.is_file()):
        return ""
    counted = any(_counts(path) for path in sorted((house / "tests").rglob("test_*.py")))
    return "" if counted else f"{at(house)}: no test of its views counts queries"


def _reads(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names = {*(node.module or "").split("."), *(alias.name for alias in node.names)}
            if names & {"queries", "models"}:
                return True
    return False


def _counts(path: Path) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    arguments = {
        argument.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for argument in node.args.args
    }
    return bool(arguments & COUNTERS)
