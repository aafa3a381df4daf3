"""A demo world small enough to be built many times, and what commands say."""

import json
from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

from colonnade.portal.demo import world

# Kept as evidence, or made anew by looking at the tables, whatever else comes and goes.
LASTING = {"audit.entry", "search.change", "contenttypes.contenttype", "auth.permission"}


def small_world(offers: int = 4) -> tuple[dict[str, Any], ...]:
    """One city of the demo world with its first offers."""
    city = next(each for each in world.cities.__wrapped__() if each["slug"] == "pont-aubrelle")
    return ({**city, "offers": city["offers"][:offers]},)


def counts() -> dict[str, int]:
    """Rows of every table that holds any."""
    models: list[type[Model]] = [
        model for model in apps.get_models() if model._meta.label_lower not in LASTING
    ]
    held = {model._meta.label_lower: model._default_manager.count() for model in models}
    return {name: number for name, number in held.items() if number}


def said(*words: str, **options: Any) -> tuple[int, str, str]:
    """Run a command; return its exit code, what it printed and what it complained about."""
    out, err = StringIO(), StringIO()
    try:
        call_command(*words, stdout=out, stderr=err, **options)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def told(*words: str) -> tuple[int, Any]:
    """Run a command with ``--json``; return its exit code and the one document it printed."""
    code, printed, _ = said(*words, "--json")
    return code, json.loads(printed)
