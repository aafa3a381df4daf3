"""Who may write a text, open it, and answer."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from colonnade.drafting.models import Draft
from colonnade.drafting.rules import Permission
from colonnade.plumbing.permissions import may

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("permission", list(Permission))
def test_the_team_of_the_place_and_operators_may(place, bruno, dora, charlie, permission):
    here, elsewhere = Draft(scope_id=place), Draft(scope_id=uuid4())

    assert may(bruno, permission, here)
    assert not may(bruno, permission, elsewhere)
    assert may(dora, permission, elsewhere)
    assert not may(charlie, permission, here)
    assert not may(AnonymousUser(), permission, here)
