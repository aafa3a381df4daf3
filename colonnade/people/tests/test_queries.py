"""Who holds what where, what is waiting for whom, and what places are called."""

import sys
from datetime import timedelta

import pytest
from django.utils.translation import override

from colonnade.people import actions, queries
from colonnade.people.queries.desks import CONCERN_CLOSE
from colonnade.people.rules import Permission
from colonnade.people.tests.factories import (
    CITY,
    NOON,
    OTHER_CITY,
    make_concern,
    make_holding,
    make_invitation,
    make_organisation,
    make_person,
    make_role,
)
from colonnade.people.vocabulary import Scope, ScopeFacts
from colonnade.plumbing.desks import DeskItem

pytestmark = pytest.mark.django_db


def test_holds_in_the_place_and_nowhere_else(bruno):
    assert queries.holds(bruno, "people:role:grant", CITY)
    assert not queries.holds(bruno, "people:role:grant", OTHER_CITY)
    assert not queries.holds(bruno, "people:role:grant", None)
    assert not queries.holds(bruno, "network:call:open", CITY)


def test_holds_everywhere_with_a_role_of_the_platform(dora):
    assert queries.holds(dora, "people:role:grant", CITY)
    assert queries.holds(dora, "people:role:grant", None)


def test_holds_nothing_any_more(bruno, dora):
    actions.revoke_role(holding=bruno.role_holdings.get(), by=dora, at=NOON)

    assert not queries.holds(bruno, "people:role:grant", CITY)
    assert queries.places_where_allowed(bruno, "people:role:grant") == set()


def test_holds_is_no_question_for_nobody():
    assert not queries.holds(None, "people:role:grant", CITY)


def test_places_where_allowed(bruno):
    make_holding(bruno, "mayor", OTHER_CITY)

    assert queries.places_where_allowed(bruno, "people:role:grant") == {CITY}


def test_holders_in_a_place_in_order(bruno, amina):
    make_holding(amina, "mayor")

    assert [(each.person, each.role.code) for each in queries.holders_in(CITY)] == [
        (bruno, "coordinator"),
        (amina, "mayor"),
    ]


def test_roles_of_kind():
    make_role()

    assert [role.code for role in queries.roles_of_kind(Scope.NETWORK)] == ["juror", "secretariat"]


def test_role_speaks_the_readers_language():
    role = make_role("mayor")

    with override("zh-hans"):
        assert str(role.name) == "市长"
    with override("es"):
        assert str(role.name) == "Alcalde"


def test_person_with_address_ignores_case_and_blanks(amina):
    assert queries.person_with_address(" AMINA@example.org ") == amina
    assert queries.person_with_address("") is None


def test_ways_to_sign_in():
    person = make_person("Amina", password="secret secret")

    ways = queries.ways_to_sign_in(person)

    assert (ways.password, ways.passkeys, ways.app, ways.second_factor) == (True, 0, False, False)


def test_scopes_ask_each_module_once(bruno, django_assert_num_queries, monkeypatch):
    known = sys.modules["colonnade.people.queries.scopes"]  # the package calls a function by the same name
    below = [each for each in known._resolvers if each.__module__.startswith("colonnade.people")]
    monkeypatch.setattr(known, "_resolvers", below)
    library = make_organisation()

    with django_assert_num_queries(1):
        found = queries.scopes([CITY, library.uuid, bruno.uuid, None])

    assert {key: facts.name for key, facts in found.items()} == {
        CITY: "Aubrelle",
        library.uuid: "Harbour Library",
    }
    assert found[library.uuid] == ScopeFacts(kind=Scope.PROVIDER, name="Harbour Library", within=CITY)


def test_scope_label_of_the_platform_and_of_nowhere(bruno):
    assert queries.scope_label(None) == ""
    assert queries.scope_label(bruno.uuid) == ""


def test_waiting_for_invitations_until_they_expire(amina):
    invitation, _secret = make_invitation("Amina@example.org".lower(), expires_at=NOON + timedelta(days=14))
    make_invitation("other@example.org")

    with override("en"):
        assert queries.waiting_for(amina, NOON) == [
            DeskItem(
                title="Answer the invitation: City coordinator, Aubrelle",
                url=f"/en/account/my-invitation/{invitation.uuid}/",
                by_when=NOON + timedelta(days=14),
                since=NOON,
            )
        ]
    assert queries.waiting_for(amina, NOON + timedelta(days=14)) == []


def test_waiting_for_reports_of_my_places(bruno, dora):
    make_concern()
    make_concern(made_at=NOON - timedelta(days=2))
    make_concern(scope_id=OTHER_CITY)
    make_concern(scope_id=None)

    with override("en"):
        assert queries.waiting_for(bruno, NOON) == [
            DeskItem(
                "2 reports to look into, Aubrelle",
                f"/en/account/reports/{CITY}/",
                None,
                NOON - timedelta(days=2),
            )
        ]
        assert queries.waiting_for(dora, NOON) == [
            DeskItem("1 report to look into, whole platform", "/en/account/reports/", None, NOON)
        ]


def test_waiting_for_nothing(charlie):
    assert queries.waiting_for(charlie, NOON) == []


def test_the_permission_named_in_queries_is_the_one_in_rules():
    assert CONCERN_CLOSE == Permission.CONCERN_CLOSE
