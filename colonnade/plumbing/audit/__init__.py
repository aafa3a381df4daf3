"""Who did what to which thing, written in the action's own transaction."""

from datetime import datetime
from typing import Any

from django.apps import apps as registry
from django.db import models


def record(*, by: Any, verb: str, thing: models.Model, at: datetime, **details: Any) -> None:
    """Write one entry beside the change it describes; both are kept or neither is.

    ``verb`` is a permission value such as ``catalogue:offer:publish``; ``details`` must be plain values
    and hold no personal data.
    """
    entry = registry.get_model("audit", "Entry")
    entry.objects.create(
        at=at,
        person_id=getattr(by, "pk", None),
        actor=str(getattr(by, "name", "") or by)[:200] if getattr(by, "pk", None) is None else "",
        verb=str(verb),
        thing_type=thing._meta.label_lower,
        thing_id=str(thing.pk),
        details=details,
    )
