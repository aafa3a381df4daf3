"""Every page exists right to left as well: styles speak of start and end, never of left and right."""

import re
from pathlib import Path

import pytest

from .house import PACKAGE, assert_none, at, files, line_of
from .templates import templates

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PHYSICAL = re.compile(
    r"(?<![\w-])(?:"
    r"(?:(?:scroll-)?(?:margin|padding)|border)-(?:left|right)[\w-]*\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius\s*:"
    r"|(?:left|right)\s*:"
    r"|(?:float|clear|text-align|caption-side)\s*:\s*(?:left|right)\b"
    r")"
)
_UTILITY = re.compile(
    r"(?<![\w:-])(?:\w+:)*-?(?:[mp][lr]|border-[lr]|rounded-(?:[lr]|[tb][lr])|left|right|text-(?:left|right)|float-(?:left|right))"
    r"(?:-[\w./\[\]]+)?(?![\w-])"
)
_CLASS = re.compile(r"\bclass\s*=\s*([\"'])(.*?)\1", re.DOTALL)
_LOGIC = re.compile(r"\{[{%].*?[}%]\}", re.DOTALL)


def test_styles_speak_of_start_and_end():
    sheets = files(PACKAGE, "*.css")

    assert sheets
    assert_none(fault for sheet in sheets for fault in physical(sheet))


def test_classes_speak_of_start_and_end():
    assert_none(fault for template in templates() for fault in one_sided(template.path, template.text))


@pytest.mark.parametrize(
    "rule",
    [
        "margin-left: 1rem",
        "padding-right:0",
        "left: 0",
        "float: right",
        "text-align: left",
        "border-left-color: red",
    ],
)
def test_a_one_sided_rule_is_caught(tmp_path, rule):
    sheet = tmp_path / "a.css"
    sheet.write_text(f"/* {rule} */\np {{ color: red;\n  {rule}; }}\n")

    assert physical(sheet) == [f"{sheet}:3 {rule.split(':')[0]}"]


@pytest.mark.parametrize(
    "rule", ["margin-inline-start: 1rem", "inset-inline: 0", "text-align: start", "--left: 1px"]
)
def test_a_two_sided_rule_passes(tmp_path, rule):
    sheet = tmp_path / "a.css"
    sheet.write_text(f"p {{ {rule}; }}\n")

    assert physical(sheet) == []


def test_a_one_sided_class_is_caught(tmp_path):
    markup = (
        '<p class="card ml-4 text-right{% if left %} md:pl-2{% endif %}">left</p><p class="card-left ms-4">'
    )

    assert one_sided(tmp_path, markup) == [
        f"{tmp_path}:1 ml-4",
        f"{tmp_path}:1 text-right",
        f"{tmp_path}:1 md:pl-2",
    ]


def physical(sheet: Path) -> list[str]:
    """Declarations that know only one direction of reading."""
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), sheet.read_text(encoding="utf-8"))
    return [
        f"{at(sheet, line_of(text, found.start()))} {found.group().split(':')[0].strip()}"
        for found in _PHYSICAL.finditer(text)
    ]


def one_sided(path: Path, text: str) -> list[str]:
    """Utility classes that know only one direction of reading."""
    return [
        f"{at(path, line_of(text, attribute.start()))} {found.group()}"
        for attribute in _CLASS.finditer(text)
        for found in _UTILITY.finditer(_LOGIC.sub(" ", attribute.group(2)))
    ]
