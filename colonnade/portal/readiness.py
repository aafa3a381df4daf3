"""Making the site ready: tables, roles, the member cities. The first command of a fresh home does it by itself."""

import fcntl

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from colonnade.city.monitoring.actions.computing import define_platform_indicators
from colonnade.city.monitoring.actions.indicators import define_indicators
from colonnade.city.profile.actions import ship_member_cities
from colonnade.network.membership.actions.past import ship_past
from colonnade.people.actions import define_roles
from colonnade.plumbing.permissions import System


def make_ready(by: System) -> dict[str, int]:
    """Bring tables, roles and member cities up to date; safe to repeat, and one process at a time."""
    with (settings.HOME / "setup.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        call_command("migrate", interactive=False, verbosity=0)
        at = timezone.now()
        made = {"roles": define_roles(by=by, at=at), "cities": ship_member_cities(by=by, at=at)}
        made["facts"] = ship_past(by=by, at=at)
        made["indicators"] = define_indicators(by=by, at=at) + define_platform_indicators()
        return made


def never_set_up() -> bool:
    """Say whether nobody has made this site ready yet."""
    return not connection.introspection.table_names()
