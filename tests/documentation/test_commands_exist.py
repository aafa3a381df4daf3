"""Whoever follows a page types commands that exist, with options that exist, and sets variables that exist."""

import re

import pytest
from django.core.management import get_commands, load_command_class

from colonnade.plumbing.configuration import Configuration

from .pages import ROOT, code, pages, where

MAKE = re.compile(r"(?:^|&& |; |sudo -u \w+ )make (?:-C \S+ )?((?:[a-z]+ ?)+)")
COMMAND = re.compile(r"(?:^|(?<!-u)\s|/)colonnade ([a-z]+)((?: [^\s`]+)*)")
OPTION = re.compile(r"--[a-z][a-z-]*")
VARIABLE = re.compile(r"\bCOLONNADE_([A-Z_]+[A-Z])\b")
OF_THE_TESTS = {"test_postgres"}  # read by tools, not by the site


def test_the_readme_opens_with_two_commands():
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    typed = [line for line in lines[:12] if line.startswith("make ")]

    assert [line.split("#")[0].split() for line in typed] == [["make", "run"], ["make", "test"]]


def test_make_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert targets
    assert _missing(lambda text: [name for name in asked_of_make(text) if name not in targets]) == []


def test_commands_exist():
    assert _missing(lambda text: [fault for line in code(text) for fault in unknown(line, _ours())]) == []


def test_variables_exist():
    known = {
        *Configuration.model_fields,
        *(f"{name}_file" for name in Configuration.model_fields),
        *OF_THE_TESTS,
    }

    assert _missing(lambda text: [name for name in VARIABLE.findall(text) if name.lower() not in known]) == []
    for path in sorted((ROOT / "deploy").iterdir()):
        assert [
            name for name in VARIABLE.findall(path.read_text(encoding="utf-8")) if name.lower() not in known
        ] == []


@pytest.mark.parametrize(
    ("line", "faults"),
    [
        ("colonnade harvest feed.ics --city x", []),
        ("colonnade fly", ["colonnade fly"]),
        ("sudo -u x .venv/bin/colonnade harvest --fast", ["colonnade harvest --fast"]),
        ("sudo -u colonnade git pull", []),
    ],
)
def test_a_command_that_is_not_there_is_caught(line, faults):
    assert unknown(line, {"harvest": "--city"}) == faults


def asked_of_make(text: str) -> list[str]:
    """Targets that a page asks make for."""
    return [
        name
        for line in code(text)
        for found in MAKE.finditer(line.split("#")[0])
        for name in found.group(1).split()
    ]


def unknown(line: str, known: dict[str, str]) -> list[str]:
    """Commands of ours in a line, and options of them, that do not exist."""
    found = []
    for match in COMMAND.finditer(line.split(" #")[0]):
        name, rest = match.groups()
        if name not in known:
            found.append(f"colonnade {name}")
        else:
            found += [
                f"colonnade {name} {option}"
                for option in OPTION.findall(rest)
                if option not in known[name].split()
            ]
    return found


def _ours() -> dict[str, str]:
    """Every command that can be typed, with the options it takes, those of its parts included."""
    found = {}
    for name, app in get_commands().items():
        if str(app).startswith("colonnade."):
            parser = load_command_class(str(app), name).create_parser("colonnade", name)
            parts = [
                part
                for action in parser._actions
                for part in getattr(action, "choices", None) or ()
                if isinstance(action.choices, dict)
            ]
            inner = [
                action.choices[part]
                for action in parser._actions
                if isinstance(action.choices, dict)
                for part in parts
            ]
            found[name] = " ".join(
                option for each in (parser, *inner) for option in each._option_string_actions
            )
    return found


def _missing(faults) -> list[str]:
    return [
        f"{where(path)}: {fault}" for path in pages() for fault in faults(path.read_text(encoding="utf-8"))
    ]
