"""May this person do this to that? One table per predicate."""

import pytest
from django.contrib.auth.models import AnonymousUser

from colonnade.people.models import Concern, Role
from colonnade.people.rules import Permission
from colonnade.people.tests.factories import CITY, OTHER_CITY, make_holding, make_organisation, make_role
from colonnade.plumbing.permissions import may, ruled

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("permission", [Permission.ROLE_GRANT, Permission.PERSON_INVITE])
def test_teams_are_led_from_within(permission, bruno, dora, charlie):
    assert [may(bruno, permission, place) for place in (CITY, OTHER_CITY, None)] == [True, False, False]
    assert [may(dora, permission, place) for place in (CITY, OTHER_CITY, None)] == [True, True, True]
    assert [may(charlie, permission, place) for place in (CITY, OTHER_CITY, None)] == [False, False, False]
    assert not may(AnonymousUser(), permission, CITY)
    assert not may(None, permission, CITY)


def test_a_city_looks_after_its_providers(bruno, amina):
    here, elsewhere = make_organisation(), make_organisation(home_id=OTHER_CITY)
    nowhere = make_organisation(home_id=None)
    make_holding(amina, "provider_keeper", here.uuid)

    assert [may(bruno, Permission.PERSON_INVITE, each.uuid) for each in (here, elsewhere, nowhere)] == [
        True,
        False,
        False,
    ]
    assert may(amina, Permission.PERSON_INVITE, here.uuid)
    assert not may(amina, Permission.ROLE_GRANT, here.uuid)
    assert not may(amina, Permission.PERSON_INVITE, CITY)


def test_reports_are_closed_by_the_team(bruno, dora, charlie):
    here, nowhere = Concern(scope_id=CITY), Concern(scope_id=None)

    assert [may(each, Permission.CONCERN_CLOSE, here) for each in (bruno, dora, charlie)] == [
        True,
        True,
        False,
    ]
    assert [may(each, Permission.CONCERN_CLOSE, nowhere) for each in (bruno, dora, charlie)] == [
        False,
        True,
        False,
    ]


def test_accounts_are_erased_by_their_owners(amina, dora, charlie):
    assert [may(each, Permission.PERSON_ERASE, amina) for each in (amina, dora, charlie)] == [
        True,
        True,
        False,
    ]


def test_roles_name_only_permissions_that_exist():
    make_role()
    named = {permission for role in Role.objects.all() for permission in role.permissions}

    assert named <= set(ruled())
