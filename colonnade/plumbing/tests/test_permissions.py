"""One question everywhere, one answer to each."""

import pytest
from django.contrib.auth.models import AnonymousUser

from colonnade.plumbing import permissions
from colonnade.plumbing.permissions import AlreadyRuled, NotAllowed, System, may, require, rule


class Somebody:
    """Signed in, and called something."""

    is_authenticated = True

    def __init__(self, name):
        self.name = name


@pytest.fixture
def _pots(monkeypatch):
    """Only Amina may throw pots."""
    monkeypatch.setattr(permissions, "_rules", {})

    @rule("pots:pot:throw")
    def amina_throws(person, thing):
        return person.name == "Amina"


@pytest.mark.parametrize(
    ("person", "answer"),
    [(Somebody("Amina"), True), (Somebody("Charlie"), False), (None, False), (AnonymousUser(), False)],
)
@pytest.mark.usefixtures("_pots")
def test_the_rule_answers_for_people_who_are_signed_in(person, answer):
    assert may(person, "pots:pot:throw", None) is answer


@pytest.mark.usefixtures("_pots")
def test_require_passes_or_refuses():
    require(Somebody("Amina"), "pots:pot:throw", None)

    with pytest.raises(NotAllowed):
        require(Somebody("Charlie"), "pots:pot:throw", None)


@pytest.mark.usefixtures("_pots")
def test_the_program_itself_may():
    assert may(System("colonnade harvest"), "pots:pot:throw", None) is True
    assert str(System("colonnade harvest")) == "colonnade harvest"


@pytest.mark.usefixtures("_pots")
def test_a_second_rule_for_a_permission_is_refused():
    with pytest.raises(AlreadyRuled):
        rule("pots:pot:throw")(lambda person, thing: True)

    assert may(Somebody("Charlie"), "pots:pot:throw", None) is False


@pytest.mark.usefixtures("_pots")
def test_a_permission_nobody_knows_is_a_mistake():
    with pytest.raises(KeyError):
        may(Somebody("Amina"), "pots:pot:smash", None)


@pytest.mark.usefixtures("_pots")
def test_rules_are_listed():
    assert list(permissions.ruled()) == ["pots:pot:throw"]
