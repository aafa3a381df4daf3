"""A file is read in one sitting, a function on one screen. The budgets come from measuring ten code bases."""

import ast
from pathlib import Path

from .house import ROOT, assert_none, at, files, sources

SOURCE, TEST, TEMPLATE, FUNCTION = 400, 800, 150, 60


def test_files_stay_small():
    assert_none(too_long(ROOT))


def test_functions_stay_small():
    assert_none(long_functions(ROOT))


def test_a_long_file_is_caught(tmp_path):
    (tmp_path / "tests").mkdir()
    (tmp_path / "queries.py").write_text("x = 1\n" * 401)
    (tmp_path / "island.ts").write_text("let x = 1;\n" * 400)
    (tmp_path / "page.html").write_text("<p>\n" * 151)
    (tmp_path / "tests" / "test_views.py").write_text("x = 1\n" * 800)

    assert too_long(tmp_path) == [
        f"{tmp_path}/page.html: 151 of 150 lines",
        f"{tmp_path}/queries.py: 401 of 400 lines",
    ]


def test_a_long_function_is_caught(tmp_path):
    (tmp_path / "actions.py").write_text(
        "def publish():\n" + "    x = 1\n" * 60 + "\n\ndef hide():\n    x = 1\n"
    )

    assert long_functions(tmp_path) == [f"{tmp_path}/actions.py:1 publish: 61 of 60 lines"]


def too_long(root: Path) -> list[str]:
    """Files over their budget."""
    found = []
    for path in files(root, "*.py", "*.ts", "*.css", "*.html", "*.sh"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if "migrations" not in path.parts and lines > _budget(path):
            found.append(f"{at(path)}: {lines} of {_budget(path)} lines")
    return found


def long_functions(root: Path) -> list[str]:
    """Functions over their budget; decorators do not count."""
    return [
        f"{at(path, node.lineno)} {node.name}: {_length(node)} of {FUNCTION} lines"
        for path, tree in sources(root, tests=True)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _length(node) > FUNCTION
    ]


def _budget(path: Path) -> int:
    if path.suffix == ".html":
        return TEMPLATE
    is_test = "tests" in path.parts or path.name.startswith("test_") or ".test." in path.name
    return TEST if is_test else SOURCE


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1
