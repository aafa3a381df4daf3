"""A permission is a question; exactly one predicate answers it, and roles only speak of questions that exist."""

import json
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from importlib import import_module, util

import pytest

from colonnade.plumbing import permissions

from .house import PACKAGE, assert_none, our_apps

ROLES = PACKAGE / "people" / "data" / "roles.json"
VALUE = re.compile(r"^[a-z_]+:[a-z_-]+:[a-z_-]+$")


def test_every_permission_has_one_rule():
    questions = {config.label: _questions(config.name) for config in our_apps()}

    assert any(questions.values())
    assert_none(faults(questions, permissions.ruled()))


def test_roles_speak_of_permissions_that_exist():
    if not ROLES.exists():
        pytest.fail("people/data/roles.json is missing: nobody but operators may do anything")
    roles = json.loads(ROLES.read_text(encoding="utf-8"))["roles"]

    known = permissions.ruled()

    assert_none(
        f"{role['code']}: {each}" for role in roles for each in role["permissions"] if each not in known
    )


def test_a_second_rule_is_refused(monkeypatch):
    monkeypatch.setattr(permissions, "_rules", {})
    permissions.rule("people:guest:greet")(lambda person, guest: True)

    with pytest.raises(permissions.AlreadyRuled):
        permissions.rule("people:guest:greet")(lambda person, guest: False)


def test_unanswered_unasked_and_misnamed_are_caught():
    asked = {"people": ["people:guest:greet", "people:guest"], "profile": ["people:city:found"]}
    answered = {"people:guest:greet": _silent, "people:guest:forget": faults}

    assert faults(asked, answered) == [
        "people:guest is not module:object:verb",
        "people:city:found belongs to profile and should start with its name",
        "people:guest has no rule",
        "people:city:found has no rule",
        "people:guest:forget has a rule but is no Permission",
        "people:guest:greet: its rule has no sentence",
    ]


def faults(questions: Mapping[str, Iterable[str]], answers: Mapping[str, object]) -> list[str]:
    """What is wrong between the permissions of the modules and the rules that were registered."""
    owner = {value: label for label, values in questions.items() for value in values}
    found = [f"{value} is not module:object:verb" for value in owner if not VALUE.match(value)]
    found += [
        f"{value} belongs to {label} and should start with its name"
        for value, label in owner.items()
        if not value.startswith(f"{label}:")
    ]
    found += [f"{value} has no rule" for value in owner if value not in answers]
    found += [f"{value} has a rule but is no Permission" for value in answers if value not in owner]
    return found + [
        f"{value}: its rule has no sentence" for value, rule in answers.items() if not rule.__doc__
    ]


def _questions(module: str) -> list[str]:
    if util.find_spec(f"{module}.rules") is None:
        return []
    permission: type[StrEnum] | None = getattr(import_module(f"{module}.rules"), "Permission", None)
    return [each.value for each in permission] if permission else []


def _silent(person, thing):
    return True
