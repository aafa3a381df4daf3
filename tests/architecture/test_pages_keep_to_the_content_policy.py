"""The content security policy allows scripts and styles from our own files only, so markup must hold none.

Mails are no pages: no policy reaches them and their readers know no stylesheet, so they may hold style, never script.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from .house import PACKAGE, assert_none, at, line_of, sources
from .templates import templates

DATA_BLOCK = r"type=[\"']application/(?:json|ld\+json)[\"']"
FORBIDDEN = {
    "a style attribute": re.compile(r"<[a-zA-Z][^<>]*\sstyle\s*=", re.DOTALL),
    "a style element": re.compile(r"<style[\s>]"),
    "a script in the page": re.compile(rf"<script(?![^>]*\ssrc=)(?![^>]*{DATA_BLOCK})[^>]*>"),
    "a script attribute": re.compile(r"<[a-zA-Z][^<>]*\son[a-z]+\s*=", re.DOTALL),
    "a script attribute of htmx": re.compile(r"\shx-on[:-]|\shx-vals\s*=\s*[\"']js:"),
    "a script address": re.compile(r"(?:href|src|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE),
}


def test_templates_hold_no_script_and_no_style():
    assert_none(fault for template in templates() for fault in faults(template.path, template.text))


def test_markup_in_code_holds_no_script_and_no_style():
    assert_none(
        fault
        for path, tree in sources(PACKAGE)
        for line, text in _markup(tree)
        for fault in faults(path, text, line)
    )


def test_only_markup_that_we_draw_counts():
    tree = ast.parse(
        "FOUND = re.compile('<script>')\n\n\ndef draw():\n    \"Not <style>.\"\n    return '<style>'\n"
    )

    assert list(_markup(tree)) == [(6, "<style>")]


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="lead" style="color: red">',
        "<style>p {}</style>",
        "<script>alert(1)</script>",
        "<button\n  onclick='go()'>",
        '<button hx-on:click="go()">',
        '<a href="javascript:go()">',
    ],
)
def test_script_and_style_are_caught(tmp_path, markup):
    assert len(faults(tmp_path / "page.html", f"<p>{markup}")) == 1


def test_a_mail_may_hold_style_but_no_script(tmp_path):
    found = faults(tmp_path / "mail" / "frame.html", '<p style="color: red"><script>go()</script>')

    assert [fault.rsplit(":1 ")[1] for fault in found] == ["a script in the page"]


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="module" src="{{ shell }}"></script>',
        '<script type="application/json" id="points">[]</script>',
        '<link rel="stylesheet" href="/static/built/main.css">',
        '<p data-on="1">once on = 1</p>',
    ],
)
def test_files_of_our_own_pass(tmp_path, markup):
    assert faults(tmp_path / "page.html", markup) == []


def faults(path: Path, text: str, first_line: int = 1) -> list[str]:
    """What the policy would block."""
    return [
        f"{at(path, first_line + line_of(text, found.start()) - 1)} {what}"
        for what, pattern in FORBIDDEN.items()
        if not ("mail" in path.parts and "style" in what)
        for found in pattern.finditer(text)
    ]


def _markup(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts in code that look like markup; docstrings and patterns that look for the markup of others excepted."""
    passed: set[int] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        ):
            passed.add(id(node.body[0].value))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            passed |= {id(each) for each in ast.walk(node)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and "<" in node.value
            and id(node) not in passed
        ):
            yield node.lineno, node.value
