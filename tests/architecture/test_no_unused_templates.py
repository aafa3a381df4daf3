"""A template that nothing shows is a page that nobody tests."""

import ast
import re
from pathlib import Path

from .house import PACKAGE, assert_none, at, sources
from .templates import known_elsewhere, templates

BY_LIBRARIES = {"400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"}


def test_no_unused_templates():
    assert_none(unused(PACKAGE))


def test_an_unused_template_is_caught(tmp_path):
    folder = tmp_path / "people" / "templates"
    for name in (
        "people/shown.html",
        "people/mail/asked_subject.txt",
        "people/forgotten.html",
        "cotton/chip.html",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("<c-chip />" if name == "people/shown.html" else "")
    (tmp_path / "people" / "views.py").write_text(
        'PAGES = "people/shown.html", f"people/mail/{kind}_subject.txt"\nNOTE = note("people/b")\nNOTES = f"{name}_note.txt"\n'
    )

    assert unused(tmp_path) == [f"{folder}/people/forgotten.html"]


def unused(root: Path) -> list[str]:
    """Templates that no view, tag, panel, template or library asks for."""
    every = templates(root)
    asked = {use.name for template in every for use in template.uses()}
    exact, endings, shapes = _named_in_code(root)
    return [
        at(template.path)
        for template in every
        if template.name not in asked | exact | BY_LIBRARIES
        if not known_elsewhere(template.name)
        if not any(shape.fullmatch(template.name) for shape in shapes)
        if not any(
            template.name.endswith(each) and template.name.removesuffix(each) in exact for each in endings
        )
    ]


def _named_in_code(root: Path) -> tuple[set[str], set[str], list[re.Pattern[str]]]:
    """Names written out in Python; endings put behind such names; shapes of names put together."""
    exact: set[str] = set()
    endings: set[str] = set()
    shapes: list[re.Pattern[str]] = []
    for _, tree in sources(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                exact.add(node.value.split("#")[0])
            elif isinstance(node, ast.JoinedStr):
                first, last = node.values[0], node.values[-1]
                if isinstance(first, ast.Constant) and "/" in str(first.value):
                    parts = (
                        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                        for part in node.values
                    )
                    shapes.append(re.compile("".join(parts)))
                elif isinstance(last, ast.Constant) and len(node.values) == 2:
                    endings.add(str(last.value))
    return exact, endings, shapes
