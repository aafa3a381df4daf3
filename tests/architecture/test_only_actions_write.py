"""The database changes in actions, and nowhere else a reader would have to look.

Limit: ``update`` on a related manager (``offer.sessions.update``) looks like that of a dictionary and passes;
the read-only connection of GET requests covers part of it.
"""

import ast
from pathlib import Path

import pytest

from .house import PACKAGE, assert_none, at, sources

WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
ON_MANAGERS = {"update", "raw", "aupdate", *(f"a{name}" for name in WRITES)}
MAY_WRITE = {"actions", "migrations", "plumbing", "management"}


def test_only_actions_write():
    assert_none(writers(PACKAGE))


@pytest.mark.parametrize(
    "line",
    [
        "offer.save()",
        "Offer.objects.create(title='x')",
        "Offer.objects.filter(city=1).exclude(pk=2).update(title='x')",
        "sessions[0].delete()",
    ],
)
def test_a_view_that_writes_is_caught(tmp_path, line):
    (tmp_path / "views.py").write_text(f"def publish(request):\n    {line}\n")

    assert writers(tmp_path) == [f"{tmp_path}/views.py:2 .{line.rsplit('.', 1)[1].split('(')[0]}()"]


@pytest.mark.parametrize("line", ["settings.update(a=1)", "form.is_valid()", "queries.offers().filter(a=1)"])
def test_reading_is_no_writing(tmp_path, line):
    (tmp_path / "views.py").write_text(f"{line}\n")

    assert writers(tmp_path) == []


def test_an_action_may_write(tmp_path):
    (tmp_path / "actions").mkdir()
    (tmp_path / "actions" / "publishing.py").write_text("offer.save()\n")

    assert writers(tmp_path) == []


def writers(root: Path) -> list[str]:
    """Every place outside actions that changes the database."""
    return [
        f"{at(path, node.lineno)} .{node.func.attr}()"
        for path, tree in sources(root)
        if not MAY_WRITE & {part.removesuffix(".py") for part in path.relative_to(root).parts}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _writes(node.func)
    ]


def _writes(called: ast.Attribute) -> bool:
    return called.attr in WRITES or (called.attr in ON_MANAGERS and _through_manager(called.value))


def _through_manager(node: ast.expr) -> bool:
    """Say whether a chain of calls starts at ``Something.objects``."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return False
